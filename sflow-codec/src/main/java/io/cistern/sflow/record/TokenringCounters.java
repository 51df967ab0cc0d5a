package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// Counters of a token ring interface: `tokenring_counters` (0:3).
///
/// Source: `sflow_version_5.txt`.
///
/// @param dot5StatsLineErrors frames or tokens with a code violation or a wrong check; counter,
///   unsigned 32 bits at 0
/// @param dot5StatsBurstErrors times there were no transitions for five half-bits; counter,
///   unsigned 32 bits at 4
/// @param dot5StatsACErrors times the A and C bits were not set as they had to be; counter,
///   unsigned 32 bits at 8
/// @param dot5StatsAbortTransErrors transmissions aborted; counter, unsigned 32 bits at 12
/// @param dot5StatsInternalErrors errors inside the station; counter, unsigned 32 bits at 16
/// @param dot5StatsLostFrameErrors frames sent whose end did not come back; counter, unsigned 32
///   bits at 20
/// @param dot5StatsReceiveCongestions frames for this station that it had no buffer for; counter,
///   unsigned 32 bits at 24
/// @param dot5StatsFrameCopiedErrors frames for this station that another seems to have copied;
///   counter, unsigned 32 bits at 28
/// @param dot5StatsTokenErrors times the active monitor found no token; counter, unsigned 32 bits
///   at 32
/// @param dot5StatsSoftErrors errors the protocol recovers from; counter, unsigned 32 bits at 36
/// @param dot5StatsHardErrors errors it does not recover from; counter, unsigned 32 bits at 40
/// @param dot5StatsSignalLoss times the signal was lost; counter, unsigned 32 bits at 44
/// @param dot5StatsTransmitBeacons beacon frames sent; counter, unsigned 32 bits at 48
/// @param dot5StatsRecoverys claim token frames exchanged to recover; counter, unsigned 32 bits at
///   52
/// @param dot5StatsLobeWires times an open or short circuit was found in the lobe; counter,
///   unsigned 32 bits at 56
/// @param dot5StatsRemoves times the station was told to leave the ring; counter, unsigned 32 bits
///   at 60
/// @param dot5StatsSingles times it was alone on the ring; counter, unsigned 32 bits at 64
/// @param dot5StatsFreqErrors times the frequency was wrong; counter, unsigned 32 bits at 68
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
