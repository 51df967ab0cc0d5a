package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Ipv4;
import io.cistern.sflow.declaration.SflowStructure;

/// The IPv4 tunnel a packet leaves through: `extended_ipv4_tunnel_egress` (0:1023).
///
/// Source: `sflow_tunnels.txt`.
///
/// Fields as in [SampledIpv4].
///
/// @param length unsigned 32 bits at 0
/// @param protocol unsigned 32 bits at 4
/// @param srcIp IPv4 address at 8
/// @param dstIp IPv4 address at 12
/// @param srcPort unsigned 32 bits at 16
/// @param dstPort unsigned 32 bits at 20
/// @param tcpFlags unsigned 32 bits at 24
/// @param tos unsigned 32 bits at 28
@SflowStructure(
    format = 1023,
    name = "extended_ipv4_tunnel_egress",
    source = "sflow_tunnels.txt",
    snakeCase = true)
public record ExtendedIpv4TunnelEgress(
    long length,
    long protocol,
    @Ipv4 Address srcIp,
    @Ipv4 Address dstIp,
    long srcPort,
    long dstPort,
    long tcpFlags,
    long tos)
    implements FlowRecord {}
