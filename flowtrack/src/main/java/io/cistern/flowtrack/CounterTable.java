package io.cistern.flowtrack;

import java.util.Arrays;

/// A hash table of fixed capacity from packed keys to sums. Slots are numbered 0 to `size - 1` and
/// keep their number. Allocation-free.
final class CounterTable {
  /* One row of longs per slot, for one or two cache lines per access. */
  static final int HASH = PackedKey.LENGTH;
  static final int BYTES = HASH + 1;
  static final int PACKETS = HASH + 2;
  static final int SAMPLES = HASH + 3;
  static final int VARIANCE = HASH + 4; // a double's bits
  static final int MISSED = HASH + 5; // bytes that may have gone by before the key had this slot
  static final int STRIDE = HASH + 6;

  final long[] rows;
  private final int[] heads;
  private final int[] next;
  private final int mask;
  private int size;

  CounterTable(int capacity) {
    rows = new long[capacity * STRIDE];
    int buckets = Integer.highestOneBit(Math.max(capacity, 4) * 2 - 1);
    heads = new int[buckets];
    next = new int[capacity];
    mask = buckets - 1;
    Arrays.fill(heads, -1);
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == next.length;
  }

  void clear() {
    Arrays.fill(heads, -1);
    size = 0;
  }

  /// The slot of a key, or -1.
  int find(long hash, long[] key, int at) {
    int slot = heads[(int) hash & mask];
    while (slot >= 0 && !matches(slot, hash, key, at)) {
      slot = next[slot];
    }
    return slot;
  }

  private boolean matches(int slot, long hash, long[] key, int at) {
    int row = slot * STRIDE;
    return rows[row + HASH] == hash
        && rows[row] == key[at]
        && rows[row + 1] == key[at + 1]
        && rows[row + 2] == key[at + 2]
        && rows[row + 3] == key[at + 3]
        && rows[row + 4] == key[at + 4]
        && rows[row + 5] == key[at + 5];
  }

  /// A new slot for a key that has none, with all sums 0. The table must not be full.
  int add(long hash, long[] key, int at) {
    int slot = size++;
    link(slot, hash, key, at);
    return slot;
  }

  /// Gives the slot to another key, with all sums 0.
  void replace(int slot, long hash, long[] key, int at) {
    unlink(slot);
    link(slot, hash, key, at);
  }

  private void link(int slot, long hash, long[] key, int at) {
    int row = slot * STRIDE;
    System.arraycopy(key, at, rows, row, PackedKey.LENGTH);
    rows[row + HASH] = hash;
    Arrays.fill(rows, row + BYTES, row + STRIDE, 0);
    int bucket = (int) hash & mask;
    next[slot] = heads[bucket];
    heads[bucket] = slot;
  }

  private void unlink(int slot) {
    int bucket = (int) rows[slot * STRIDE + HASH] & mask;
    if (heads[bucket] == slot) {
      heads[bucket] = next[slot];
      return;
    }
    int before = heads[bucket];
    while (next[before] != slot) {
      before = next[before];
    }
    next[before] = next[slot];
  }

  void count(int slot, long bytes, long packets, long samples, double variance) {
    int row = slot * STRIDE;
    rows[row + BYTES] = plus(rows[row + BYTES], bytes);
    rows[row + PACKETS] = plus(rows[row + PACKETS], packets);
    rows[row + SAMPLES] = plus(rows[row + SAMPLES], samples);
    rows[row + VARIANCE] =
        Double.doubleToRawLongBits(Double.longBitsToDouble(rows[row + VARIANCE]) + variance);
  }

  /// A sum of two numbers from 0 on that stops at the largest: rates and lengths come from the
  /// wire.
  static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
