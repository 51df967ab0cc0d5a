package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// State of the TCP connection of a packet: `extended_tcp_info` (0:2209).
///
/// Source: sflow list.
///
/// @param dir which way the sampled packet went: 0 unknown, 1 received, 2 sent; unsigned 32 bits at
///   0
/// @param sndMss largest segment sent in bytes; unsigned 32 bits at 4
/// @param rcvMss largest segment received in bytes; unsigned 32 bits at 8
/// @param unacked segments sent and not yet acknowledged; unsigned 32 bits at 12
/// @param lost segments taken to be lost; unsigned 32 bits at 16
/// @param retrans segments sent again; unsigned 32 bits at 20
/// @param pmtu path MTU in bytes; unsigned 32 bits at 24
/// @param rtt smoothed round-trip time in microseconds; unsigned 32 bits at 28
/// @param rttvar its variation in microseconds; unsigned 32 bits at 32
/// @param sndCwnd congestion window in segments; unsigned 32 bits at 36
/// @param reordering segments that may arrive out of order before one is taken to be lost; unsigned
///   32 bits at 40
/// @param minRtt least round-trip time in microseconds; unsigned 32 bits at 44
@SflowStructure(format = 2209, name = "extended_tcp_info", source = "sflow list", snakeCase = true)
public record ExtendedTcpInfo(
    long dir,
    long sndMss,
    long rcvMss,
    long unacked,
    long lost,
    long retrans,
    long pmtu,
    long rtt,
    long rttvar,
    long sndCwnd,
    long reordering,
    long minRtt)
    implements FlowRecord {}
