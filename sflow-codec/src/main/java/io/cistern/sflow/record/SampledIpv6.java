package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Ipv6;
import io.cistern.sflow.declaration.SflowStructure;

/// IPv6 fields of a sampled packet: `sampled_ipv6` (0:4).
///
/// Source: `sflow_version_5.txt`.
///
/// @param length unsigned 32 bits at 0
/// @param protocol unsigned 32 bits at 4
/// @param srcIp IPv6 address at 8
/// @param dstIp IPv6 address at 24
/// @param srcPort unsigned 32 bits at 40
/// @param dstPort unsigned 32 bits at 44
/// @param tcpFlags unsigned 32 bits at 48
/// @param priority unsigned 32 bits at 52
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
