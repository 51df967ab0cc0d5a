package io.cistern.flowtrack;

import java.util.List;
import java.util.Map;

/// What a tracker knew at one moment: immutable, to be published to any thread.
///
/// [#observer(int)] answers for one datagram stream. The other lists answer for the network: a
/// packet that passes two sampled devices is seen twice, so of every key with an address only the
/// observer that surely (by the lower 95 % bound) saw the most of it counts. Ports and protocols
/// are summed over the observers, less what the listed five-tuples show to have been seen twice,
/// and so are totals. A packet sampled at both interfaces of one observer is counted once in the
/// same way, in the answers of [#observer(int)] too.
///
/// @param timeMillis the moment, epoch milliseconds
/// @param windowMillis how much time the sums of totals and top lists cover; less than the window
///   of the options while the tracker is young
/// @param topN how many keys each list was asked to hold
/// @param total all traffic of the network: the sum over the observers, less what the listed
///   five-tuples show to have been seen twice; flows too small to be listed may count twice
/// @param observers what each observer saw, by its number
/// @param top the largest keys of each dimension in the network, by bytes
/// @param flows the largest flows of the network, by their byte rate over the last minute
/// @param defined the largest keys of each [TopDefinition] in the network, by its name
/// @param distinct how many addresses and ports were sampled
/// @param scans the scans that go on, then those that ended lately; the newest first
/// @param floods the floods, in the same order
/// @param stats how full and how busy the tracker is
public record FlowSnapshot(
    long timeMillis,
    long windowMillis,
    int topN,
    Totals total,
    Map<Integer, ObserverTraffic> observers,
    Map<Dimension, List<TopEntry>> top,
    List<Flow> flows,
    Map<String, TopList> defined,
    DistinctCounts distinct,
    List<Scan> scans,
    List<Flood> floods,
    TrackerStats stats) {
  /// Copies the collections.
  public FlowSnapshot {
    observers = Map.copyOf(observers);
    top = ObserverTraffic.complete(top);
    flows = List.copyOf(flows);
    defined = Map.copyOf(defined);
    scans = List.copyOf(scans);
    floods = List.copyOf(floods);
  }

  /// What one observer saw.
  ///
  /// @param observer its number
  /// @return its traffic, empty if it saw nothing in the window
  public ObserverTraffic observer(int observer) {
    var traffic = observers.get(observer);
    return traffic == null ? ObserverTraffic.empty(observer) : traffic;
  }

  /// The largest keys of one dimension in the network.
  ///
  /// @param dimension which
  /// @return by bytes, the largest first
  public List<TopEntry> top(Dimension dimension) {
    return top.getOrDefault(dimension, List.of());
  }

  /// The largest keys that a definition asked for, in the network. Of keys with an address the
  /// observer that saw the most counts, and so it does where distinct values rank; interfaces are
  /// each observer's own; of other keys the sums of the observers are added up, and a packet that
  /// two of them sampled counts twice.
  ///
  /// @param name the definition's
  /// @return the largest first; empty for an unknown name
  public List<Talker> talkers(String name) {
    var list = defined.get(name);
    return list == null ? List.of() : list.talkers();
  }

  /// One snapshot of several trackers whose observers are disjoint (shards by agent).
  ///
  /// @param shards one of each tracker; none gives an empty snapshot
  /// @return the network-wide answers over all of them
  public static FlowSnapshot merge(List<FlowSnapshot> shards) {
    return SnapshotBuilder.merge(shards);
  }
}
