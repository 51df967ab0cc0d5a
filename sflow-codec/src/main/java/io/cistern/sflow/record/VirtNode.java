package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// A hypervisor: `virt_node` (0:2100).
///
/// Source: `sflow_host.txt`.
///
/// @param mhz clock of its processors in MHz; gauge, unsigned 32 bits at 0
/// @param cpus its processors; gauge, unsigned 32 bits at 4
/// @param memory bytes of memory; gauge, unsigned 64 bits at 8
/// @param memoryFree bytes that are free; gauge, unsigned 64 bits at 16
/// @param numDomains machines that run on it; gauge, unsigned 32 bits at 24
@SflowStructure(
    format = 2100,
    name = "virt_node",
    prefix = "virt_node",
    source = "sflow_host.txt",
    snakeCase = true)
public record VirtNode(
    @Gauge("MHz") long mhz,
    @Gauge("cpus") long cpus,
    @Gauge("bytes") @U64 long memory,
    @Gauge("bytes") @U64 long memoryFree,
    @Gauge("domains") long numDomains)
    implements CounterRecord {}
