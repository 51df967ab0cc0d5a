package io.cistern.flowtrack;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Picks, for every vantage, the slots with the largest bytes and those with the most packets.
final class Largest {
  /// A floor that every measure is above.
  static final int NO_FLOOR = -1;

  private final int limit;
  private final Map<Long, Picks> byVantage = new HashMap<>();
  private final @Nullable Picks[] lately = new Picks[64]; // by a hash of the vantage

  Largest(int limit) {
    this.limit = limit;
  }

  /// The picks of a vantage, to which slots are offered.
  Picks of(long vantage) {
    int at = (int) (vantage * 0x9e3779b97f4a7c15L >>> 58);
    var picks = lately[at];
    if (picks == null || picks.vantage != vantage) {
      picks = byVantage.computeIfAbsent(vantage, v -> new Picks(v, limit));
      lately[at] = picks;
    }
    return picks;
  }

  /// Hands on every vantage with the slots picked of it, each once.
  void forEach(BiConsumer<Long, int[]> action) {
    byVantage.forEach((vantage, picks) -> action.accept(vantage, picks.slots()));
  }

  /// The best slots of one vantage, by two measures.
  static final class Picks {
    private final long vantage;
    private final Heap byBytes;
    private final Heap byPackets;

    Picks(long vantage, int limit) {
      this.vantage = vantage;
      byBytes = new Heap(limit);
      byPackets = new Heap(limit);
    }

    /// Whether a slot with at most these measures could still be picked.
    boolean wants(double bytes, double packets) {
      return byBytes.wants(bytes) || byPackets.wants(packets);
    }

    /// What a slot's bytes have to be above to be picked for them, where all that is offered are
    /// floats: as the bits of one, which are in the order of the floats.
    int byteFloor() {
      return byBytes.floor();
    }

    int packetFloor() {
      return byPackets.floor();
    }

    void offer(double bytes, double packets, int slot) {
      byBytes.offer(bytes, slot);
      byPackets.offer(packets, slot);
    }

    private int[] slots() {
      var slots =
          IntStream.concat(
                  Arrays.stream(byBytes.slots, 0, byBytes.size),
                  Arrays.stream(byPackets.slots, 0, byPackets.size))
              .toArray();
      Arrays.sort(slots);
      int count = 0;
      for (int i = 0; i < slots.length; i++) {
        if (i == 0 || slots[i] != slots[i - 1]) {
          slots[count++] = slots[i];
        }
      }
      return Arrays.copyOf(slots, count);
    }
  }

  /// The slots of the largest values, the smallest of them first.
  private static final class Heap {
    private static final int FEW = 8; // many vantages have no more

    private final int limit;
    private double[] values;
    private int[] slots;
    private int size;

    Heap(int limit) {
      this.limit = limit;
      values = new double[Math.min(limit, FEW)];
      slots = new int[values.length];
    }

    boolean wants(double value) {
      return size < limit || (size > 0 && value > values[0]);
    }

    int floor() {
      if (size < limit) {
        return NO_FLOOR;
      }
      return size > 0 ? Float.floatToIntBits((float) values[0]) : Integer.MAX_VALUE;
    }

    void offer(double value, int slot) {
      if (size < limit) {
        if (size == values.length) {
          grow();
        }
        rise(size++, value, slot);
      } else if (size > 0 && value > values[0]) {
        sink(value, slot);
      }
    }

    private void grow() {
      int length = Math.min(limit, 2 * size);
      values = Arrays.copyOf(values, length);
      slots = Arrays.copyOf(slots, length);
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
  }
}
