package io.cistern.listmap.recovery;

import io.cistern.listmap.file.Format;
import java.util.Arrays;

/// Writes a run: fills one place after the other.
final class RunWriter {

  private final SpareLeaves spare;
  private final long[] slots = new long[2 * Format.LEAF_CAPACITY];
  private int used;
  private long[] places = new long[64];
  private int full;

  RunWriter(SpareLeaves spare) {
    this.spare = spare;
  }

  void add(long prefix, long record) {
    if (used == slots.length) {
      write();
    }
    slots[used] = prefix;
    slots[used + 1] = record;
    used += 2;
  }

  private void write() {
    if (full == places.length) {
      places = Arrays.copyOf(places, full * 2);
    }
    long place = spare.take();
    spare.write(place, slots, used / 2);
    places[full++] = place;
    used = 0;
  }

  Runs.Run end() {
    int last = used / 2;
    if (last == 0) {
      return new Runs.Run(new long[0], 0);
    }
    write();
    long count = (full - 1L) * Format.LEAF_CAPACITY + last;
    return new Runs.Run(Arrays.copyOf(places, full), count);
  }
}
