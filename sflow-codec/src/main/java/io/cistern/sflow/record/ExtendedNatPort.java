package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Translated ports of a packet: `extended_nat_port` (0:1020).
///
/// Source: `sflow_pnat.txt`.
///
/// @param srcPort source port after translation; unsigned 32 bits at 0
/// @param dstPort destination port after translation; unsigned 32 bits at 4
@SflowStructure(
    format = 1020,
    name = "extended_nat_port",
    source = "sflow_pnat.txt",
    snakeCase = true)
public record ExtendedNatPort(long srcPort, long dstPort) implements FlowRecord {}
