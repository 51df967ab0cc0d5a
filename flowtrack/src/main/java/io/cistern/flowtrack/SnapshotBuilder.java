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
   * A key of the network's top N by address is in the top N of the observer that stands for it:
   * were N keys of that observer larger, they would be larger in the network too. So the lists of
   * the observers are all that is needed, and merging shards is putting their observers together.
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

  private record FloodId(IpNetwork target, long first) {}

  private SnapshotBuilder() {}

  static FlowSnapshot build(
      long timeMillis,
      long windowMillis,
      int topN,
      Map<Integer, ObserverTraffic> observers,
      DistinctCounts distinct,
      List<Scan> scans,
      List<Flood> floods,
      TrackerStats stats) {
    var network = once(0, List.copyOf(observers.values()), topN, windowMillis, false);
    return new FlowSnapshot(
        timeMillis,
        windowMillis,
        topN,
        network.total(),
        observers,
        network.top(),
        network.flows(),
        network.defined(),
        distinct,
        scans,
        floods,
        stats);
  }

  /// What several saw, each packet counted once as far as that is known.
  static ObserverTraffic once(
      int observer,
      List<ObserverTraffic> parts,
      int topN,
      long windowMillis,
      boolean sameObserver) {
    if (parts.size() == 1) {
      var only = parts.getFirst();
      return new ObserverTraffic(observer, only.total(), only.top(), only.flows(), only.defined());
    }
    var repeats = new Repeats(parts);
    var top = new EnumMap<Dimension, List<TopEntry>>(Dimension.class);
    for (var dimension : Dimension.values()) {
      top.put(dimension, networkTop(dimension, topN, repeats, parts));
    }
    return new ObserverTraffic(
        observer,
        networkTotal(parts, repeats, windowMillis),
        top,
        networkFlows(topN, parts),
        networkDefined(topN, parts, sameObserver));
  }

  private static Map<String, TopList> networkDefined(
      int topN, List<ObserverTraffic> parts, boolean sameObserver) {
    var lists = new HashMap<String, List<TopList>>();
    for (var part : parts) {
      part.defined()
          .forEach((name, list) -> lists.computeIfAbsent(name, _ -> new ArrayList<>()).add(list));
    }
    var defined = new HashMap<String, TopList>();
    lists.forEach((name, seen) -> {
      var definition = seen.getFirst().definition();
      var talkers = seen.stream().map(TopList::talkers).toList();
      defined.put(
          name, new TopList(definition, Talkers.once(definition, talkers, topN, sameObserver)));
    });
    return defined;
  }

  static FlowSnapshot merge(List<FlowSnapshot> shards) {
    var observers = new HashMap<Integer, ObserverTraffic>();
    var scans = new LinkedHashMap<ScanId, Scan>();
    long timeMillis = 0;
    long windowMillis = 0;
    int topN = 0;
    var stats = TrackerStats.ZERO;
    var distinct = DistinctCounts.ZERO;
    var floods = new LinkedHashMap<FloodId, Flood>();
    for (var shard : shards) {
      observers.putAll(shard.observers());
      shard.scans().forEach(scan -> scans.merge(id(scan), scan, SnapshotBuilder::stronger));
      shard.floods().forEach(f -> floods.merge(id(f), f, SnapshotBuilder::stronger));
      distinct = distinct.union(shard.distinct());
      timeMillis = Math.max(timeMillis, shard.timeMillis());
      windowMillis = Math.max(windowMillis, shard.windowMillis());
      topN = Math.max(topN, shard.topN());
      stats = stats.plus(shard.stats());
    }
    return build(
        timeMillis,
        windowMillis,
        topN,
        observers,
        distinct,
        newestFirst(scans.values()),
        newestFirst(floods.values()),
        stats);
  }

  private static <A extends Alert> List<A> newestFirst(Collection<A> alerts) {
    var list = new ArrayList<>(alerts);
    list.sort(
        Comparator.comparing((A alert) -> !alert.active())
            .thenComparing(Comparator.comparingLong(Alert::lastSeenMillis).reversed()));
    return list;
  }

  private static FloodId id(Flood flood) {
    return new FloodId(flood.target(), flood.active() ? 0 : flood.firstSeenMillis());
  }

  private static Flood stronger(Flood a, Flood b) {
    return a.packetsPerSecond() >= b.packetsPerSecond() ? a : b;
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
    return b.probes().estimated().isSurelyAbove(a.probes().estimated()) ? b : a;
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

  /* All traffic of an address passes the devices next to it, so one observer stands for all. A port
   * or protocol is everywhere: there the observers add up, less what is known to have been seen
   * twice. */
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

  /// What a packet is told apart by wherever it is seen: a five-tuple, or a link where it has none,
  /// and the packet inside.
  private record Seen(FlowKey key, FlowKey inner, long sourceMac, long destinationMac, int type) {
    static Seen of(Flow flow) {
      FlowDetails details = flow.details();
      boolean hasIp = flow.key().source().version() != 0;
      return new Seen(
          flow.key(),
          details.inner(),
          hasIp ? -1 : details.sourceMac(),
          hasIp ? -1 : details.destinationMac(),
          hasIp ? -1 : details.etherType());
    }
  }

  /// Of every packet's like the flows of the part that stands for it.
  private static List<Flow> networkFlows(int topN, List<ObserverTraffic> parts) {
    var chosen = new HashMap<Seen, ObserverTraffic>();
    var most = new HashMap<Seen, Estimate>();
    for (var part : parts) {
      var sums = new HashMap<Seen, Estimate>();
      part.flows().forEach(flow -> sums.merge(Seen.of(flow), flow.estimate(), Estimate::plus));
      sums.forEach((key, sum) -> {
        var before = most.get(key);
        if (before == null || MOST_SURELY.compare(sum, before) > 0) {
          most.put(key, sum);
          chosen.put(key, part);
        }
      });
    }
    var flows = new ArrayList<Flow>();
    for (var part : parts) {
      part.flows().stream().filter(flow -> chosen.get(Seen.of(flow)) == part).forEach(flows::add);
    }
    return most(topN, flows, flow -> Math.round(flow.packetsPerSecond()), BY_RATE);
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
    private long samples; // as SampleCount
    private long packets;
    private long bytes;
    private double packetVariance;
    private double byteVariance;

    void add(Estimate e) {
      samples += e.counts();
      packets += e.packets();
      bytes += e.bytes();
      packetVariance += e.packetVariance();
      byteVariance += e.byteVariance();
    }

    void subtract(Sum other) {
      samples -= other.samples;
      packets -= other.packets;
      bytes -= other.bytes;
      packetVariance -= other.packetVariance;
      byteVariance -= other.byteVariance;
    }

    Estimate estimate() {
      return Estimate.of(
          samples, packets, bytes, Math.max(0, packetVariance), Math.max(0, byteVariance));
    }
  }
}
