package io.cistern.metricstore;

import java.util.Arrays;

/// Lets entities with equal labels share one array, as far as it remembers. Under the table's
/// monitor.
final class LabelSets {
  private static final int REMEMBERED = 1_024;

  private final byte[][] recent = new byte[REMEMBERED][];

  /// These bytes, or an equal array that was here before.
  byte[] shared(byte[] labels) {
    int at = Arrays.hashCode(labels) & REMEMBERED - 1;
    if (!Arrays.equals(recent[at], labels)) {
      recent[at] = labels;
    }
    return recent[at];
  }
}
