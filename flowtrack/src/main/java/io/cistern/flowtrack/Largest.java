package io.cistern.flowtrack;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// Picks, for every observer, the slots with the largest bytes and those with the most packets.
final class Largest {
  private final int limit;
  private final Map<Integer, Picks> byObserver = new HashMap<>();
  private Picks last = new Picks(0);
  private int lastObserver;

  Largest(int limit) {
    this.limit = limit;
  }

  /// The picks of an observer, to which slots are offered.
  Picks of(int observer) {
    if (last.limit == 0 || observer != lastObserver) {
      last = byObserver.computeIfAbsent(observer, _ -> new Picks(limit));
      lastObserver = observer;
    }
    return last;
  }

  /// Hands on every observer with the slots picked of it, each once.
  void forEach(BiConsumer<Integer, int[]> action) {
    byObserver.forEach((observer, picks) -> action.accept(observer, picks.slots()));
  }

  /// The best slots of one observer, by two measures.
  static final class Picks {
    private final int limit;
    private final Heap byBytes;
    private final Heap byPackets;

    Picks(int limit) {
      this.limit = limit;
      byBytes = new Heap(limit);
      byPackets = new Heap(limit);
    }

    /// Whether a slot with at most these measures could still be picked.
    boolean wants(double bytes, double packets) {
      return byBytes.wants(bytes) || byPackets.wants(packets);
    }

    void offer(double bytes, double packets, int slot) {
      byBytes.offer(bytes, slot);
      byPackets.offer(packets, slot);
    }

    private int[] slots() {
      var slots = new TreeSet<Integer>();
      byBytes.addTo(slots);
      byPackets.addTo(slots);
      return slots.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  /// The slots of the largest values, the smallest of them first.
  private static final class Heap {
    private final double[] values;
    private final int[] slots;
    private int size;

    Heap(int limit) {
      values = new double[limit];
      slots = new int[limit];
    }

    boolean wants(double value) {
      return size < values.length || (size > 0 && value > values[0]);
    }

    void offer(double value, int slot) {
      if (size < values.length) {
        rise(size++, value, slot);
      } else if (size > 0 && value > values[0]) {
        sink(value, slot);
      }
    }

    private void rise(int start, double value, int slot) {
      int at = start;
      while (at > 0 && values[(at - 1) / 2] > value) {
        put(at, values[(at - 1) / 2], slots[(at - 1) / 2]);
        at = (at - 1) / 2;
      }
      put(at, value, slot);
    }

    private void sink(double value, int slot) {
      int at = 0;
      for (int child = 1; child < size; child = 2 * at + 1) {
        if (child + 1 < size && values[child + 1] < values[child]) {
          child++;
        }
        if (values[child] >= value) {
          break;
        }
        put(at, values[child], slots[child]);
        at = child;
      }
      put(at, value, slot);
    }

    private void put(int at, double value, int slot) {
      values[at] = value;
      slots[at] = slot;
    }

    private void addTo(Set<Integer> into) {
      for (int i = 0; i < size; i++) {
        into.add(slots[i]);
      }
    }
  }
}
