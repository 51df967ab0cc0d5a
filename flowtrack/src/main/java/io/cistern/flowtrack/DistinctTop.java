package io.cistern.flowtrack;

import static io.cistern.flowtrack.CounterTable.BYTES;
import static io.cistern.flowtrack.CounterTable.BYTE_VARIANCE;
import static io.cistern.flowtrack.CounterTable.KEY;
import static io.cistern.flowtrack.CounterTable.MISSED;
import static io.cistern.flowtrack.CounterTable.PACKETS;
import static io.cistern.flowtrack.CounterTable.SAMPLES;

import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The keys with the most distinct values of other fields, over a window that slides in steps.
final class DistinctTop {
  /*
   * Space-Saving over summaries: a newcomer takes over the counter with the fewest distinct values,
   * with that number as its doubt, and an empty summary. The columns of a counter: PACKETS the
   * estimate, BYTE_VARIANCE the sum of 2^-rank, BYTES the empty registers. Registers of the same
   * key in other steps unite without counting anything twice; doubts add up.
   */
  private static final int REGISTERS = 256;

  /// A key's part of the window.
  private static final class Sum {
    final byte[] ranks = new byte[REGISTERS];
    final long[] packet;
    final long vantage;
    long samples;
    long missed; // less the floors of the steps that have a counter of the key

    Sum(long[] packet, long vantage) {
      this.packet = packet;
      this.vantage = vantage;
    }
  }

  final KeyShape shape;
  private final KeyShape of;
  private final KeyedHash hash;
  private final SpaceSaving[] steps;
  private final byte[][] ranks;
  private final long[] key;
  private int open;

  DistinctTop(KeyShape shape, KeyShape of, int capacity, int stepCount, KeyedHash hash) {
    this.shape = shape;
    this.of = of;
    this.hash = hash;
    key = new long[shape.length()];
    steps = new SpaceSaving[stepCount];
    Arrays.setAll(steps, _ -> new SpaceSaving(capacity, shape.length(), PACKETS));
    ranks = new byte[stepCount][capacity * REGISTERS];
  }

  /// Counts one sample in the open step, if it has the key and the values. Allocation-free.
  void count(long[] packet) {
    if (!shape.isIn(packet) || !of.isIn(packet)) {
      return;
    }
    var step = steps[open];
    var rows = step.counters.rows;
    long h = shape.hash(packet, hash);
    int slot = step.counters.find(h);
    if (slot < 0) {
      shape.gather(packet, key);
      slot = step.claim(h, key);
    }
    int row = slot * step.counters.stride;
    if (rows[row + SAMPLES]++ == 0) {
      Arrays.fill(ranks[open], slot * REGISTERS, (slot + 1) * REGISTERS, (byte) 0);
      rows[row + BYTES] = REGISTERS;
      rows[row + BYTE_VARIANCE] = Double.doubleToRawLongBits(REGISTERS);
    }
    long mark = of.hash(packet, hash);
    int at = slot * REGISTERS + HyperLogLog.register(mark, REGISTERS);
    byte rank = HyperLogLog.rank(mark, REGISTERS);
    byte before = ranks[open][at];
    if (rank > before) {
      ranks[open][at] = rank;
      rows[row + BYTES] -= before == 0 ? 1 : 0;
      double sum =
          Double.longBitsToDouble(rows[row + BYTE_VARIANCE])
              + HyperLogLog.power(rank)
              - HyperLogLog.power(before);
      rows[row + BYTE_VARIANCE] = Double.doubleToRawLongBits(sum);
      // never less than before, though sums of doubles are not exact
      rows[row + PACKETS] =
          Math.max(
              rows[row + PACKETS], HyperLogLog.estimate(sum, (int) rows[row + BYTES], REGISTERS));
    }
  }

  void slide() {
    open = (open + 1) % steps.length;
    steps[open].clear();
  }

  /// The largest keys of every vantage.
  Map<Long, List<Talker>> talkers(int topN) {
    long floors = 0;
    var sums = new HashMap<LongBuffer, Sum>();
    for (int s = 0; s < steps.length; s++) {
      long floor = steps[s].floor();
      floors += floor;
      var counters = steps[s].counters;
      for (int slot = 0; slot < counters.size(); slot++) {
        int row = slot * counters.stride;
        int at = row + KEY;
        var sum =
            sums.computeIfAbsent(
                LongBuffer.wrap(Arrays.copyOfRange(counters.rows, at, row + counters.stride)),
                _ -> new Sum(shape.scatter(counters.rows, at), shape.vantage(counters.rows, at)));
        sum.samples += counters.rows[row + SAMPLES];
        sum.missed += counters.rows[row + MISSED] - floor;
        for (int i = 0; i < REGISTERS; i++) {
          sum.ranks[i] = (byte) Math.max(sum.ranks[i], ranks[s][slot * REGISTERS + i]);
        }
      }
    }
    var talkers = new HashMap<Long, List<Talker>>();
    for (var sum : sums.values()) {
      talkers.computeIfAbsent(sum.vantage, _ -> new ArrayList<>()).add(talker(sum, floors));
    }
    talkers.replaceAll((_, list) -> Talkers.largest(list, topN));
    return talkers;
  }

  private Talker talker(Sum sum, long floors) {
    long distinct = Math.min(sum.samples, HyperLogLog.estimate(sum.ranks, 0, REGISTERS));
    double error = Estimate.Z95 * HyperLogLog.relativeError(REGISTERS);
    return new Talker(
        PackedKey.observer(sum.vantage),
        shape.fields(sum.packet),
        Estimate.ZERO,
        distinct,
        (long) (distinct * (1 - error)),
        Math.round(distinct * (1 + error)) + Math.max(0, floors + sum.missed),
        new Rate(0, 0));
  }
}
