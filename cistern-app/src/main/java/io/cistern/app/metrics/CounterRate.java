package io.cistern.app.metrics;

import io.cistern.metricstore.ValueKind;

/// By how much a counter grew between two readings. The store has the same rules.
final class CounterRate {
  /// The counter began again: what it grew by is not known.
  static final long RESET = -1;

  private static final long MASK_32 = 0xffffffffL;
  private static final long QUARTER_32 = 1L << 30;

  private CounterRate() {}

  /// The growth, or [#RESET].
  ///
  /// A counter of 32 bits that fell from the top quarter of its range to the bottom quarter has
  /// wrapped, else it was reset; one of 64 bits that fell was reset.
  static long growth(ValueKind kind, long before, long after) {
    if (Long.compareUnsigned(after, before) >= 0) {
      long growth = after - before;
      return growth < 0 ? RESET : growth;
    }
    return kind == ValueKind.COUNTER32 && isWrapOf32Bits(before, after)
        ? wrapped(before, after)
        : RESET;
  }

  /// Whether a fall is that of a counter of 32 bits that wrapped, if it is one.
  static boolean isWrapOf32Bits(long before, long after) {
    return before >= 3 * QUARTER_32 && before <= MASK_32 && after >= 0 && after < QUARTER_32;
  }

  /// The growth over a wrap of 32 bits.
  static long wrapped(long before, long after) {
    return (after - before) & MASK_32;
  }
}
