package io.cistern.flowtrack;

import java.util.Arrays;

/// A hash table of fixed capacity from packed keys to sums. Slots are numbered 0 to `size - 1` and
/// keep their number. Allocation-free.
final class CounterTable {
  /* One row of longs per slot: the sums, then the key, for one or two cache lines per access. */
  static final int HASH = 0;
  static final int BYTES = 1;
  static final int PACKETS = 2;
  static final int SAMPLES = 3;
  static final int VARIANCE = 4; // a double's bits
  static final int MISSED = 5; // weight that may have gone by before the key had this slot
  static final int KEY = 6;

  /* So that the sums of a window of up to 64 steps cannot overflow. */
  static final long MOST = Long.MAX_VALUE / 64;

  final long[] rows;
  final int stride;
  private final int[] heads;
  private final int[] next;
  private final int mask;
  private int size;

  CounterTable(int capacity, int keyLength) {
    stride = KEY + keyLength;
    rows = new long[capacity * stride];
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
  int find(long hash, long[] key) {
    int slot = heads[(int) hash & mask];
    while (slot >= 0 && !matches(slot, hash, key)) {
      slot = next[slot];
    }
    return slot;
  }

  private boolean matches(int slot, long hash, long[] key) {
    int row = slot * stride;
    if (rows[row + HASH] != hash) {
      return false;
    }
    for (int i = KEY; i < stride; i++) {
      if (rows[row + i] != key[i - KEY]) {
        return false;
      }
    }
    return true;
  }

  /// A new slot for a key that has none, with all sums 0. The table must not be full.
  int add(long hash, long[] key) {
    int slot = size++;
    link(slot, hash, key);
    return slot;
  }

  /// Gives the slot to another key, with all sums 0.
  void replace(int slot, long hash, long[] key) {
    unlink(slot);
    link(slot, hash, key);
  }

  private void link(int slot, long hash, long[] key) {
    int row = slot * stride;
    rows[row + HASH] = hash;
    for (int i = BYTES; i < KEY; i++) {
      rows[row + i] = 0;
    }
    for (int i = KEY; i < stride; i++) {
      rows[row + i] = key[i - KEY];
    }
    int bucket = (int) hash & mask;
    next[slot] = heads[bucket];
    heads[bucket] = slot;
  }

  private void unlink(int slot) {
    int bucket = (int) rows[slot * stride + HASH] & mask;
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

  void count(int slot, long bytes, long packets, double variance) {
    int row = slot * stride;
    rows[row + BYTES] = Math.min(MOST, plus(rows[row + BYTES], bytes));
    rows[row + PACKETS] = Math.min(MOST, plus(rows[row + PACKETS], packets));
    rows[row + SAMPLES]++;
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
