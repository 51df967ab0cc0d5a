package io.cistern.flowtrack;

import java.util.Arrays;

/// A hash table of fixed capacity from packed keys to sums. Slots are numbered 0 to `size - 1` and
/// keep their number. Allocation-free.
final class CounterTable {
  /*
   * One row of longs per slot: the hash and the sums, then the key, which is read only by who asks
   * for it: a key is known by the 64 bits of its secret hash. That one is taken for another is a
   * chance of 2^-64 a look-up.
   */
  static final int HASH = 0;
  static final int BYTES = 1;
  static final int PACKETS = 2;
  static final int SAMPLES = 3; // as SampleCount
  static final int PACKET_VARIANCE = 4; // a double's bits
  static final int BYTE_VARIANCE = 5; // a double's bits
  static final int MISSED = 6; // weight that may have gone by before the key had this slot
  static final int KEY = 7;

  /* So that the sums of a window of up to 64 steps cannot overflow. */
  static final long MOST = Long.MAX_VALUE / 64;

  /* Chains of slots. A link holds bits of the hash above the slot's number, so that few other rows
   * are touched. */
  private static final int NONE = -1;

  final long[] rows;
  final int stride;
  private final int[] heads;
  private final int[] next;
  private final int mask;
  private final int slotBits;
  private int size;

  CounterTable(int capacity, int keyLength) {
    stride = KEY + keyLength;
    rows = new long[capacity * stride];
    int buckets = Integer.highestOneBit(Math.max(capacity, 4) * 2 - 1);
    heads = new int[buckets];
    next = new int[capacity];
    mask = buckets - 1;
    slotBits = Integer.SIZE - Integer.numberOfLeadingZeros(capacity - 1);
    Arrays.fill(heads, NONE);
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == next.length;
  }

  void clear() {
    Arrays.fill(heads, NONE);
    size = 0;
  }

  /// Takes over the rows of a table of the same size, to be read by their slots: nothing is found
  /// by its key afterwards.
  void copyFrom(CounterTable other) {
    size = other.size;
    System.arraycopy(other.rows, 0, rows, 0, size * stride);
  }

  /// The slot of a key, or -1.
  int find(long hash) {
    int link = heads[(int) hash & mask];
    int wanted = link(hash, 0);
    while (link != NONE
        && !((link ^ wanted) >>> slotBits == 0 && rows[slot(link) * stride + HASH] == hash)) {
      link = next[slot(link)];
    }
    return link == NONE ? -1 : slot(link);
  }

  /// How many links a look-up of a hash follows at most.
  int chain(long hash) {
    int length = 0;
    for (int link = heads[(int) hash & mask]; link != NONE; link = next[slot(link)]) {
      length++;
    }
    return length;
  }

  private int link(long hash, int slot) {
    return ((int) (hash >>> Integer.SIZE) << slotBits | slot) & Integer.MAX_VALUE;
  }

  private int slot(int link) {
    return link & (1 << slotBits) - 1;
  }

  /// A new slot for a key that has none, with all sums 0. The table must not be full.
  int add(long hash, long[] key) {
    int slot = size++;
    enter(slot, hash, key);
    return slot;
  }

  /// Gives the slot to another key, with all sums 0.
  void replace(int slot, long hash, long[] key) {
    unlink(slot);
    enter(slot, hash, key);
  }

  private void enter(int slot, long hash, long[] key) {
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
    heads[bucket] = link(hash, slot);
  }

  private void unlink(int slot) {
    int bucket = (int) rows[slot * stride + HASH] & mask;
    int before = slot(heads[bucket]);
    if (before == slot) {
      heads[bucket] = next[slot];
      return;
    }
    while (slot(next[before]) != slot) {
      before = slot(next[before]);
    }
    next[before] = next[slot];
  }

  /// Adds a sample of at most 2^62 bytes and 2^32 packets.
  void count(int slot, long bytes, long packets, double packetVariance, double byteVariance) {
    int row = slot * stride;
    rows[row + BYTES] = Math.min(MOST, rows[row + BYTES] + bytes);
    rows[row + PACKETS] = Math.min(MOST, rows[row + PACKETS] + packets);
    rows[row + SAMPLES] += SampleCount.of(packets);
    add(row + PACKET_VARIANCE, packetVariance);
    add(row + BYTE_VARIANCE, byteVariance);
  }

  private void add(int at, double more) {
    rows[at] = Double.doubleToRawLongBits(Double.longBitsToDouble(rows[at]) + more);
  }

  /// A sum of two numbers from 0 on that stops at the largest: rates and lengths come from the
  /// wire.
  static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
