package io.cistern.app.agents;

import io.cistern.sflow.DecodeError;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Counts datagrams that were malformed, by reason. Not thread-safe.
public final class DecodeErrors {
  private static final DecodeError[] REASONS = DecodeError.values();

  private final long[] counts = new long[REASONS.length];

  /// Counts one.
  public void count(DecodeError reason) {
    counts[reason.ordinal()]++;
  }

  /// The counts by reason, such as `bad_length`; reasons that never came are left out.
  public Map<String, Long> toMap() {
    var map = new TreeMap<String, Long>();
    for (DecodeError reason : REASONS) {
      if (counts[reason.ordinal()] > 0) {
        map.put(reason.name().toLowerCase(Locale.ROOT), counts[reason.ordinal()]);
      }
    }
    return map;
  }
}
