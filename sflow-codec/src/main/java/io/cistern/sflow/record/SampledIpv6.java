package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Ipv6;
import io.cistern.sflow.declaration.SflowStructure;

/// IPv6 fields of a sampled packet: `sampled_ipv6` (0:4).
///
/// Source: `sflow_version_5.txt`.
///
/// @param length length of the IP packet in bytes, lower layers not counted; unsigned 32 bits at 0
/// @param protocol type of the next header: 6 TCP, 17 UDP, 58 ICMPv6; unsigned 32 bits at 4
/// @param srcIp address it comes from; 16 bytes at 8
/// @param dstIp address it goes to; 16 bytes at 24
/// @param srcPort port it comes from, 0 without ports; unsigned 32 bits at 40
/// @param dstPort port it goes to, 0 without ports; unsigned 32 bits at 44
/// @param tcpFlags flags of TCP, FIN in bit 0; unsigned 32 bits at 48
/// @param priority traffic class: DSCP and ECN; unsigned 32 bits at 52
@SflowStructure(format = 4, name = "sampled_ipv6", source = "sflow_version_5.txt", snakeCase = true)
public record SampledIpv6(
    long length,
    long protocol,
    @Ipv6 Address srcIp,
    @Ipv6 Address dstIp,
    long srcPort,
    long dstPort,
    long tcpFlags,
    long priority)
    implements FlowRecord {}
