package io.cistern.flowtrack;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns sampled packets into flows, top talkers and scan alerts, in memory that is fixed at the
/// start. Not thread-safe: one thread owns a tracker and publishes its snapshots.
public final class FlowTracker {
  private static final Dimension[] DIMENSIONS = Dimension.values();

  private final KeyedHash hash;
  private final MonotoneTime time = new MonotoneTime();
  private final FlowTable flows;
  private final SlidingTop[] tops;
  private final SlidingTop totals; // by observer
  private final ScanDetector scans;
  private final long stepMillis;
  private final int steps;
  private final long[] key = new long[PackedKey.LENGTH];
  private long observations;
  private long firstMillis;
  private long step = Long.MIN_VALUE; // the open one, in steps since time 0

  /// A tracker that has seen nothing.
  ///
  /// @param options sizes, times and thresholds
  public FlowTracker(FlowTrackerOptions options) {
    hash = new KeyedHash(options.seed());
    flows =
        new FlowTable(
            options.flowCapacity(),
            options.idleTimeout(),
            options.activeTimeout(),
            options.finishTimeout(),
            hash);
    steps = options.subWindows();
    stepMillis = options.window().toMillis() / steps;
    tops = new SlidingTop[DIMENSIONS.length];
    for (int i = 0; i < tops.length; i++) {
      tops[i] = new SlidingTop(options.topCapacity(), steps);
    }
    totals = new SlidingTop(options.maxObservers(), steps);
    scans = new ScanDetector(options.scan(), hash, time);
  }

  /// Takes in one sampled packet. Allocation-free.
  ///
  /// @param o is not kept
  public void observe(Observation o) {
    long now = advance(o.timeMillis);
    observations++;
    long packets = o.samplingRate;
    long bytes = packets * o.frameLengthBytes;
    double variance = (double) packets * (packets - 1) * o.frameLengthBytes * o.frameLengthBytes;
    for (int i = 0; i < tops.length; i++) {
      if (PackedKey.pack(DIMENSIONS[i], o, key)) {
        tops[i].count(hashOfKey(), key, bytes, packets, variance);
      }
    }
    key[0] = 0;
    key[1] = 0;
    key[2] = 0;
    key[3] = 0;
    key[4] = 0;
    totals.count(hashOfKey(), key, bytes, packets, variance);
    if (o.ipVersion != 0) {
      flows.count(o, now, bytes, variance);
      scans.observe(o, now);
    }
  }

  private long hashOfKey() {
    return hash.hash(key[0], key[1], key[2], key[3], key[4], key[5]);
  }

  private long advance(long millis) {
    long now = time.advance(millis);
    long reached = Math.floorDiv(now, stepMillis);
    if (step == Long.MIN_VALUE) {
      step = reached;
      firstMillis = now;
    }
    if (reached > step) {
      slide(Math.min(reached - step, steps));
      step = reached;
    }
    flows.sweep(now);
    return now;
  }

  private void slide(long count) {
    for (long i = 0; i < count; i++) {
      for (var top : tops) {
        top.slide();
      }
      totals.slide();
    }
  }

  /// What is known now. Costs a few milliseconds at the default sizes. Scan verdicts are found
  /// here: call it at least every few seconds, whether anybody reads the snapshot or not.
  ///
  /// @param nowMillis epoch milliseconds
  /// @param topN how many keys of each dimension, and flows, of each observer; at least 1
  /// @return an immutable snapshot
  public FlowSnapshot snapshot(long nowMillis, int topN) {
    Checks.atLeast("topN", topN, 1);
    if (observations == 0) {
      return SnapshotBuilder.build(nowMillis, 0, topN, Map.of(), List.of(), stats());
    }
    long now = advance(nowMillis);
    long windowMillis = now - Math.max(firstMillis, (step - steps + 1) * stepMillis);
    return SnapshotBuilder.build(
        nowMillis,
        windowMillis,
        topN,
        observers(now, windowMillis, topN),
        scans.scans(now),
        stats());
  }

  private TrackerStats stats() {
    return new TrackerStats(
        observations,
        flows.size(),
        flows.capacity(),
        flows.evicted(),
        flows.expired(),
        scans.records(),
        scans.evicted());
  }

  private Map<Integer, ObserverTraffic> observers(long now, long windowMillis, int topN) {
    var parts = new HashMap<Integer, Parts>();
    int slots = totals.sum();
    for (int slot = 0; slot < slots; slot++) {
      if (totals.samples(slot) > 0) {
        part(parts, totals.observer(slot)).total = Totals.of(totals.estimate(slot), windowMillis);
      }
    }
    for (int i = 0; i < tops.length; i++) {
      collect(DIMENSIONS[i], tops[i], windowMillis, topN, parts);
    }
    flows
        .largest(now, topN)
        .forEach((observer, picked) -> part(parts, observer).flows = flowsOf(picked, now));
    var observers = new HashMap<Integer, ObserverTraffic>();
    parts.forEach((observer, part) -> observers.put(observer, part.traffic(observer)));
    return observers;
  }

  private List<Flow> flowsOf(int[] slots, long now) {
    return Arrays.stream(slots)
        .mapToObj(slot -> flows.flow(slot, now, time))
        .sorted(SnapshotBuilder.BY_RATE)
        .toList();
  }

  private void collect(
      Dimension dimension, SlidingTop top, long windowMillis, int topN, Map<Integer, Parts> parts) {
    int slots = top.sum();
    var largest = new Largest(topN);
    for (int slot = 0; slot < slots; slot++) {
      if (top.samples(slot) > 0) {
        largest
            .of(top.observer(slot))
            .offer((double) top.bytes(slot), (double) top.packets(slot), slot);
      }
    }
    largest.forEach((observer, picked) ->
        part(parts, observer)
            .top
            .put(dimension, entries(dimension, top, picked, observer, windowMillis)));
  }

  private static List<TopEntry> entries(
      Dimension dimension, SlidingTop top, int[] slots, int observer, long windowMillis) {
    return Arrays.stream(slots)
        .mapToObj(slot -> {
          var totals = Totals.of(top.estimate(slot), windowMillis);
          return new TopEntry(
              dimension,
              observer,
              top.key(dimension, slot),
              totals.estimate(),
              CounterTable.plus(top.bytes(slot), top.missed(slot)),
              totals.bitsPerSecond(),
              totals.packetsPerSecond());
        })
        .sorted(SnapshotBuilder.BY_BYTES)
        .toList();
  }

  private static Parts part(Map<Integer, Parts> parts, int observer) {
    return parts.computeIfAbsent(observer, _ -> new Parts());
  }

  private static final class Parts {
    Totals total = Totals.ZERO;
    final Map<Dimension, List<TopEntry>> top = new EnumMap<>(Dimension.class);
    List<Flow> flows = List.of();

    ObserverTraffic traffic(int observer) {
      return new ObserverTraffic(observer, total, top, flows);
    }
  }
}
