package io.cistern.app.discards;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Counts of discarded packets by [DiscardKey], in memory that never grows: buckets of eight, of
/// which the row with the fewest makes room for a newcomer. Allocation-free.
final class DiscardTable {
  private static final int WAYS = 8;

  /* Behind the key: */
  static final int NOTIFICATIONS = DiscardKey.LENGTH;
  static final int SAMPLES = NOTIFICATIONS + 1;
  static final int PACKETS = NOTIFICATIONS + 2; // that the samples stand for
  static final int UNSCALED = NOTIFICATIONS + 3; // samples of unknown rate
  static final int FIRST = NOTIFICATIONS + 4;
  static final int LAST = NOTIFICATIONS + 5;
  static final int STRIDE = NOTIFICATIONS + 6;

  private final long[] rows;
  private final int[] tags; // 0: free
  private final int mask;
  private final long seed; // nobody outside may choose collisions
  private long forgotten;

  /// @param capacity rows, a power of two from 8 on
  DiscardTable(int capacity, long seed) {
    rows = new long[capacity * STRIDE];
    tags = new int[capacity];
    mask = capacity - 1;
    this.seed = seed;
  }

  /// The row of a key, a new one if it has none; where its counts are to be added to.
  ///
  /// @return where it begins in [#rows()]
  int row(long[] key, long now) {
    long hash = hash(key);
    int tag = (int) (hash >>> 32) | 1;
    int bucket = (int) hash & mask & -WAYS;
    int victim = bucket;
    for (int slot = bucket; slot < bucket + WAYS; slot++) {
      int at = slot * STRIDE;
      if (tags[slot] == tag
          && Arrays.equals(rows, at, at + DiscardKey.LENGTH, key, 0, DiscardKey.LENGTH)) {
        return at;
      }
      victim = isLess(slot, victim) ? slot : victim;
    }
    return begin(victim, tag, key, now);
  }

  private boolean isLess(int slot, int than) {
    long a = weight(slot);
    long b = weight(than);
    return a < b || (a == b && rows[slot * STRIDE + LAST] < rows[than * STRIDE + LAST]);
  }

  /// Packets that were told of; -1 for a free row.
  private long weight(int slot) {
    int at = slot * STRIDE;
    return tags[slot] == 0 ? -1 : rows[at + NOTIFICATIONS] + rows[at + SAMPLES];
  }

  private int begin(int slot, int tag, long[] key, long now) {
    forgotten += Math.max(0, weight(slot));
    int at = slot * STRIDE;
    Arrays.fill(rows, at, at + STRIDE, 0);
    System.arraycopy(key, 0, rows, at, DiscardKey.LENGTH);
    rows[at + FIRST] = now;
    tags[slot] = tag;
    return at;
  }

  private long hash(long[] key) {
    long h = seed;
    for (int i = 0; i < DiscardKey.LENGTH; i++) {
      h = (h ^ key[i]) * 0x9e3779b97f4a7c15L;
      h ^= Long.rotateRight(h, 29) ^ seed;
    }
    h *= 0xd6e8feb86659fd93L;
    return h ^ h >>> 32;
  }

  long[] rows() {
    return rows;
  }

  /// Packets of rows that made room for others.
  long forgotten() {
    return forgotten;
  }

  /// A copy of every row in use.
  List<long[]> copy() {
    var copy = new ArrayList<long[]>();
    for (int slot = 0; slot < tags.length; slot++) {
      if (tags[slot] != 0) {
        copy.add(Arrays.copyOfRange(rows, slot * STRIDE, (slot + 1) * STRIDE));
      }
    }
    return copy;
  }
}
