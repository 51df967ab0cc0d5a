package io.cistern.flowtrack;

import static io.cistern.flowtrack.CounterTable.BYTES;
import static io.cistern.flowtrack.CounterTable.BYTE_VARIANCE;
import static io.cistern.flowtrack.CounterTable.KEY;
import static io.cistern.flowtrack.CounterTable.MISSED;
import static io.cistern.flowtrack.CounterTable.PACKETS;
import static io.cistern.flowtrack.CounterTable.PACKET_VARIANCE;
import static io.cistern.flowtrack.CounterTable.SAMPLES;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The heaviest keys of a window that slides in steps.
final class SlidingTop {
  /*
   * One Space-Saving summary a step; the answer is their sum. The doubt of a sum is the sum of the
   * doubts, Σ W_s/m = W/m: the bound of a single summary over the whole window survives. (One table
   * whose counters hold a cell per step needs no sum on reading, but when a counter is taken over,
   * the newcomer's doubt has to be kept per step, and the bound is lost: up to steps·W/m.)
   *
   * The closed steps change only when the window slides: their sum is kept, and reading adds the
   * open step to it. A key is read by a number: its counter in the open step if it has one there,
   * else its slot in the sum of the closed steps less one, negated.
   */
  final KeyShape shape;
  private final KeyedHash hash;
  private final SpaceSaving[] steps;
  private final WindowSums closed;
  private final long[] key;
  private int open;
  private int reading;

  SlidingTop(KeyShape shape, int capacity, int stepCount, boolean byPackets, KeyedHash hash) {
    this.shape = shape;
    this.hash = hash;
    key = new long[shape.length()];
    steps = new SpaceSaving[stepCount];
    Arrays.setAll(
        steps, _ -> new SpaceSaving(capacity, shape.length(), byPackets ? PACKETS : BYTES));
    closed = new WindowSums(capacity * stepCount, shape);
  }

  private SlidingTop(SlidingTop other) {
    shape = other.shape;
    hash = other.hash;
    key = new long[shape.length()];
    steps = new SpaceSaving[] {SpaceSaving.like(other.steps[0])};
    closed = WindowSums.like(other.closed);
  }

  /// One of the same size, to copy into.
  static SlidingTop like(SlidingTop other) {
    return new SlidingTop(other);
  }

  /// Takes over what another one knows, to be read: its closed steps as their sum.
  void copyFrom(SlidingTop other) {
    steps[0].copyFrom(other.steps[other.open]);
    closed.copyFrom(other.closed);
  }

  /// Counts one sample in the open step, if it has the key. Allocation-free.
  void count(long[] packet, long bytes, long packets, double packetVariance, double byteVariance) {
    if (!shape.isIn(packet)) {
      return;
    }
    long h = shape.hash(packet, hash);
    var step = steps[open];
    int slot = step.counters.find(h);
    if (slot < 0) {
      shape.gather(packet, key);
      slot = step.claim(h, key);
    }
    step.counters.count(slot, bytes, packets, packetVariance, byteVariance);
  }

  /// Closes the open step and forgets the oldest. Allocation-free.
  void slide() {
    int oldest = (open + 1) % steps.length;
    closed.add(steps[open]); // first, for it may know where the sum has its keys
    closed.subtract(steps[oldest]);
    steps[oldest].clear();
    open = oldest;
  }

  /// Offers every key of the window.
  void offerTo(Largest largest) {
    reading++;
    var current = steps[open].counters;
    for (int slot = 0; slot < current.size(); slot++) {
      int row = slot * current.stride;
      double bytes = (double) current.rows[row + BYTES];
      double packets = (double) current.rows[row + PACKETS];
      int also = closed.find(steps[open], slot);
      if (also >= 0) {
        closed.seen[also] = reading;
        bytes += (double) closed.bytes[also];
        packets += (double) closed.packets[also];
      }
      largest.of(shape.vantage(current.rows, row + KEY)).offer(bytes, packets, slot);
    }
    long vantage = 0;
    Largest.@Nullable Picks picks = null;
    for (int slot = 0; slot < closed.limit(); slot++) {
      if (picks == null || closed.vantages[slot] != vantage) {
        if (closed.samples[slot] == 0) {
          continue; // a free slot
        }
        vantage = closed.vantages[slot];
        picks = largest.of(vantage);
      }
      double bytes = (double) closed.bytes[slot];
      double packets = (double) closed.packets[slot];
      if (picks.wants(bytes, packets) && closed.samples[slot] > 0 && closed.seen[slot] != reading) {
        picks.offer(bytes, packets, -slot - 1);
      }
    }
  }

  private long current(int number, int column) {
    var counters = steps[open].counters;
    return number < 0 ? 0 : counters.rows[number * counters.stride + column];
  }

  private int inClosed(int number) {
    return number < 0 ? -number - 1 : closed.find(steps[open], number);
  }

  Estimate estimate(int number) {
    int slot = inClosed(number);
    long samples = current(number, SAMPLES);
    long packets = current(number, PACKETS);
    long bytes = current(number, BYTES);
    double packetVariance = Double.longBitsToDouble(current(number, PACKET_VARIANCE));
    double byteVariance = Double.longBitsToDouble(current(number, BYTE_VARIANCE));
    return slot < 0
        ? Estimate.of(samples, packets, bytes, packetVariance, byteVariance)
        : Estimate.of(
            samples + closed.samples[slot],
            packets + closed.packets[slot],
            bytes + closed.bytes[slot],
            packetVariance + Math.max(0, closed.packetVariance[slot]),
            byteVariance + Math.max(0, closed.byteVariance[slot]));
  }

  /// Bytes (or packets, where these rank) that may have gone by uncounted, in all steps together.
  long missed(int number) {
    long inOpenStep = number < 0 ? steps[open].floor() : current(number, MISSED);
    return closed.missed(inClosed(number)) + inOpenStep;
  }

  /// The packed packet that has the key.
  long[] packet(int number) {
    var counters = steps[open].counters;
    return number < 0
        ? closed.packet(-number - 1)
        : shape.scatter(counters.rows, number * counters.stride + KEY);
  }
}
