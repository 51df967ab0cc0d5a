package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// Counters of a token ring interface: `tokenring_counters` (0:3).
///
/// Source: `sflow_version_5.txt`.
///
/// @param dot5StatsLineErrors unsigned 32 bits at 0, counter
/// @param dot5StatsBurstErrors unsigned 32 bits at 4, counter
/// @param dot5StatsACErrors unsigned 32 bits at 8, counter
/// @param dot5StatsAbortTransErrors unsigned 32 bits at 12, counter
/// @param dot5StatsInternalErrors unsigned 32 bits at 16, counter
/// @param dot5StatsLostFrameErrors unsigned 32 bits at 20, counter
/// @param dot5StatsReceiveCongestions unsigned 32 bits at 24, counter
/// @param dot5StatsFrameCopiedErrors unsigned 32 bits at 28, counter
/// @param dot5StatsTokenErrors unsigned 32 bits at 32, counter
/// @param dot5StatsSoftErrors unsigned 32 bits at 36, counter
/// @param dot5StatsHardErrors unsigned 32 bits at 40, counter
/// @param dot5StatsSignalLoss unsigned 32 bits at 44, counter
/// @param dot5StatsTransmitBeacons unsigned 32 bits at 48, counter
/// @param dot5StatsRecoverys unsigned 32 bits at 52, counter
/// @param dot5StatsLobeWires unsigned 32 bits at 56, counter
/// @param dot5StatsRemoves unsigned 32 bits at 60, counter
/// @param dot5StatsSingles unsigned 32 bits at 64, counter
/// @param dot5StatsFreqErrors unsigned 32 bits at 68, counter
@SflowStructure(
    format = 3,
    name = "tokenring_counters",
    prefix = "dot5",
    source = "sflow_version_5.txt")
public record TokenringCounters(
    @Counter long dot5StatsLineErrors,
    @Counter long dot5StatsBurstErrors,
    @Counter long dot5StatsACErrors,
    @Counter long dot5StatsAbortTransErrors,
    @Counter long dot5StatsInternalErrors,
    @Counter long dot5StatsLostFrameErrors,
    @Counter long dot5StatsReceiveCongestions,
    @Counter long dot5StatsFrameCopiedErrors,
    @Counter long dot5StatsTokenErrors,
    @Counter long dot5StatsSoftErrors,
    @Counter long dot5StatsHardErrors,
    @Counter long dot5StatsSignalLoss,
    @Counter long dot5StatsTransmitBeacons,
    @Counter long dot5StatsRecoverys,
    @Counter long dot5StatsLobeWires,
    @Counter long dot5StatsRemoves,
    @Counter long dot5StatsSingles,
    @Counter long dot5StatsFreqErrors)
    implements CounterRecord {}
