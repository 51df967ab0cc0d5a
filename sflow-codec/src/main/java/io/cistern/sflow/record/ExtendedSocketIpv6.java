package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Ipv6;
import io.cistern.sflow.declaration.SflowStructure;

/// The IPv6 socket of a packet or operation: `extended_socket_ipv6` (0:2101).
///
/// Source: `sflow_host.txt`.
///
/// @param protocol IP protocol: 6 TCP, 17 UDP; unsigned 32 bits at 0
/// @param localIp address of the host's own end; 16 bytes at 4
/// @param remoteIp address of the other end; 16 bytes at 20
/// @param localPort port of the host's own end; unsigned 32 bits at 36
/// @param remotePort port of the other end; unsigned 32 bits at 40
@SflowStructure(
    format = 2101,
    name = "extended_socket_ipv6",
    source = "sflow_host.txt",
    snakeCase = true)
public record ExtendedSocketIpv6(
    long protocol, @Ipv6 Address localIp, @Ipv6 Address remoteIp, long localPort, long remotePort)
    implements FlowRecord {}
