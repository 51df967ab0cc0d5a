package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;
import io.cistern.sflow.declaration.U64;

/// Counters of a VLAN: `vlan_counters` (0:5).
///
/// Source: `sflow_version_5.txt`.
///
/// @param vlanId the VLAN's number; state, unsigned 32 bits at 0
/// @param octets bytes received and sent on it; counter, unsigned 64 bits at 4
/// @param ucastPkts unicast packets; counter, unsigned 32 bits at 12
/// @param multicastPkts multicast packets; counter, unsigned 32 bits at 16
/// @param broadcastPkts broadcast packets; counter, unsigned 32 bits at 20
/// @param discards packets discarded; counter, unsigned 32 bits at 24
@SflowStructure(
    format = 5,
    name = "vlan_counters",
    prefix = "vlan",
    source = "sflow_version_5.txt",
    snakeCase = true)
public record VlanCounters(
    @State long vlanId,
    @Counter("bytes") @U64 long octets,
    @Name("ucastPkts") @Counter("packets") long ucastPkts,
    @Name("multicastPkts") @Counter("packets") long multicastPkts,
    @Name("broadcastPkts") @Counter("packets") long broadcastPkts,
    @Counter long discards)
    implements CounterRecord {}
