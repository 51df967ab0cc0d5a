package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// A hypervisor: `virt_node` (0:2100).
///
/// Source: `sflow_host.txt`.
///
/// @param mhz unsigned 32 bits at 0, gauge, MHz
/// @param cpus unsigned 32 bits at 4, gauge, cpus
/// @param memory unsigned 64 bits at 8, gauge, bytes
/// @param memoryFree unsigned 64 bits at 16, gauge, bytes
/// @param numDomains unsigned 32 bits at 24, gauge, domains
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
