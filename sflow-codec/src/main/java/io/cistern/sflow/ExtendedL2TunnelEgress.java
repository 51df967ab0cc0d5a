package io.cistern.sflow;

/// Flow record `extended_L2_tunnel_egress` (0:1021).
///
/// Source: `sflow_tunnels.txt`.
///
/// On the wire: = sampled_ethernet.
///
/// @param length unsigned 32 bits at 0
/// @param srcMac MAC at 4
/// @param dstMac MAC at 12
/// @param type unsigned 32 bits at 20
@SflowStructure(
    format = 1021,
    name = "extended_L2_tunnel_egress",
    source = "sflow_tunnels.txt",
    snakeCase = true)
public record ExtendedL2TunnelEgress(long length, @Mac long srcMac, @Mac long dstMac, long type)
    implements FlowRecord {}
