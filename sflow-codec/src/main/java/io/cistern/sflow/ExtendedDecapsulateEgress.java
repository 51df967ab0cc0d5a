package io.cistern.sflow;

/// Flow record `extended_decapsulate_egress` (0:1027).
///
/// Source: `sflow_tunnels.txt`.
///
/// On the wire: byte offset into sampled_header of inner header.
///
/// @param innerHeaderOffset unsigned 32 bits at 0
@SflowStructure(
    format = 1027,
    name = "extended_decapsulate_egress",
    source = "sflow_tunnels.txt",
    snakeCase = true)
public record ExtendedDecapsulateEgress(long innerHeaderOffset) implements FlowRecord {}
