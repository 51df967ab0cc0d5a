package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;
import io.cistern.sflow.declaration.U64;

/// Counters of an interface: `if_counters` (0:1).
///
/// Source: `sflow_version_5.txt`.
///
/// @param ifIndex unsigned 32 bits at 0, state
/// @param ifType IANAifType; unsigned 32 bits at 4, state
/// @param ifSpeed unsigned 64 bits at 8, gauge, bit/s
/// @param ifDirection 0 unknown, 1 full duplex, 2 half duplex, 3 in, 4 out; unsigned 32 bits at 16,
///   state
/// @param ifStatus bit 0 admin up, bit 1 oper up; unsigned 32 bits at 20, state
/// @param ifInOctets unsigned 64 bits at 24, counter, bytes
/// @param ifInUcastPkts unsigned 32 bits at 32, counter, packets
/// @param ifInMulticastPkts unsigned 32 bits at 36, counter, packets
/// @param ifInBroadcastPkts unsigned 32 bits at 40, counter, packets
/// @param ifInDiscards unsigned 32 bits at 44, counter
/// @param ifInErrors unsigned 32 bits at 48, counter
/// @param ifInUnknownProtos unsigned 32 bits at 52, counter
/// @param ifOutOctets unsigned 64 bits at 56, counter, bytes
/// @param ifOutUcastPkts unsigned 32 bits at 64, counter, packets
/// @param ifOutMulticastPkts unsigned 32 bits at 68, counter, packets
/// @param ifOutBroadcastPkts unsigned 32 bits at 72, counter, packets
/// @param ifOutDiscards unsigned 32 bits at 76, counter
/// @param ifOutErrors unsigned 32 bits at 80, counter
/// @param ifPromiscuousMode 1 true, 2 false; unsigned 32 bits at 84, state
@SflowStructure(format = 1, name = "if_counters", prefix = "if", source = "sflow_version_5.txt")
public record IfCounters(
    @State long ifIndex,
    @State(about = "IANAifType") long ifType,
    @Gauge("bit/s") @U64 long ifSpeed,
    @State(about = "0 unknown, 1 full duplex, 2 half duplex, 3 in, 4 out") long ifDirection,
    @State(about = "bit 0 admin up, bit 1 oper up") long ifStatus,
    @Counter("bytes") @U64 long ifInOctets,
    @Counter("packets") long ifInUcastPkts,
    @Counter("packets") long ifInMulticastPkts,
    @Counter("packets") long ifInBroadcastPkts,
    @Counter long ifInDiscards,
    @Counter long ifInErrors,
    @Counter long ifInUnknownProtos,
    @Counter("bytes") @U64 long ifOutOctets,
    @Counter("packets") long ifOutUcastPkts,
    @Counter("packets") long ifOutMulticastPkts,
    @Counter("packets") long ifOutBroadcastPkts,
    @Counter long ifOutDiscards,
    @Counter long ifOutErrors,
    @State(about = "1 true, 2 false") long ifPromiscuousMode)
    implements CounterRecord {}
