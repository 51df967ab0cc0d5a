package io.cistern.flowtrack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Turns sampled packets into flows, top talkers and scan alerts, in memory that is fixed at the
/// start. Not thread-safe: one thread owns a tracker and publishes its snapshots.
public final class FlowTracker {
  private static final Dimension[] DIMENSIONS = Dimension.values();

  private final KeyedHash hash;
  private final MonotoneTime time = new MonotoneTime();
  private final FlowTable flows;
  private final SlidingTop[] tops;
  private final SlidingTop totals; // by vantage
  private final List<DefinedTop> defined = new ArrayList<>();
  private final DistinctCounter distinct;
  private final ScanDetector scans;
  private final FloodDetector floods;
  private final AlertEvents scanEvents = new AlertEvents();
  private final AlertEvents floodEvents = new AlertEvents();
  private final long stepMillis;
  private final int steps;
  private final int topCapacity;
  private final long[] packet = new long[PackedKey.PACKET_LENGTH];
  private @Nullable Consumer<AlertEvent> alertListener;
  private long observations;
  private long firstMillis;
  private long step; // the open one, in steps since time 0
  private long stepEnd = Long.MIN_VALUE;

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
            hash,
            time);
    steps = options.subWindows();
    stepMillis = options.window().toMillis() / steps;
    topCapacity = options.topCapacity();
    tops = new SlidingTop[DIMENSIONS.length];
    for (int i = 0; i < tops.length; i++) {
      tops[i] = top(new KeyShape(DIMENSIONS[i].fields()), topCapacity);
    }
    totals = top(new KeyShape(List.of()), options.maxObservers());
    distinct = new DistinctCounter(steps, options.seed(), hash);
    scans = new ScanDetector(options.scan(), hash, time);
    floods = new FloodDetector(options.flood(), hash, time);
  }

  private SlidingTop top(KeyShape shape, int capacity) {
    return new SlidingTop(shape, capacity, steps, false, hash);
  }

  /// Hands every flow that ends to a listener. Each takes an object: under a flood of forged
  /// addresses that is one for nearly every sample.
  ///
  /// @param listener called within `observe` and `snapshot`; it takes the place of another
  public void onCompleted(FlowListener listener) {
    flows.listener(listener);
  }

  /// Tells a listener when a scan or flood begins, changes and ends.
  ///
  /// @param listener called within `snapshot`; it takes the place of another
  public void onAlert(Consumer<AlertEvent> listener) {
    alertListener = listener;
  }

  /// Counts by another key from now on. Allocates its counters, 2,048 for each step of the window
  /// at the default sizes, about 4 MB.
  ///
  /// @param definition what to count; it takes the place of one with the same name
  public void define(TopDefinition definition) {
    drop(definition.name());
    defined.add(new DefinedTop(definition, topCapacity, steps, hash));
  }

  /// Counts no longer by a key.
  ///
  /// @param name the definition's
  /// @return whether there was one
  public boolean drop(String name) {
    return defined.removeIf(top -> top.definition.name().equals(name));
  }

  /// Takes in one sampled packet. Allocation-free, as long as nobody listens to completed flows.
  ///
  /// @param o is not kept
  public void observe(Observation o) {
    long now = advance(o.timeMillis);
    observations++;
    long packets = o.samplingRate;
    long bytes = packets * o.frameLengthBytes;
    double packetVariance = (double) packets * Math.max(0, packets - 1);
    double byteVariance = packetVariance * o.frameLengthBytes * o.frameLengthBytes;
    PackedKey.pack(o, packet);
    hash.mixAddresses(packet);
    for (int i = 0; i < tops.length; i++) {
      tops[i].count(packet, bytes, packets, packetVariance, byteVariance);
    }
    for (int i = 0; i < defined.size(); i++) {
      defined.get(i).count(o, packet, bytes, packets, packetVariance, byteVariance);
    }
    totals.count(packet, bytes, packets, packetVariance, byteVariance);
    if (o.ipVersion != 0 || (o.known & PacketDetails.LINK) != 0) {
      flows.count(packet, o, now, bytes, packetVariance, byteVariance);
    }
    if (o.ipVersion != 0) {
      scans.observe(o, packet, now);
      floods.observe(o, packet, now);
      distinct.count(packet);
    }
  }

  private long advance(long millis) {
    long now = time.advance(millis);
    if (now >= stepEnd) {
      slideTo(Math.floorDiv(now, stepMillis), now);
    }
    flows.sweep(now);
    return now;
  }

  private void slideTo(long reached, long now) {
    if (stepEnd == Long.MIN_VALUE) {
      step = reached;
      firstMillis = now;
    }
    for (long i = Math.min(reached - step, steps); i > 0; i--) {
      slide();
    }
    step = reached;
    stepEnd = (reached + 1) * stepMillis;
  }

  private void slide() {
    for (var top : tops) {
      top.slide();
    }
    defined.forEach(DefinedTop::slide);
    totals.slide();
    distinct.slide();
  }

  /// What is known now. Costs about a millisecond at the default sizes and one observer. Verdicts
  /// are found and events told here: call it at least every few seconds, whether anybody reads the
  /// snapshot or not.
  ///
  /// @param nowMillis epoch milliseconds
  /// @param topN how many keys of each dimension, and flows, of each observer; at least 1
  /// @return an immutable snapshot
  public FlowSnapshot snapshot(long nowMillis, int topN) {
    Checks.atLeast("topN", topN, 1);
    if (observations == 0) {
      return FlowSnapshot.merge(List.of());
    }
    long now = advance(nowMillis);
    long windowMillis = now - Math.max(firstMillis, (step - steps + 1) * stepMillis);
    var foundScans = scans.scans(now);
    var foundFloods = floods.floods(now);
    if (alertListener != null) {
      scanEvents.publish(foundScans, now, alertListener);
      floodEvents.publish(foundFloods, now, alertListener);
    }
    return SnapshotBuilder.build(
        nowMillis,
        windowMillis,
        topN,
        observers(now, windowMillis, topN),
        distinct.counts(),
        foundScans,
        foundFloods,
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
    var parts = new HashMap<Long, Parts>();
    var all = new Largest(1);
    totals.offerTo(all);
    all.forEach((vantage, picked) ->
        part(parts, vantage).total = Totals.of(totals.estimate(picked[0]), windowMillis));
    for (int i = 0; i < tops.length; i++) {
      collect(DIMENSIONS[i], tops[i], windowMillis, topN, parts);
    }
    for (var top : defined) {
      top.talkers(topN, windowMillis)
          .forEach((vantage, talkers) ->
              part(parts, vantage)
                  .defined
                  .put(top.definition.name(), new TopList(top.definition, talkers)));
    }
    flows
        .largest(now, topN)
        .forEach((vantage, picked) -> part(parts, vantage).flows = flowsOf(picked, now));
    var byObserver = new HashMap<Integer, List<ObserverTraffic>>();
    parts.forEach((vantage, part) -> {
      int observer = PackedKey.observer(vantage);
      byObserver.computeIfAbsent(observer, _ -> new ArrayList<>()).add(part.traffic(observer));
    });
    var observers = new HashMap<Integer, ObserverTraffic>();
    byObserver.forEach((observer, sides) ->
        observers.put(observer, SnapshotBuilder.once(observer, sides, topN, windowMillis, true)));
    return observers;
  }

  private List<Flow> flowsOf(int[] slots, long now) {
    return Arrays.stream(slots)
        .mapToObj(slot -> flows.flow(slot, now))
        .sorted(SnapshotBuilder.BY_RATE)
        .toList();
  }

  private void collect(
      Dimension dimension, SlidingTop top, long windowMillis, int topN, Map<Long, Parts> parts) {
    var largest = new Largest(topN);
    top.offerTo(largest);
    largest.forEach((vantage, picked) ->
        part(parts, vantage).top.put(dimension, entries(dimension, top, picked, windowMillis)));
  }

  private static List<TopEntry> entries(
      Dimension dimension, SlidingTop top, int[] numbers, long windowMillis) {
    return Arrays.stream(numbers)
        .mapToObj(number -> {
          var packet = top.packet(number);
          var totals = Totals.of(top.estimate(number), windowMillis);
          return new TopEntry(
              dimension,
              PackedKey.observer(packet[PackedKey.WHO]),
              top.shape.flowKey(packet),
              totals.estimate(),
              CounterTable.plus(totals.estimate().bytes(), top.missed(number)),
              totals.bitsPerSecond(),
              totals.packetsPerSecond());
        })
        .sorted(SnapshotBuilder.BY_BYTES)
        .toList();
  }

  private static Parts part(Map<Long, Parts> parts, long vantage) {
    return parts.computeIfAbsent(vantage, _ -> new Parts());
  }

  /// What was sampled at one place.
  private static final class Parts {
    Totals total = Totals.ZERO;
    final Map<Dimension, List<TopEntry>> top = new EnumMap<>(Dimension.class);
    final Map<String, TopList> defined = new HashMap<>();
    List<Flow> flows = List.of();

    ObserverTraffic traffic(int observer) {
      return new ObserverTraffic(observer, total, top, flows, defined);
    }
  }
}
