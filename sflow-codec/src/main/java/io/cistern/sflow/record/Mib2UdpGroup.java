package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// UDP counters of a host: `mib2_udp_group` (0:2010).
///
/// Source: `sflow_host_ip.txt`.
///
/// @param udpInDatagrams datagrams delivered; counter, unsigned 32 bits at 0
/// @param udpNoPorts datagrams received for a port where nobody listens; counter, unsigned 32 bits
///   at 4
/// @param udpInErrors datagrams not delivered for another reason; counter, unsigned 32 bits at 8
/// @param udpOutDatagrams datagrams sent; counter, unsigned 32 bits at 12
/// @param udpRcvbufErrors datagrams dropped because the receive buffer was full; counter, unsigned
///   32 bits at 16
/// @param udpSndbufErrors datagrams dropped because the send buffer was full; counter, unsigned 32
///   bits at 20
/// @param udpInCsumErrors datagrams received with a wrong checksum; counter, unsigned 32 bits at 24
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
