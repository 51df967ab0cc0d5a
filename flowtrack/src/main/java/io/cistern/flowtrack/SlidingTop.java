package io.cistern.flowtrack;

import static io.cistern.flowtrack.CounterTable.BYTES;
import static io.cistern.flowtrack.CounterTable.HASH;
import static io.cistern.flowtrack.CounterTable.MISSED;
import static io.cistern.flowtrack.CounterTable.PACKETS;
import static io.cistern.flowtrack.CounterTable.SAMPLES;
import static io.cistern.flowtrack.CounterTable.STRIDE;
import static io.cistern.flowtrack.CounterTable.VARIANCE;

import java.util.Arrays;

/// The heaviest keys of a window that slides in steps.
final class SlidingTop {
  /*
   * One Space-Saving summary a step; the answer is their sum. The doubt of a sum is the sum of the doubts, Σ W_s/m =
   * W/m: the bound of a single summary over the whole window survives. (One table whose counters hold a cell per step
   * needs no sum on reading, but when a counter is taken over, the newcomer's doubt has to be kept per step, and the
   * bound is lost: up to steps·W/m.)
   *
   * The closed steps change only when the window slides, so their sum is kept in `union`; reading looks up the counters
   * of the open step in it. Keys that only the open step has are put there with sums of 0.
   */
  private final SpaceSaving[] steps;
  private final CounterTable union;
  private final int[] inOpen; // for a slot of the union, that of the open step, or -1
  private int open;
  private boolean stale = true;
  private long closedFloor;

  SlidingTop(int capacity, int stepCount) {
    steps = new SpaceSaving[stepCount];
    Arrays.setAll(steps, _ -> new SpaceSaving(capacity));
    union = new CounterTable(capacity * stepCount);
    inOpen = new int[capacity * stepCount];
  }

  /// Counts one sample in the open step. Allocation-free.
  void count(long hash, long[] key, long bytes, long packets, double variance) {
    steps[open].count(hash, key, bytes, packets, variance);
  }

  /// Closes the open step and forgets the oldest.
  void slide() {
    open = (open + 1) % steps.length;
    steps[open].clear();
    stale = true;
  }

  /// Sums up the window; the readers below then answer for slots 0 to the result less 1.
  int sum() {
    var current = steps[open].counters;
    if (stale || union.size() + current.size() > inOpen.length) {
      sumClosed();
    }
    Arrays.fill(inOpen, -1);
    for (int slot = 0; slot < current.size(); slot++) {
      inOpen[findOrAdd(current, slot)] = slot;
    }
    return union.size();
  }

  private void sumClosed() {
    union.clear();
    closedFloor = 0;
    for (int s = 0; s < steps.length; s++) {
      if (s != open) {
        addToUnion(steps[s]);
      }
    }
    stale = false;
  }

  private void addToUnion(SpaceSaving step) {
    long floor = step.floor();
    closedFloor = CounterTable.plus(closedFloor, floor);
    var counters = step.counters;
    for (int slot = 0; slot < counters.size(); slot++) {
      int to = findOrAdd(counters, slot);
      int row = slot * STRIDE;
      union.count(
          to,
          counters.rows[row + BYTES],
          counters.rows[row + PACKETS],
          counters.rows[row + SAMPLES],
          Double.longBitsToDouble(counters.rows[row + VARIANCE]));
      // relative to the floor, which stands for the steps that have no counter of the key
      union.rows[to * STRIDE + MISSED] += counters.rows[row + MISSED] - floor;
    }
  }

  private int findOrAdd(CounterTable from, int slot) {
    long hash = from.rows[slot * STRIDE + HASH];
    int at = union.find(hash, from.rows, slot * STRIDE);
    return at >= 0 ? at : union.add(hash, from.rows, slot * STRIDE);
  }

  private long read(int slot, int column) {
    long value = union.rows[slot * STRIDE + column];
    int also = inOpen[slot];
    return also < 0
        ? value
        : CounterTable.plus(value, steps[open].counters.rows[also * STRIDE + column]);
  }

  long bytes(int slot) {
    return read(slot, BYTES);
  }

  long packets(int slot) {
    return read(slot, PACKETS);
  }

  long samples(int slot) {
    return read(slot, SAMPLES);
  }

  int observer(int slot) {
    return (int) union.rows[slot * STRIDE + PackedKey.LENGTH - 1];
  }

  /// Bytes that may have gone by uncounted, in all steps together.
  long missed(int slot) {
    int also = inOpen[slot];
    long inOpenStep =
        also < 0 ? steps[open].floor() : steps[open].counters.rows[also * STRIDE + MISSED];
    return CounterTable.plus(
        Math.max(0, closedFloor + union.rows[slot * STRIDE + MISSED]), inOpenStep);
  }

  Estimate estimate(int slot) {
    double variance = Double.longBitsToDouble(union.rows[slot * STRIDE + VARIANCE]);
    int also = inOpen[slot];
    if (also >= 0) {
      variance += Double.longBitsToDouble(steps[open].counters.rows[also * STRIDE + VARIANCE]);
    }
    return Estimate.of(samples(slot), packets(slot), bytes(slot), variance);
  }

  FlowKey key(Dimension dimension, int slot) {
    return PackedKey.unpack(dimension, union.rows, slot * STRIDE);
  }
}
