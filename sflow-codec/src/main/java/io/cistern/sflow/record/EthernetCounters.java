package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// Counters of an Ethernet interface: `ethernet_counters` (0:2).
///
/// Source: `sflow_version_5.txt`.
///
/// @param dot3StatsAlignmentErrors unsigned 32 bits at 0, counter
/// @param dot3StatsFCSErrors unsigned 32 bits at 4, counter
/// @param dot3StatsSingleCollisionFrames unsigned 32 bits at 8, counter, packets
/// @param dot3StatsMultipleCollisionFrames unsigned 32 bits at 12, counter, packets
/// @param dot3StatsSQETestErrors unsigned 32 bits at 16, counter
/// @param dot3StatsDeferredTransmissions unsigned 32 bits at 20, counter
/// @param dot3StatsLateCollisions unsigned 32 bits at 24, counter
/// @param dot3StatsExcessiveCollisions unsigned 32 bits at 28, counter
/// @param dot3StatsInternalMacTransmitErrors unsigned 32 bits at 32, counter
/// @param dot3StatsCarrierSenseErrors unsigned 32 bits at 36, counter
/// @param dot3StatsFrameTooLongs unsigned 32 bits at 40, counter
/// @param dot3StatsInternalMacReceiveErrors unsigned 32 bits at 44, counter
/// @param dot3StatsSymbolErrors unsigned 32 bits at 48, counter
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
