package io.cistern.app.metrics;

import io.cistern.metricstore.ValueKind;

/// By how much a counter grew between two readings.
final class CounterRate {
  /// The counter began again: what it grew by is not known.
  static final long RESET = -1;

  private static final long MASK_32 = 0xffffffffL;
  private static final long HALF_32 = 1L << 31;

  private CounterRate() {}

  /// The growth, or [#RESET].
  ///
  /// A counter of 32 bits that fell has wrapped if it grew by less than half its range, else it was
  /// reset; one of 64 bits that fell was reset.
  static long growth(ValueKind kind, long before, long after) {
    if (Long.compareUnsigned(after, before) >= 0) {
      long growth = after - before;
      return growth < 0 ? RESET : growth;
    }
    long wrapped = (after - before) & MASK_32;
    return kind == ValueKind.COUNTER32 && wrapped < HALF_32 ? wrapped : RESET;
  }
}
