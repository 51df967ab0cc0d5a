package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Ipv6;
import io.cistern.sflow.declaration.SflowStructure;

/// A proxy's IPv6 socket: `extended_proxy_socket_ipv6` (0:2103).
///
/// Source: `sflow_http.txt`.
///
/// @param protocol IP protocol: 6 TCP, 17 UDP; unsigned 32 bits at 0
/// @param localIp address of the proxy's own end; 16 bytes at 4
/// @param remoteIp address of the server; 16 bytes at 20
/// @param localPort port of the proxy's own end; unsigned 32 bits at 36
/// @param remotePort port of the server; unsigned 32 bits at 40
@SflowStructure(
    format = 2103,
    name = "extended_proxy_socket_ipv6",
    source = "sflow_http.txt",
    snakeCase = true)
public record ExtendedProxySocketIpv6(
    long protocol, @Ipv6 Address localIp, @Ipv6 Address remoteIp, long localPort, long remotePort)
    implements FlowRecord {}
