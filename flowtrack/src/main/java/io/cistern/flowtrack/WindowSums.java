package io.cistern.flowtrack;

import static io.cistern.flowtrack.CounterTable.BYTES;
import static io.cistern.flowtrack.CounterTable.BYTE_VARIANCE;
import static io.cistern.flowtrack.CounterTable.HASH;
import static io.cistern.flowtrack.CounterTable.KEY;
import static io.cistern.flowtrack.CounterTable.MISSED;
import static io.cistern.flowtrack.CounterTable.PACKETS;
import static io.cistern.flowtrack.CounterTable.PACKET_VARIANCE;
import static io.cistern.flowtrack.CounterTable.SAMPLES;

import java.util.Arrays;

/// The sums of the closed steps of a window, key by key: a step is added when it closes and taken
/// off when it leaves the window. Allocation-free.
final class WindowSums {
  /* By column, so that the largest are found by running over two arrays. */
  final long[] bytes;
  final long[] packets;
  final long[] samples; // as SampleCount
  final double[] packetVariance;
  final double[] byteVariance;
  final long[] vantages;
  final int[] seen; // marked by the reader
  private final long[] missed; // less the floors of the steps that have a counter of the key
  private final long[] keys;
  private final long[] hashes;
  private final int[] steps; // that have a counter of the key; 0: the slot is free
  private final int[] heads;
  private final int[] next; // in the bucket, or of the free slots
  private final int mask;
  private final KeyShape shape;
  private final long[] key;
  private int limit; // slots from here on were never used
  private int free = -1;
  private long floor;

  WindowSums(int capacity, KeyShape shape) {
    this.shape = shape;
    key = new long[shape.length()];
    bytes = new long[capacity];
    packets = new long[capacity];
    samples = new long[capacity];
    packetVariance = new double[capacity];
    byteVariance = new double[capacity];
    vantages = new long[capacity];
    seen = new int[capacity];
    missed = new long[capacity];
    keys = new long[capacity * shape.length()];
    hashes = new long[capacity];
    steps = new int[capacity];
    next = new int[capacity];
    heads = new int[Integer.highestOneBit(Math.max(capacity, 4) * 2 - 1)];
    mask = heads.length - 1;
    Arrays.fill(heads, -1);
  }

  /// One of the same size, to copy into.
  static WindowSums like(WindowSums other) {
    return new WindowSums(other.bytes.length, other.shape);
  }

  /// Takes over the sums of one of the same size, to be read.
  void copyFrom(WindowSums other) {
    limit = other.limit;
    floor = other.floor;
    System.arraycopy(other.bytes, 0, bytes, 0, limit);
    System.arraycopy(other.packets, 0, packets, 0, limit);
    System.arraycopy(other.samples, 0, samples, 0, limit);
    System.arraycopy(other.packetVariance, 0, packetVariance, 0, limit);
    System.arraycopy(other.byteVariance, 0, byteVariance, 0, limit);
    System.arraycopy(other.vantages, 0, vantages, 0, limit);
    System.arraycopy(other.missed, 0, missed, 0, limit);
    System.arraycopy(other.keys, 0, keys, 0, limit * key.length);
    System.arraycopy(other.hashes, 0, hashes, 0, limit);
    System.arraycopy(other.next, 0, next, 0, limit);
    System.arraycopy(other.heads, 0, heads, 0, heads.length);
  }

  int limit() {
    return limit;
  }

  /// Bytes or packets of a key that may have gone by uncounted.
  long missed(int slot) {
    return Math.max(0, floor + (slot < 0 ? 0 : missed[slot]));
  }

  long[] packet(int slot) {
    return shape.scatter(keys, slot * key.length);
  }

  /// Adds a step that has just closed.
  void add(SpaceSaving step) {
    long stepFloor = step.floor();
    floor += stepFloor;
    var counters = step.counters;
    for (int from = 0; from < counters.size(); from++) {
      int slot = find(step, from);
      if (slot < 0) {
        slot = claim(counters, from);
        step.union[from] = slot;
      }
      steps[slot]++;
      addTo(slot, counters, from, 1, stepFloor);
    }
  }

  /// Takes off a step that was added before and has not changed since.
  void subtract(SpaceSaving step) {
    long stepFloor = step.floor();
    floor -= stepFloor;
    for (int from = 0; from < step.counters.size(); from++) {
      int slot = step.union[from];
      addTo(slot, step.counters, from, -1, stepFloor);
      if (--steps[slot] == 0) {
        release(slot);
      }
    }
  }

  private void addTo(int slot, CounterTable counters, int from, int sign, long stepFloor) {
    int row = from * counters.stride;
    bytes[slot] += sign * counters.rows[row + BYTES];
    packets[slot] += sign * counters.rows[row + PACKETS];
    samples[slot] += sign * counters.rows[row + SAMPLES];
    packetVariance[slot] += sign * Double.longBitsToDouble(counters.rows[row + PACKET_VARIANCE]);
    byteVariance[slot] += sign * Double.longBitsToDouble(counters.rows[row + BYTE_VARIANCE]);
    // relative to the floor, which stands for the steps that have no counter of the key
    missed[slot] += sign * (counters.rows[row + MISSED] - stepFloor);
  }

  /// The slot of a step's key, or a negative number.
  int find(SpaceSaving step, int from) {
    int known = step.union[from];
    if (known != -1) {
      return known;
    }
    int row = from * step.counters.stride;
    long hash = step.counters.rows[row + HASH];
    int slot = heads[(int) hash & mask];
    while (slot >= 0 && !matches(slot, hash, step.counters.rows, row + KEY)) {
      slot = next[slot];
    }
    step.union[from] = slot < 0 ? -2 : slot;
    return slot;
  }

  private boolean matches(int slot, long hash, long[] rows, int at) {
    if (hashes[slot] != hash) {
      return false;
    }
    for (int i = 0; i < key.length; i++) {
      if (keys[slot * key.length + i] != rows[at + i]) {
        return false;
      }
    }
    return true;
  }

  private int claim(CounterTable counters, int from) {
    int slot = free;
    if (slot >= 0) {
      free = next[slot];
    } else {
      slot = limit++;
    }
    int row = from * counters.stride;
    System.arraycopy(counters.rows, row + KEY, keys, slot * key.length, key.length);
    vantages[slot] = shape.vantage(counters.rows, row + KEY);
    hashes[slot] = counters.rows[row + HASH];
    int bucket = (int) hashes[slot] & mask;
    next[slot] = heads[bucket];
    heads[bucket] = slot;
    return slot;
  }

  private void release(int slot) {
    int bucket = (int) hashes[slot] & mask;
    if (heads[bucket] == slot) {
      heads[bucket] = next[slot];
    } else {
      int before = heads[bucket];
      while (next[before] != slot) {
        before = next[before];
      }
      next[before] = next[slot];
    }
    packetVariance[slot] = 0; // what rounding left of it
    byteVariance[slot] = 0;
    next[slot] = free;
    free = slot;
  }
}
