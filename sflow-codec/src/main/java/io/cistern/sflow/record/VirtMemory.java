package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Memory of a virtual machine: `virt_memory` (0:2102).
///
/// Source: `sflow_host.txt`.
///
/// @param memory bytes of memory in use; gauge, unsigned 64 bits at 0
/// @param maxMemory bytes it may use; gauge, unsigned 64 bits at 8
@SflowStructure(format = 2102, name = "virt_memory", prefix = "virt", source = "sflow_host.txt")
public record VirtMemory(@Gauge("bytes") @U64 long memory, @Gauge("bytes") @U64 long maxMemory)
    implements CounterRecord {}
