package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;

/// TCP counters of a host: `mib2_tcp_group` (0:2009).
///
/// Source: `sflow_host_ip.txt`.
///
/// @param tcpRtoAlgorithm unsigned 32 bits at 0, state
/// @param tcpRtoMin unsigned 32 bits at 4, state, ms
/// @param tcpRtoMax unsigned 32 bits at 8, state, ms
/// @param tcpMaxConn unsigned 32 bits at 12, state
/// @param tcpActiveOpens unsigned 32 bits at 16, counter
/// @param tcpPassiveOpens unsigned 32 bits at 20, counter
/// @param tcpAttemptFails unsigned 32 bits at 24, counter
/// @param tcpEstabResets unsigned 32 bits at 28, counter
/// @param tcpCurrEstab unsigned 32 bits at 32, gauge, connections
/// @param tcpInSegs unsigned 32 bits at 36, counter, packets
/// @param tcpOutSegs unsigned 32 bits at 40, counter, packets
/// @param tcpRetransSegs unsigned 32 bits at 44, counter, packets
/// @param tcpInErrs unsigned 32 bits at 48, counter
/// @param tcpOutRsts unsigned 32 bits at 52, counter
/// @param tcpInCsumErrs unsigned 32 bits at 56, counter
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
