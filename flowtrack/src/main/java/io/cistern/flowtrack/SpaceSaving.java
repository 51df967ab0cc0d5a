package io.cistern.flowtrack;

import static io.cistern.flowtrack.CounterTable.MISSED;
import static io.cistern.flowtrack.CounterTable.MOST;

import java.util.Arrays;

/// The heaviest keys of a stream in m counters: weighted Space-Saving, by bytes or packets.
///
/// A key without a counter takes over the smallest one, and with it the doubt how much of the new
/// key went by before. With W in all, that doubt is at most W/m, and every key of more than W/m has
/// a counter. Allocation-free.
///
/// Source: Metwally, Agrawal, El Abbadi, "Efficient computation of frequent and top-k elements in
/// data streams", 2005.
final class SpaceSaving {
  /*
   * A heap finds the smallest counter. Counters only grow, so what the heap holds may lag behind: a
   * lower bound. A key that has a counter leaves the heap alone; who needs the smallest brings the
   * root up to date until it is the smallest indeed. So the many samples of the few large keys cost
   * a look-up and an addition.
   */
  private static final int WAY_BITS = 3;
  private static final int WAYS = 1 << WAY_BITS; // children of a node: a cache line, and few levels

  final CounterTable counters;
  final int[] union; // for the window's sum: its slot for the counter's key, -1 not looked up
  private final int weight; // the column that ranks
  private final long[] heapValues;
  private final int[] heapSlots;
  private boolean isHeap;

  SpaceSaving(int capacity, int keyLength, int weight) {
    counters = new CounterTable(capacity, keyLength);
    union = new int[capacity];
    heapValues = new long[capacity + WAYS]; // so that every node seems to have all its children
    Arrays.fill(heapValues, capacity, capacity + WAYS, Long.MAX_VALUE >>> WAY_BITS);
    heapSlots = new int[capacity];
    this.weight = weight;
  }

  /// One of the same size, to copy into.
  static SpaceSaving like(SpaceSaving other) {
    int keyLength = other.counters.stride - CounterTable.KEY;
    return new SpaceSaving(other.union.length, keyLength, other.weight);
  }

  /// Takes over the counters of one of the same size, to be read.
  void copyFrom(SpaceSaving other) {
    counters.copyFrom(other.counters);
    System.arraycopy(other.union, 0, union, 0, counters.size());
    isHeap = false;
  }

  void clear() {
    counters.clear();
    isHeap = false;
  }

  /// The most that a key without a counter can have.
  long floor() {
    return counters.isFull() ? upper(smallest()) : 0;
  }

  /// A fresh counter for a key that has none.
  int claim(long hash, long[] key) {
    int slot = counters.isFull() ? takeOver(hash, key) : counters.add(hash, key);
    union[slot] = -1;
    return slot;
  }

  private int takeOver(long hash, long[] key) {
    int slot = smallest();
    long missed = upper(slot);
    counters.replace(slot, hash, key);
    counters.rows[slot * counters.stride + MISSED] = missed;
    return slot;
  }

  private long upper(int slot) {
    int row = slot * counters.stride;
    return Math.min(MOST, counters.rows[row + weight] + counters.rows[row + MISSED]);
  }

  private int smallest() {
    if (!isHeap) {
      makeHeap();
    }
    for (long value = upper(heapSlots[0]); value > heapValues[0]; value = upper(heapSlots[0])) {
      sink(0, value, heapSlots[0]);
    }
    return heapSlots[0];
  }

  private void makeHeap() {
    isHeap = true;
    for (int slot = 0; slot < heapSlots.length; slot++) {
      heapSlots[slot] = slot;
      heapValues[slot] = upper(slot);
    }
    for (int at = heapSlots.length / WAYS; at >= 0; at--) {
      sink(at, heapValues[at], heapSlots[at]);
    }
  }

  private void sink(int start, long value, int slot) {
    int at = start;
    int size = heapSlots.length;
    for (int first = WAYS * at + 1; first < size; first = WAYS * at + 1) {
      int child = first + smallestOf(first);
      if (heapValues[child] >= value) {
        break;
      }
      heapValues[at] = heapValues[child];
      heapSlots[at] = heapSlots[child];
      at = child;
    }
    heapValues[at] = value;
    heapSlots[at] = slot;
  }

  /// Which of the children from `first` on is the smallest. Without a branch: nobody could foresee
  /// it.
  private int smallestOf(int first) {
    long a = Math.min(marked(first, 0), marked(first, 1));
    long b = Math.min(marked(first, 2), marked(first, 3));
    long c = Math.min(marked(first, 4), marked(first, 5));
    long d = Math.min(marked(first, 6), marked(first, 7));
    return (int) Math.min(Math.min(a, b), Math.min(c, d)) & WAYS - 1;
  }

  private long marked(int first, int way) {
    return heapValues[first + way] << WAY_BITS | way;
  }
}
