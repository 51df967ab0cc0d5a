package io.cistern.app.intake;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts the frames of a capture that gave no sFlow datagram, by reason. Not thread-safe.
final class PassedOver {
  static final String NO_UDP = "no UDP in them";
  static final String OTHER_UDP = "UDP, but no sFlow: not to port 6343, and not like it";
  static final String CUT = "cut before the end of their UDP header";
  static final String FRAGMENT_MISSING = "IP fragments, of which others are missing";
  static final String FRAGMENT_BAD = "IP fragments that overlap or are too long together";

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private long total;

  void add(String reason) {
    add(reason, 1);
  }

  void add(String reason, long frames) {
    if (frames > 0) {
      counts.merge(reason, frames, Long::sum);
      total += frames;
    }
  }

  long total() {
    return total;
  }

  /// Frames by reason, in the order in which these were met.
  Map<String, Long> byReason() {
    return Collections.unmodifiableMap(counts);
  }
}
