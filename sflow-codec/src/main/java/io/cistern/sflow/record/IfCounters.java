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
/// @param ifIndex the interface's ifIndex; state, unsigned 32 bits at 0
/// @param ifType IANAifType; state, unsigned 32 bits at 4
/// @param ifSpeed its speed in bit/s; gauge, unsigned 64 bits at 8
/// @param ifDirection 0 unknown, 1 full duplex, 2 half duplex, 3 in, 4 out; state, unsigned 32 bits
///   at 16
/// @param ifStatus bit 0 admin up, bit 1 oper up; state, unsigned 32 bits at 20
/// @param ifInOctets bytes received, framing counted; counter, unsigned 64 bits at 24
/// @param ifInUcastPkts unicast packets received; counter, unsigned 32 bits at 32
/// @param ifInMulticastPkts multicast packets received; counter, unsigned 32 bits at 36
/// @param ifInBroadcastPkts broadcast packets received; counter, unsigned 32 bits at 40
/// @param ifInDiscards good packets received and discarded, for want of buffers for example;
///   counter, unsigned 32 bits at 44
/// @param ifInErrors packets received with an error; counter, unsigned 32 bits at 48
/// @param ifInUnknownProtos packets received of a protocol that is not known; counter, unsigned 32
///   bits at 52
/// @param ifOutOctets bytes sent, framing counted; counter, unsigned 64 bits at 56
/// @param ifOutUcastPkts unicast packets to be sent, those discarded counted; counter, unsigned 32
///   bits at 64
/// @param ifOutMulticastPkts multicast packets to be sent, those discarded counted; counter,
///   unsigned 32 bits at 68
/// @param ifOutBroadcastPkts broadcast packets to be sent, those discarded counted; counter,
///   unsigned 32 bits at 72
/// @param ifOutDiscards good packets discarded before they were sent; counter, unsigned 32 bits at
///   76
/// @param ifOutErrors packets not sent for an error; counter, unsigned 32 bits at 80
/// @param ifPromiscuousMode 1 true, 2 false; state, unsigned 32 bits at 84
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
