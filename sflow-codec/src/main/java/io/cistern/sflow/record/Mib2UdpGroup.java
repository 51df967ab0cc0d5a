package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// UDP counters of a host: `mib2_udp_group` (0:2010).
///
/// Source: `sflow_host_ip.txt`.
///
/// @param udpInDatagrams unsigned 32 bits at 0, counter, packets
/// @param udpNoPorts unsigned 32 bits at 4, counter
/// @param udpInErrors unsigned 32 bits at 8, counter
/// @param udpOutDatagrams unsigned 32 bits at 12, counter, packets
/// @param udpRcvbufErrors unsigned 32 bits at 16, counter
/// @param udpSndbufErrors unsigned 32 bits at 20, counter
/// @param udpInCsumErrors unsigned 32 bits at 24, counter
@SflowStructure(
    format = 2010,
    name = "mib2_udp_group",
    prefix = "udp",
    source = "sflow_host_ip.txt")
public record Mib2UdpGroup(
    @Counter("packets") long udpInDatagrams,
    @Counter long udpNoPorts,
    @Counter long udpInErrors,
    @Counter("packets") long udpOutDatagrams,
    @Counter long udpRcvbufErrors,
    @Counter long udpSndbufErrors,
    @Counter long udpInCsumErrors)
    implements CounterRecord {}
