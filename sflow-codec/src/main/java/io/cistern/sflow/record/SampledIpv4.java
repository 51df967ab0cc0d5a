package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Ipv4;
import io.cistern.sflow.declaration.SflowStructure;

/// IPv4 fields of a sampled packet: `sampled_ipv4` (0:3).
///
/// Source: `sflow_version_5.txt`.
///
/// @param length length of the IP packet in bytes, its header counted; unsigned 32 bits at 0
/// @param protocol IP protocol: 1 ICMP, 6 TCP, 17 UDP; unsigned 32 bits at 4
/// @param srcIp address it comes from; 4 bytes at 8
/// @param dstIp address it goes to; 4 bytes at 12
/// @param srcPort port it comes from, 0 without ports; unsigned 32 bits at 16
/// @param dstPort port it goes to, 0 without ports; unsigned 32 bits at 20
/// @param tcpFlags flags of TCP, FIN in bit 0; unsigned 32 bits at 24
/// @param tos type of service byte: DSCP and ECN; unsigned 32 bits at 28
@SflowStructure(format = 3, name = "sampled_ipv4", source = "sflow_version_5.txt", snakeCase = true)
public record SampledIpv4(
    long length,
    long protocol,
    @Ipv4 Address srcIp,
    @Ipv4 Address dstIp,
    long srcPort,
    long dstPort,
    long tcpFlags,
    long tos)
    implements FlowRecord {}
