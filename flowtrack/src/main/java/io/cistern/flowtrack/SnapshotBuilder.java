package io.cistern.flowtrack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
   * A key of the network's top N by address is in the top N of the observer that stands for it: were N keys of that observer
   * larger, they would be larger in the network too. So the lists of the observers are all that is needed, and merging
   * shards is putting their observers together.
   */
  static final Comparator<TopEntry> BY_BYTES =
      Comparator.comparingLong((TopEntry e) -> e.estimate().bytes()).reversed();

  /// Which of several observers stands for a key: the one that surely saw the most of it. By the
  /// estimate alone a single sample at 1 in 10,000 would outweigh hundreds at 1 in 16.
  private static final Comparator<Estimate> MOST_SURELY =
      Comparator.comparingLong(Estimate::surelyBytes).thenComparingLong(Estimate::samples);

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
    var repeats = new Repeats(observers.values());
    var top = new EnumMap<Dimension, List<TopEntry>>(Dimension.class);
    for (var dimension : Dimension.values()) {
      top.put(dimension, networkTop(dimension, topN, repeats, observers.values()));
    }
    return new FlowSnapshot(
        timeMillis,
        windowMillis,
        topN,
        networkTotal(observers.values(), repeats, windowMillis),
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
      Dimension dimension, int topN, Repeats repeats, Collection<ObserverTraffic> observers) {
    var byKey = new HashMap<FlowKey, List<TopEntry>>();
    for (var observer : observers) {
      for (var entry : observer.top(dimension)) {
        byKey.computeIfAbsent(entry.key(), _ -> new ArrayList<>(1)).add(entry);
      }
    }
    var entries = new ArrayList<TopEntry>(byKey.size());
    for (var seen : byKey.values()) {
      var largest = Collections.max(seen, Comparator.comparing(TopEntry::estimate, MOST_SURELY));
      entries.add(
          hasAddress(dimension) || seen.size() == 1
              ? largest
              : sum(largest, seen, repeats.of(dimension, largest.key())));
    }
    return most(topN, entries, e -> e.estimate().packets(), BY_BYTES);
  }

  /* All traffic of an address passes the devices next to it, so one observer stands for all. A
   * port or protocol is everywhere: there the observers add up, less what is known to have been seen twice. */
  private static boolean hasAddress(Dimension dimension) {
    return switch (dimension) {
      case SOURCE, DESTINATION, PAIR, FIVE_TUPLE -> true;
      case DESTINATION_PORT, PROTOCOL -> false;
    };
  }

  private static TopEntry sum(TopEntry largest, List<TopEntry> seen, Sum repeated) {
    var sum = new Sum();
    long upper = 0;
    double scale = largest.bitsPerSecond() / Math.max(1, largest.estimate().bytes());
    for (var entry : seen) {
      sum.add(entry.estimate());
      upper = CounterTable.plus(upper, entry.upperBytes());
    }
    sum.subtract(repeated);
    var estimate = sum.estimate();
    if (estimate.bytes() < largest.estimate().bytes()) {
      return largest;
    }
    return new TopEntry(
        largest.dimension(),
        largest.observer(),
        largest.key(),
        estimate,
        Math.max(estimate.bytes(), upper - repeated.bytes),
        estimate.bytes() * scale,
        largest.packetsPerSecond()
            / Math.max(1, largest.estimate().packets())
            * estimate.packets());
  }

  /// Of every five-tuple the flows of the observer that stands for it.
  private static List<Flow> networkFlows(int topN, Collection<ObserverTraffic> observers) {
    var seen = new HashMap<FlowKey, Map<Integer, Sum>>();
    var all = new ArrayList<Flow>();
    for (var observer : observers) {
      for (var flow : observer.flows()) {
        all.add(flow);
        seen.computeIfAbsent(flow.key(), _ -> new HashMap<>())
            .computeIfAbsent(flow.observer(), _ -> new Sum())
            .add(flow.estimate());
      }
    }
    var chosen = new HashMap<FlowKey, Integer>();
    seen.forEach((key, sums) ->
        chosen.put(
            key,
            sums.entrySet().stream()
                .max(
                    Comparator.comparing(
                            (Map.Entry<Integer, Sum> e) -> e.getValue().estimate(), MOST_SURELY)
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

  private static Totals networkTotal(
      Collection<ObserverTraffic> observers, Repeats repeats, long windowMillis) {
    var sum = new Sum();
    for (var observer : observers) {
      sum.add(observer.total().estimate());
    }
    sum.subtract(repeats.all);
    return Totals.of(sum.estimate(), windowMillis);
  }

  /// What the listed five-tuples show to have been seen by more than one observer: all of it but
  /// the largest observer's part.
  private static final class Repeats {
    private final Sum all = new Sum();
    private final Map<FlowKey, Sum> byPort = new HashMap<>();
    private final Map<FlowKey, Sum> byProtocol = new HashMap<>();

    Repeats(Collection<ObserverTraffic> observers) {
      var byKey = new HashMap<FlowKey, List<TopEntry>>();
      for (var observer : observers) {
        for (var entry : observer.top(Dimension.FIVE_TUPLE)) {
          byKey.computeIfAbsent(entry.key(), _ -> new ArrayList<>(1)).add(entry);
        }
      }
      byKey.forEach((key, seen) -> {
        if (seen.size() > 1) {
          seen.sort(Comparator.comparing(TopEntry::estimate, MOST_SURELY).reversed());
          seen.stream().skip(1).forEach(again -> add(key, again.estimate()));
        }
      });
    }

    private void add(FlowKey key, Estimate estimate) {
      all.add(estimate);
      byPort
          .computeIfAbsent(portKey(key.protocol(), key.destinationPort()), _ -> new Sum())
          .add(estimate);
      byProtocol.computeIfAbsent(portKey(key.protocol(), -1), _ -> new Sum()).add(estimate);
    }

    Sum of(Dimension dimension, FlowKey key) {
      var sums = dimension == Dimension.PROTOCOL ? byProtocol : byPort;
      return sums.getOrDefault(key, new Sum());
    }

    private static FlowKey portKey(int protocol, int port) {
      return new FlowKey(IpAddress.NONE, IpAddress.NONE, protocol, -1, port);
    }
  }

  private static final class Sum {
    private long samples;
    private long packets;
    private long bytes;
    private double variance;

    void add(Estimate e) {
      samples += e.samples();
      packets += e.packets();
      bytes += e.bytes();
      variance += Math.pow(e.bytesError95() * e.bytes() / Estimate.Z95, 2);
    }

    void subtract(Sum other) {
      samples -= other.samples;
      packets -= other.packets;
      bytes -= other.bytes;
      variance -= other.variance;
    }

    Estimate estimate() {
      return Estimate.of(samples, packets, bytes, Math.max(0, variance));
    }
  }
}
