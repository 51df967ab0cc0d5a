package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Ipv6;
import io.cistern.sflow.declaration.SflowStructure;

/// The IPv6 tunnel a packet came through: `extended_ipv6_tunnel_ingress` (0:1026).
///
/// Source: `sflow_tunnels.txt`.
///
/// Fields as in [SampledIpv6].
///
/// @param length unsigned 32 bits at 0
/// @param protocol unsigned 32 bits at 4
/// @param srcIp IPv6 address at 8
/// @param dstIp IPv6 address at 24
/// @param srcPort unsigned 32 bits at 40
/// @param dstPort unsigned 32 bits at 44
/// @param tcpFlags unsigned 32 bits at 48
/// @param priority unsigned 32 bits at 52
@SflowStructure(
    format = 1026,
    name = "extended_ipv6_tunnel_ingress",
    source = "sflow_tunnels.txt",
    snakeCase = true)
public record ExtendedIpv6TunnelIngress(
    long length,
    long protocol,
    @Ipv6 Address srcIp,
    @Ipv6 Address dstIp,
    long srcPort,
    long dstPort,
    long tcpFlags,
    long priority)
    implements FlowRecord {}
