package io.cistern.flowtrack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The counters of one [TopDefinition].
final class DefinedTop {
  private static final int DISTINCT_SHARE = 4; // summaries are large: fewer counters of them

  final TopDefinition definition;
  private final KeyedHash hash;
  private final @Nullable SlidingTop sums;
  private final @Nullable DistinctTop distinct;
  private final long[] swapped = new long[PackedKey.PACKET_LENGTH];

  DefinedTop(TopDefinition definition, int capacity, int steps, KeyedHash hash) {
    this.definition = definition;
    this.hash = hash;
    var shape = new KeyShape(definition.keys());
    if (definition.value() == TopValue.DISTINCT) {
      int counters = Math.max(1, capacity / DISTINCT_SHARE);
      var of = new KeyShape(definition.distinct());
      distinct = new DistinctTop(shape, of, counters, steps, hash);
      sums = null;
    } else {
      boolean byPackets = definition.value() == TopValue.PACKETS;
      sums = new SlidingTop(shape, capacity, steps, byPackets, hash);
      distinct = null;
    }
  }

  /// Allocation-free, if the filter is.
  void count(
      Observation o,
      long[] packet,
      long bytes,
      long packets,
      double packetVariance,
      double byteVariance) {
    if (!definition.filter().accepts(o)) {
      return;
    }
    var from = definition.joined() && isReverse(packet) ? swap(packet) : packet;
    if (sums != null) {
      sums.count(from, bytes, packets, packetVariance, byteVariance);
    } else if (distinct != null) {
      distinct.count(from);
    }
  }

  private static boolean isReverse(long[] packet) {
    int order = Long.compareUnsigned(packet[0], packet[2]);
    order = order != 0 ? order : Long.compareUnsigned(packet[1], packet[3]);
    long ports = packet[PackedKey.PORTS];
    return order != 0 ? order > 0 : PackedKey.sourcePort(ports) > PackedKey.destinationPort(ports);
  }

  /// The packet as one of the other direction.
  private long[] swap(long[] packet) {
    System.arraycopy(packet, 0, swapped, 0, packet.length);
    swapped[0] = packet[2];
    swapped[1] = packet[3];
    swapped[2] = packet[0];
    swapped[3] = packet[1];
    long ports = packet[PackedKey.PORTS];
    swapped[PackedKey.PORTS] =
        ports & ~(PackedKey.SOURCE_PORT_MASK | PackedKey.DESTINATION_PORT_MASK)
            | (ports & PackedKey.DESTINATION_PORT_MASK) << 17
            | (ports & PackedKey.SOURCE_PORT_MASK) >>> 17;
    swapped[PackedKey.INTERFACES] = Long.rotateLeft(packet[PackedKey.INTERFACES], 32);
    swapped[PackedKey.SYSTEMS] = Long.rotateLeft(packet[PackedKey.SYSTEMS], 32);
    hash.mixAddresses(swapped);
    return swapped;
  }

  void slide() {
    if (sums != null) {
      sums.slide();
    } else if (distinct != null) {
      distinct.slide();
    }
  }

  /// The largest keys of every vantage.
  Map<Long, List<Talker>> talkers(int topN, long windowMillis) {
    if (distinct != null) {
      return distinct.talkers(topN);
    }
    var talkers = new HashMap<Long, List<Talker>>();
    if (sums != null) {
      var largest = new Largest(topN);
      sums.offerTo(largest);
      largest.forEach((vantage, numbers) ->
          talkers.put(vantage, talkers(sums, vantage, numbers, topN, windowMillis)));
    }
    return talkers;
  }

  private List<Talker> talkers(
      SlidingTop top, long vantage, int[] numbers, int topN, long windowMillis) {
    var list = new ArrayList<Talker>();
    Arrays.stream(numbers)
        .forEach(number -> {
          var totals = Totals.of(top.estimate(number), windowMillis);
          var e = totals.estimate();
          long value = definition.value() == TopValue.PACKETS ? e.packets() : e.bytes();
          list.add(
              new Talker(
                  PackedKey.observer(vantage),
                  top.shape.fields(top.packet(number)),
                  e,
                  value,
                  value,
                  CounterTable.plus(value, top.missed(number)),
                  new Rate(totals.bitsPerSecond(), totals.packetsPerSecond())));
        });
    return Talkers.largest(list, topN);
  }
}
