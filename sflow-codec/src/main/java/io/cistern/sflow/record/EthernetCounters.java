package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// Counters of an Ethernet interface: `ethernet_counters` (0:2).
///
/// Source: `sflow_version_5.txt`.
///
/// @param dot3StatsAlignmentErrors frames received that are no whole number of bytes and fail the
///   frame check; counter, unsigned 32 bits at 0
/// @param dot3StatsFCSErrors frames received that fail the frame check; counter, unsigned 32 bits
///   at 4
/// @param dot3StatsSingleCollisionFrames frames sent after one collision; counter, unsigned 32 bits
///   at 8
/// @param dot3StatsMultipleCollisionFrames frames sent after more than one collision; counter,
///   unsigned 32 bits at 12
/// @param dot3StatsSQETestErrors errors of the SQE test; counter, unsigned 32 bits at 16
/// @param dot3StatsDeferredTransmissions frames whose first attempt waited because the medium was
///   busy; counter, unsigned 32 bits at 20
/// @param dot3StatsLateCollisions collisions later than one slot time into a frame; counter,
///   unsigned 32 bits at 24
/// @param dot3StatsExcessiveCollisions frames given up after too many collisions; counter, unsigned
///   32 bits at 28
/// @param dot3StatsInternalMacTransmitErrors frames not sent for an error inside the MAC; counter,
///   unsigned 32 bits at 32
/// @param dot3StatsCarrierSenseErrors times the carrier was lost or never sensed while sending;
///   counter, unsigned 32 bits at 36
/// @param dot3StatsFrameTooLongs frames received that are longer than allowed; counter, unsigned 32
///   bits at 40
/// @param dot3StatsInternalMacReceiveErrors frames not received for an error inside the MAC;
///   counter, unsigned 32 bits at 44
/// @param dot3StatsSymbolErrors invalid symbols on the wire while a carrier was present; counter,
///   unsigned 32 bits at 48
@SflowStructure(
    format = 2,
    name = "ethernet_counters",
    prefix = "dot3",
    source = "sflow_version_5.txt")
public record EthernetCounters(
    @Counter long dot3StatsAlignmentErrors,
    @Counter long dot3StatsFCSErrors,
    @Counter("packets") long dot3StatsSingleCollisionFrames,
    @Counter("packets") long dot3StatsMultipleCollisionFrames,
    @Counter long dot3StatsSQETestErrors,
    @Counter long dot3StatsDeferredTransmissions,
    @Counter long dot3StatsLateCollisions,
    @Counter long dot3StatsExcessiveCollisions,
    @Counter long dot3StatsInternalMacTransmitErrors,
    @Counter long dot3StatsCarrierSenseErrors,
    @Counter long dot3StatsFrameTooLongs,
    @Counter long dot3StatsInternalMacReceiveErrors,
    @Counter long dot3StatsSymbolErrors)
    implements CounterRecord {}
