package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Ipv4;
import io.cistern.sflow.declaration.SflowStructure;

/// A proxy's IPv4 socket: `extended_proxy_socket_ipv4` (0:2102).
///
/// Source: `sflow_http.txt`.
///
/// @param protocol IP protocol: 6 TCP, 17 UDP; unsigned 32 bits at 0
/// @param localIp address of the proxy's own end; 4 bytes at 4
/// @param remoteIp address of the server; 4 bytes at 8
/// @param localPort port of the proxy's own end; unsigned 32 bits at 12
/// @param remotePort port of the server; unsigned 32 bits at 16
@SflowStructure(
    format = 2102,
    name = "extended_proxy_socket_ipv4",
    source = "sflow_http.txt",
    snakeCase = true)
public record ExtendedProxySocketIpv4(
    long protocol, @Ipv4 Address localIp, @Ipv4 Address remoteIp, long localPort, long remotePort)
    implements FlowRecord {}
