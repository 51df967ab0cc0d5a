package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Where the inner header is that came into the switch: `extended_decapsulate_ingress` (0:1028).
///
/// Source: `sflow_tunnels.txt`.
///
/// @param innerHeaderOffset bytes from the start of the sampled header to the inner header;
///   unsigned 32 bits at 0
@SflowStructure(
    format = 1028,
    name = "extended_decapsulate_ingress",
    source = "sflow_tunnels.txt",
    snakeCase = true)
public record ExtendedDecapsulateIngress(long innerHeaderOffset) implements FlowRecord {}
