package io.cistern.app.agents;

import io.cistern.sflow.DecodeError;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Counts datagrams that were malformed, by reason. Not thread-safe.
public final class DecodeErrors {
  private final Map<DecodeError, Long> counts = new EnumMap<>(DecodeError.class);

  /// Counts one.
  public void count(DecodeError reason) {
    counts.merge(reason, 1L, Long::sum);
  }

  /// The counts by reason, such as `bad_length`; reasons that never came are left out.
  public Map<String, Long> toMap() {
    var map = new TreeMap<String, Long>();
    counts.forEach((reason, count) -> map.put(reason.name().toLowerCase(Locale.ROOT), count));
    return map;
  }
}
