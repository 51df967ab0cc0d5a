package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Ipv4;
import io.cistern.sflow.declaration.SflowStructure;

/// IPv4 fields of a sampled packet: `sampled_ipv4` (0:3).
///
/// Source: `sflow_version_5.txt`.
///
/// @param length unsigned 32 bits at 0
/// @param protocol unsigned 32 bits at 4
/// @param srcIp IPv4 address at 8
/// @param dstIp IPv4 address at 12
/// @param srcPort unsigned 32 bits at 16
/// @param dstPort unsigned 32 bits at 20
/// @param tcpFlags unsigned 32 bits at 24
/// @param tos unsigned 32 bits at 28
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
