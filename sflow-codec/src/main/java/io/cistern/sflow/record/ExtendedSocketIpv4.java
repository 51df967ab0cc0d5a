package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Ipv4;
import io.cistern.sflow.declaration.SflowStructure;

/// The IPv4 socket of a packet or operation: `extended_socket_ipv4` (0:2100).
///
/// Source: `sflow_host.txt`.
///
/// @param protocol IP protocol: 6 TCP, 17 UDP; unsigned 32 bits at 0
/// @param localIp address of the host's own end; 4 bytes at 4
/// @param remoteIp address of the other end; 4 bytes at 8
/// @param localPort port of the host's own end; unsigned 32 bits at 12
/// @param remotePort port of the other end; unsigned 32 bits at 16
@SflowStructure(
    format = 2100,
    name = "extended_socket_ipv4",
    source = "sflow_host.txt",
    snakeCase = true)
public record ExtendedSocketIpv4(
    long protocol, @Ipv4 Address localIp, @Ipv4 Address remoteIp, long localPort, long remotePort)
    implements FlowRecord {}
