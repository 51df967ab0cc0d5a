package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// State of the TCP connection of a packet: `extended_tcp_info` (0:2209).
///
/// Source: sflow list.
///
/// Directions: 0 unknown, 1 received, 2 sent. Round-trip times are in microseconds.
///
/// @param dir unsigned 32 bits at 0
/// @param sndMss unsigned 32 bits at 4
/// @param rcvMss unsigned 32 bits at 8
/// @param unacked unsigned 32 bits at 12
/// @param lost unsigned 32 bits at 16
/// @param retrans unsigned 32 bits at 20
/// @param pmtu unsigned 32 bits at 24
/// @param rtt unsigned 32 bits at 28
/// @param rttvar unsigned 32 bits at 32
/// @param sndCwnd unsigned 32 bits at 36
/// @param reordering unsigned 32 bits at 40
/// @param minRtt unsigned 32 bits at 44
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
