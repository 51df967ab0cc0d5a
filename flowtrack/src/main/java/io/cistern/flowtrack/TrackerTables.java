package io.cistern.flowtrack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tables of which a snapshot tells the traffic: those of a tracker, or a copy of them.
final class TrackerTables {
  private static final Dimension[] DIMENSIONS = Dimension.values();

  final FlowTable flows;
  final SlidingTop[] tops; // one of each dimension
  final SlidingTop totals; // by vantage

  TrackerTables(FlowTable flows, SlidingTop[] tops, SlidingTop totals) {
    this.flows = flows;
    this.tops = tops;
    this.totals = totals;
  }

  /// Tables of the same sizes, to copy into.
  static TrackerTables like(TrackerTables other) {
    return new TrackerTables(
        FlowTable.like(other.flows),
        Arrays.stream(other.tops).map(SlidingTop::like).toArray(SlidingTop[]::new),
        SlidingTop.like(other.totals));
  }

  /// Takes over what others of the same sizes know, to be read. Allocation-free.
  void copyFrom(TrackerTables other) {
    flows.copyFrom(other.flows);
    for (int i = 0; i < tops.length; i++) {
      tops[i].copyFrom(other.tops[i]);
    }
    totals.copyFrom(other.totals);
  }

  /// What each observer saw.
  ///
  /// @param now in the tracker's time
  Map<Integer, ObserverTraffic> traffic(
      long now, long windowMillis, int topN, List<DefinedTalkers> defined) {
    var parts = new HashMap<Long, Parts>();
    var all = new Largest(1);
    totals.offerTo(all);
    all.forEach((vantage, picked) ->
        part(parts, vantage).total = Totals.of(totals.estimate(picked[0]), windowMillis));
    for (int i = 0; i < tops.length; i++) {
      collect(DIMENSIONS[i], tops[i], windowMillis, topN, parts);
    }
    for (var top : defined) {
      top.byVantage()
          .forEach((vantage, talkers) ->
              part(parts, vantage)
                  .defined
                  .put(top.definition().name(), new TopList(top.definition(), talkers)));
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
