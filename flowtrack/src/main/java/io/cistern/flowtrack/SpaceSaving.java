package io.cistern.flowtrack;

import static io.cistern.flowtrack.CounterTable.BYTES;
import static io.cistern.flowtrack.CounterTable.MISSED;
import static io.cistern.flowtrack.CounterTable.STRIDE;

/// The heaviest keys of a stream in m counters: weighted Space-Saving.
///
/// A key without a counter takes over the smallest one, and with it the doubt how much of the new
/// key went by before. With W bytes in all, that doubt is at most W/m, and every key of more than
/// W/m bytes has a counter. Allocation-free.
///
/// Source: Metwally, Agrawal, El Abbadi, "Efficient computation of frequent and top-k elements in
/// data streams", 2005.
final class SpaceSaving {
  final CounterTable counters;
  private final int[] heap; // slots, the smallest upper bound first
  private final int[] place; // of a slot in the heap

  SpaceSaving(int capacity) {
    counters = new CounterTable(capacity);
    heap = new int[capacity];
    place = new int[capacity];
  }

  void clear() {
    counters.clear();
  }

  /// The most that a key without a counter can have.
  long floor() {
    return counters.isFull() ? upper(heap[0]) : 0;
  }

  void count(long hash, long[] key, long bytes, long packets, double variance) {
    int slot = counters.find(hash, key, 0);
    if (slot >= 0) {
      counters.count(slot, bytes, packets, 1, variance);
      sink(place[slot]);
    } else if (counters.isFull()) {
      slot = heap[0];
      long missed = upper(slot);
      counters.replace(slot, hash, key, 0);
      counters.rows[slot * STRIDE + MISSED] = missed;
      counters.count(slot, bytes, packets, 1, variance);
      sink(0);
    } else {
      slot = counters.add(hash, key, 0);
      counters.count(slot, bytes, packets, 1, variance);
      heap[slot] = slot;
      place[slot] = slot;
      rise(slot);
    }
  }

  private long upper(int slot) {
    int row = slot * STRIDE;
    return CounterTable.plus(counters.rows[row + BYTES], counters.rows[row + MISSED]);
  }

  private void sink(int start) {
    int at = start;
    int slot = heap[at];
    long value = upper(slot);
    int size = counters.size();
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && upper(heap[child + 1]) < upper(heap[child])) {
        child++;
      }
      if (upper(heap[child]) >= value) {
        break;
      }
      put(at, heap[child]);
      at = child;
    }
    put(at, slot);
  }

  private void rise(int start) {
    int at = start;
    int slot = heap[at];
    long value = upper(slot);
    while (at > 0 && upper(heap[(at - 1) / 2]) > value) {
      put(at, heap[(at - 1) / 2]);
      at = (at - 1) / 2;
    }
    put(at, slot);
  }

  private void put(int at, int slot) {
    heap[at] = slot;
    place[slot] = at;
  }
}
