package io.cistern.metricstore;

/// By how much a series grew between two of its samples that follow one another: wraps and resets
/// resolved.
final class Increases {
  private static final long QUARTER_32 = 1L << 30;
  private static final long RANGE_32 = 1L << 32;

  private final Samples samples;
  private final long[] resets;
  private final int resetCount;

  /// Makes one.
  ///
  /// @param resets times of rows with a reset mark, ascending
  Increases(Samples samples, long[] resets, int resetCount) {
    this.samples = samples;
    this.resets = resets;
    this.resetCount = resetCount;
  }

  /// From sample `i - 1` to sample `i`.
  double at(int i) {
    long before = samples.raw[i - 1];
    long now = samples.raw[i];
    return switch (samples.kind) {
      case COUNTER64 ->
          isReset(i) || Long.compareUnsigned(now, before) < 0
              ? samples.value(i)
              : unsigned(now - before);
      case COUNTER32 -> isReset(i) ? now : increase32(before, now);
      case GAUGE_LONG, GAUGE_DOUBLE, STATE -> samples.value(i) - samples.value(i - 1);
    };
  }

  private static double increase32(long before, long now) {
    if (now >= before) {
      return now - before;
    }
    boolean wrapped = before >= 3 * QUARTER_32 && now < QUARTER_32;
    return wrapped ? now - before + RANGE_32 : now;
  }

  private static double unsigned(long v) {
    return ValueKind.COUNTER64.toDouble(v);
  }

  private boolean isReset(int i) {
    if (resetCount == 0) {
      return false;
    }
    int at = java.util.Arrays.binarySearch(resets, 0, resetCount, samples.times[i]);
    int atOrBefore = at >= 0 ? at : -at - 2;
    return atOrBefore >= 0 && resets[atOrBefore] > samples.times[i - 1];
  }
}
