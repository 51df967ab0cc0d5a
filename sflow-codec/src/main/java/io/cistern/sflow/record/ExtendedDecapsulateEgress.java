package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Where the inner header is that leaves the switch: `extended_decapsulate_egress` (0:1027).
///
/// Source: `sflow_tunnels.txt`.
///
/// @param innerHeaderOffset bytes from the start of the sampled header to the inner header;
///   unsigned 32 bits at 0
@SflowStructure(
    format = 1027,
    name = "extended_decapsulate_egress",
    source = "sflow_tunnels.txt",
    snakeCase = true)
public record ExtendedDecapsulateEgress(long innerHeaderOffset) implements FlowRecord {}
