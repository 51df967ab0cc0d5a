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
/// @param vlanId unsigned 32 bits at 0, state
/// @param octets unsigned 64 bits at 4, counter, bytes
/// @param ucastPkts unsigned 32 bits at 12, counter, packets
/// @param multicastPkts unsigned 32 bits at 16, counter, packets
/// @param broadcastPkts unsigned 32 bits at 20, counter, packets
/// @param discards unsigned 32 bits at 24, counter
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
