package io.cistern.app.agents;

import java.util.Map;
import java.util.TreeMap;

/// Counts structures that are not known, by what they are and their format, in bounded memory.
/// Allocation-free; not thread-safe.
public final class TagCounts {
  /// What holds a structure.
  public enum Place {
    /// A sample of an unknown format.
    SAMPLE("sample"),
    /// A flow record of an unknown format.
    FLOW_RECORD("flow record"),
    /// A counter record of an unknown format.
    COUNTER_RECORD("counter record");

    private final String text;

    Place(String text) {
      this.text = text;
    }
  }

  private static final int CAPACITY = 256;
  private static final Place[] PLACES = Place.values();

  private long[] keys = new long[8]; // place << 32 | tag
  private long[] counts = new long[8];
  private int size;
  private long others;

  /// Counts one.
  public void count(Place place, int enterprise, int format) {
    long key = (long) place.ordinal() << 32 | (enterprise << 12 | format) & 0xffffffffL;
    for (int i = 0; i < size; i++) {
      if (keys[i] == key) {
        counts[i]++;
        return;
      }
    }
    if (size == CAPACITY) {
      others++;
      return;
    }
    if (size == keys.length) {
      keys = java.util.Arrays.copyOf(keys, size * 2);
      counts = java.util.Arrays.copyOf(counts, size * 2);
    }
    keys[size] = key;
    counts[size++] = 1;
  }

  /// The counts by text, such as `counter record 0:1234`; what found no place is `other`.
  public Map<String, Long> toMap() {
    if (size == 0) {
      return Map.of();
    }
    var map = new TreeMap<String, Long>();
    for (int i = 0; i < size; i++) {
      int tag = (int) keys[i];
      Place place = PLACES[(int) (keys[i] >>> 32)];
      map.put(place.text + " " + (tag >>> 12) + ":" + (tag & 0xfff), counts[i]);
    }
    if (others > 0) {
      map.put("other", others);
    }
    return map;
  }
}
