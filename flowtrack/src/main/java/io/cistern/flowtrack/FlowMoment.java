package io.cistern.flowtrack;

import java.util.List;

/// What a tracker knew at one moment beside the tables of its traffic. Immutable.
///
/// @param now the moment in the tracker's time
record FlowMoment(
    long timeMillis,
    long now,
    long windowMillis,
    int topN,
    List<DefinedTalkers> defined,
    DistinctCounts distinct,
    List<Scan> scans,
    List<Flood> floods,
    TrackerStats stats) {
  /// The snapshot, with the traffic that the tables of this moment hold.
  FlowSnapshot snapshot(TrackerTables tables) {
    return SnapshotBuilder.build(
        timeMillis,
        windowMillis,
        topN,
        tables.traffic(now, windowMillis, topN, defined),
        distinct,
        scans,
        floods,
        stats);
  }
}
