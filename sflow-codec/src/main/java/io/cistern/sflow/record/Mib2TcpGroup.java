package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;

/// TCP counters of a host: `mib2_tcp_group` (0:2009).
///
/// Source: `sflow_host_ip.txt`.
///
/// @param tcpRtoAlgorithm how the retransmission timeout is found: 1 other, 2 constant, 3 RSRE, 4
///   Van Jacobson's; state, unsigned 32 bits at 0
/// @param tcpRtoMin least retransmission timeout in milliseconds; state, unsigned 32 bits at 4
/// @param tcpRtoMax greatest retransmission timeout in milliseconds; state, unsigned 32 bits at 8
/// @param tcpMaxConn connections the host can have, -1 as a signed number where that changes;
///   state, unsigned 32 bits at 12
/// @param tcpActiveOpens connections opened by this host; counter, unsigned 32 bits at 16
/// @param tcpPassiveOpens connections opened by others; counter, unsigned 32 bits at 20
/// @param tcpAttemptFails attempts to open a connection that failed; counter, unsigned 32 bits at
///   24
/// @param tcpEstabResets established connections that were reset; counter, unsigned 32 bits at 28
/// @param tcpCurrEstab connections established now; gauge, unsigned 32 bits at 32
/// @param tcpInSegs segments received, those with errors counted; counter, unsigned 32 bits at 36
/// @param tcpOutSegs segments sent, retransmissions not counted; counter, unsigned 32 bits at 40
/// @param tcpRetransSegs segments sent again; counter, unsigned 32 bits at 44
/// @param tcpInErrs segments received with an error; counter, unsigned 32 bits at 48
/// @param tcpOutRsts segments sent with the RST flag; counter, unsigned 32 bits at 52
/// @param tcpInCsumErrs segments received with a wrong checksum; counter, unsigned 32 bits at 56
@SflowStructure(
    format = 2009,
    name = "mib2_tcp_group",
    prefix = "tcp",
    source = "sflow_host_ip.txt")
public record Mib2TcpGroup(
    @State long tcpRtoAlgorithm,
    @State("ms") long tcpRtoMin,
    @State("ms") long tcpRtoMax,
    @State long tcpMaxConn,
    @Counter long tcpActiveOpens,
    @Counter long tcpPassiveOpens,
    @Counter long tcpAttemptFails,
    @Counter long tcpEstabResets,
    @Gauge("connections") long tcpCurrEstab,
    @Counter("packets") long tcpInSegs,
    @Counter("packets") long tcpOutSegs,
    @Counter("packets") long tcpRetransSegs,
    @Counter long tcpInErrs,
    @Counter long tcpOutRsts,
    @Counter long tcpInCsumErrs)
    implements CounterRecord {}
