package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Buffer use of a Broadcom device: `bst_device_buffers` (4413:1).
///
/// Source: `bv-sflow.txt`.
///
/// @param ucPc how full the unicast buffers are in 0.01 %; gauge, signed 32 bits at 0
/// @param mcPc how full the multicast buffers are in 0.01 %; gauge, signed 32 bits at 4
@SflowStructure(
    enterprise = 4413,
    format = 1,
    name = "bst_device_buffers",
    prefix = "bst",
    source = "bv-sflow.txt",
    snakeCase = true)
public record BstDeviceBuffers(@Gauge("0.01 %") int ucPc, @Gauge("0.01 %") int mcPc)
    implements CounterRecord {}
