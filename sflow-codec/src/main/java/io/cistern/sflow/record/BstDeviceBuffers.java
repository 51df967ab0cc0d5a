package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Buffer use of a Broadcom device: `bst_device_buffers` (4413:1).
///
/// Source: `bv-sflow.txt`.
///
/// @param ucPc signed 32 bits at 0, gauge, 0.01 %
/// @param mcPc signed 32 bits at 4, gauge, 0.01 %
@SflowStructure(
    enterprise = 4413,
    format = 1,
    name = "bst_device_buffers",
    prefix = "bst",
    source = "bv-sflow.txt",
    snakeCase = true)
public record BstDeviceBuffers(@Gauge("0.01 %") int ucPc, @Gauge("0.01 %") int mcPc)
    implements CounterRecord {}
