package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The MPLS tunnel of a packet: `extended_mpls_tunnel` (0:1008).
///
/// Source: `sflow_version_5.txt`.
///
/// @param tunnelLspName name of the tunnel; text at 0
/// @param tunnelId number of the tunnel; unsigned 32 bits
/// @param tunnelCos class of service of the tunnel; unsigned 32 bits
@SflowStructure(
    format = 1008,
    name = "extended_mpls_tunnel",
    source = "sflow_version_5.txt",
    snakeCase = true)
public record ExtendedMplsTunnel(String tunnelLspName, long tunnelId, long tunnelCos)
    implements FlowRecord {}
