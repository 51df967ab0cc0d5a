package io.cistern.flowtrack;

/// How full and how busy a tracker is.
///
/// @param observations samples handed in since the start
/// @param flows flows in the table
/// @param flowCapacity how many it can hold
/// @param evictedFlows flows that had to make room for others, since the start
/// @param expiredFlows flows that ended by a timeout, since the start
/// @param scanRecords how many sources, each with a port or a target, have evidence of a scan
/// @param evictedScanRecords those that had to make room for others, since the start
public record TrackerStats(
    long observations,
    int flows,
    int flowCapacity,
    long evictedFlows,
    long expiredFlows,
    int scanRecords,
    long evictedScanRecords) {
  /// Of a tracker that has seen nothing.
  public static final TrackerStats ZERO = new TrackerStats(0, 0, 0, 0, 0, 0, 0);

  TrackerStats plus(TrackerStats other) {
    return new TrackerStats(
        observations + other.observations,
        flows + other.flows,
        flowCapacity + other.flowCapacity,
        evictedFlows + other.evictedFlows,
        expiredFlows + other.expiredFlows,
        scanRecords + other.scanRecords,
        evictedScanRecords + other.evictedScanRecords);
  }
}
