package io.cistern.app.agents;

import java.util.Arrays;
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

  private Place[] places = new Place[8];
  private int[] tags = new int[8];
  private long[] counts = new long[8];
  private int size;
  private long others;

  /// Counts one.
  public void count(Place place, int enterprise, int format) {
    int tag = enterprise << 12 | format;
    for (int i = 0; i < size; i++) {
      if (tags[i] == tag && places[i] == place) {
        counts[i]++;
        return;
      }
    }
    if (size == CAPACITY) {
      others++;
      return;
    }
    if (size == tags.length) {
      places = Arrays.copyOf(places, size * 2);
      tags = Arrays.copyOf(tags, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    places[size] = place;
    tags[size] = tag;
    counts[size++] = 1;
  }

  /// The counts by text, such as `counter record 0:1234`; what found no place is `other`.
  public Map<String, Long> toMap() {
    if (size == 0) {
      return Map.of();
    }
    var map = new TreeMap<String, Long>();
    for (int i = 0; i < size; i++) {
      map.put(places[i].text + " " + (tags[i] >>> 12) + ":" + (tags[i] & 0xfff), counts[i]);
    }
    if (others > 0) {
      map.put("other", others);
    }
    return map;
  }
}
