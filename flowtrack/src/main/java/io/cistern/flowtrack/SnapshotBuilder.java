package io.cistern.flowtrack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/// Makes the network-wide answers of a snapshot from those of its observers.
final class SnapshotBuilder {
  /*
   * A key of the network's top N is in the top N of the observer that saw the most of it: were N keys of that observer
   * larger, they would be larger in the network too. So the lists of the observers are all that is needed, and merging
   * shards is putting their observers together.
   */
  static final Comparator<TopEntry> BY_BYTES =
      Comparator.comparingLong((TopEntry e) -> e.estimate().bytes()).reversed();
  static final Comparator<Flow> BY_RATE =
      Comparator.comparingDouble(Flow::bitsPerSecond).reversed();

  private record ScanId(
      IpAddress scanner, ScanKind kind, int protocol, int port, IpAddress target, long first) {}

  private SnapshotBuilder() {}

  static FlowSnapshot build(
      long timeMillis,
      long windowMillis,
      int topN,
      Map<Integer, ObserverTraffic> observers,
      List<Scan> scans,
      TrackerStats stats) {
    var top = new EnumMap<Dimension, List<TopEntry>>(Dimension.class);
    for (var dimension : Dimension.values()) {
      top.put(dimension, networkTop(dimension, topN, observers.values()));
    }
    return new FlowSnapshot(
        timeMillis,
        windowMillis,
        topN,
        networkTotal(observers.values(), windowMillis),
        observers,
        top,
        networkFlows(topN, observers.values()),
        scans,
        stats);
  }

  static FlowSnapshot merge(List<FlowSnapshot> shards) {
    var observers = new HashMap<Integer, ObserverTraffic>();
    var scans = new LinkedHashMap<ScanId, Scan>();
    long timeMillis = 0;
    long windowMillis = 0;
    int topN = 0;
    var stats = TrackerStats.ZERO;
    for (var shard : shards) {
      observers.putAll(shard.observers());
      shard.scans().forEach(scan -> scans.merge(id(scan), scan, SnapshotBuilder::stronger));
      timeMillis = Math.max(timeMillis, shard.timeMillis());
      windowMillis = Math.max(windowMillis, shard.windowMillis());
      topN = Math.max(topN, shard.topN());
      stats = stats.plus(shard.stats());
    }
    var list = new ArrayList<>(scans.values());
    list.sort(
        Comparator.comparing((Scan s) -> !s.active())
            .thenComparing(Comparator.comparingLong(Scan::lastSeenMillis).reversed()));
    return build(timeMillis, windowMillis, topN, observers, list, stats);
  }

  private static ScanId id(Scan scan) {
    return new ScanId(
        scan.scanner(),
        scan.kind(),
        scan.protocol(),
        scan.port(),
        scan.target(),
        scan.active() ? 0 : scan.firstSeenMillis());
  }

  private static Scan stronger(Scan a, Scan b) {
    return a.estimatedProbes() >= b.estimatedProbes() ? a : b;
  }

  private static List<TopEntry> networkTop(
      Dimension dimension, int topN, Iterable<ObserverTraffic> observers) {
    var largest = new HashMap<FlowKey, TopEntry>();
    for (var observer : observers) {
      for (var entry : observer.top(dimension)) {
        largest.merge(
            entry.key(), entry, (a, b) -> a.estimate().bytes() >= b.estimate().bytes() ? a : b);
      }
    }
    return most(topN, largest.values(), e -> e.estimate().packets(), BY_BYTES);
  }

  /// Of every five-tuple the flows of the observer that saw the most of it.
  private static List<Flow> networkFlows(int topN, Iterable<ObserverTraffic> observers) {
    var bytes = new HashMap<FlowKey, Map<Integer, Long>>();
    var all = new ArrayList<Flow>();
    for (var observer : observers) {
      for (var flow : observer.flows()) {
        all.add(flow);
        bytes
            .computeIfAbsent(flow.key(), _ -> new HashMap<>())
            .merge(flow.observer(), flow.estimate().bytes(), CounterTable::plus);
      }
    }
    var chosen = new HashMap<FlowKey, Integer>();
    bytes.forEach((key, sums) ->
        chosen.put(
            key,
            sums.entrySet().stream()
                .max(
                    Map.Entry.<Integer, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey()));
    all.removeIf(flow -> chosen.getOrDefault(flow.key(), flow.observer()) != flow.observer());
    return most(topN, all, flow -> Math.round(flow.packetsPerSecond()), BY_RATE);
  }

  /// The first `topN` in the order given and the `topN` largest by another measure, in that order.
  private static <T> List<T> most(
      int topN, Collection<T> all, ToLongFunction<T> other, Comparator<T> order) {
    if (all.size() <= topN) {
      return all.stream().sorted(order).toList();
    }
    var chosen = new LinkedHashSet<T>();
    all.stream().sorted(order).limit(topN).forEach(chosen::add);
    all.stream()
        .sorted(Comparator.comparingLong(other).reversed())
        .limit(topN)
        .forEach(chosen::add);
    return chosen.stream().sorted(order).toList();
  }

  private static Totals networkTotal(Iterable<ObserverTraffic> observers, long windowMillis) {
    var sum = new Sum();
    var byKey = new HashMap<FlowKey, List<Estimate>>();
    for (var observer : observers) {
      sum.add(observer.total().estimate(), 1);
      for (var entry : observer.top(Dimension.FIVE_TUPLE)) {
        byKey.computeIfAbsent(entry.key(), _ -> new ArrayList<>(1)).add(entry.estimate());
      }
    }
    for (var seen : byKey.values()) {
      if (seen.size() > 1) {
        seen.sort(Comparator.comparingLong(Estimate::bytes).reversed());
        seen.stream().skip(1).forEach(twice -> sum.add(twice, -1));
      }
    }
    return sum.totals(windowMillis);
  }

  private static final class Sum {
    private long samples;
    private long packets;
    private long bytes;
    private double variance;

    void add(Estimate e, int sign) {
      samples += sign * e.samples();
      packets += sign * e.packets();
      bytes += sign * e.bytes();
      variance += sign * Math.pow(e.bytesError95() * e.bytes() / Estimate.Z95, 2);
    }

    Totals totals(long windowMillis) {
      return Totals.of(Estimate.of(samples, packets, bytes, Math.max(0, variance)), windowMillis);
    }
  }
}
