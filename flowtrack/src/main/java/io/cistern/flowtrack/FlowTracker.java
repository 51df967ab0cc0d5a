package io.cistern.flowtrack;

import java.util.ArrayList;
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
  private final TrackerTables tables; // these three
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
  private List<Scan> foundScans = List.of();
  private List<Flood> foundFloods = List.of();
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
    tables = new TrackerTables(flows, tops, totals);
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

  /// What is known now. Costs about a millisecond at the default sizes and one observer, and far
  /// more with many; [#capture] leaves most of it to another thread. Judges as [#judge] does.
  ///
  /// @param nowMillis epoch milliseconds
  /// @param topN how many keys of each dimension, and flows, of each observer; at least 1
  /// @return an immutable snapshot
  public FlowSnapshot snapshot(long nowMillis, int topN) {
    Checks.atLeast("topN", topN, 1);
    if (observations == 0) {
      return FlowSnapshot.merge(List.of());
    }
    judge(nowMillis);
    var moment = moment(nowMillis, topN);
    return moment.snapshot(tables);
  }

  /// Finds the verdicts on scans and floods and tells events. To be called every few seconds,
  /// whether anybody reads them or not; [#snapshot] does it by itself.
  ///
  /// @param nowMillis epoch milliseconds
  /// @return a snapshot of the alerts and of [#stats()], without any traffic
  public FlowSnapshot judge(long nowMillis) {
    if (observations > 0) {
      long now = advance(nowMillis);
      foundScans = scans.scans(now);
      foundFloods = floods.floods(now);
      if (alertListener != null) {
        scanEvents.publish(foundScans, now, alertListener);
        floodEvents.publish(foundFloods, now, alertListener);
      }
    }
    return SnapshotBuilder.build(
        nowMillis, 0, 0, Map.of(), DistinctCounts.ZERO, foundScans, foundFloods, stats());
  }

  /// Makes what this tracker's tables are copied into; about as much memory as they take.
  ///
  /// @param topN of its snapshots: how many keys of each dimension, and flows, of each observer; at
  ///   least 1
  /// @return a capture that holds nothing yet
  public FlowCapture newCapture(int topN) {
    Checks.atLeast("topN", topN, 1);
    return new FlowCapture(TrackerTables.like(tables), topN);
  }

  /// Copies the tables, so that another thread can make a snapshot of them: some milliseconds,
  /// whatever the number of observers. Nothing is sorted or judged, save keys that were defined.
  ///
  /// @param capture made by [#newCapture] of this tracker; no thread may be reading it
  /// @param nowMillis epoch milliseconds
  public void capture(FlowCapture capture, long nowMillis) {
    if (observations > 0) {
      var moment = moment(nowMillis, capture.topN); // first, for it may slide the window
      capture.tables.copyFrom(tables);
      capture.moment = moment;
    }
  }

  private FlowMoment moment(long nowMillis, int topN) {
    long now = advance(nowMillis);
    long windowMillis = now - Math.max(firstMillis, (step - steps + 1) * stepMillis);
    var talkers = new ArrayList<DefinedTalkers>();
    for (var top : defined) {
      talkers.add(new DefinedTalkers(top.definition, top.talkers(topN, windowMillis)));
    }
    return new FlowMoment(
        nowMillis,
        now,
        windowMillis,
        topN,
        talkers,
        distinct.counts(),
        foundScans,
        foundFloods,
        stats());
  }

  /// How full and how busy the tracker is.
  ///
  /// @return counts since the start, and what the tables hold now
  public TrackerStats stats() {
    return new TrackerStats(
        observations,
        flows.size(),
        flows.capacity(),
        flows.evicted(),
        flows.expired(),
        scans.records(),
        scans.evicted());
  }
}
