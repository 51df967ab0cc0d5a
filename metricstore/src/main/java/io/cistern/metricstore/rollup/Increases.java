package io.cistern.metricstore.rollup;

import java.util.Arrays;

/// By how much a series grew between two of its samples that follow one another, wraps resolved,
/// and whether that is known.
public final class Increases {
  private final Samples samples;
  private final long[] resets;
  private final int resetCount;

  /// Makes one.
  ///
  /// @param resets times of rows with a reset mark, ascending
  public Increases(Samples samples, long[] resets, int resetCount) {
    this.samples = samples;
    this.resets = resets;
    this.resetCount = resetCount;
  }

  /// From sample `i - 1` to the first one that sample `i` stands for, without a reset.
  public double at(int i) {
    return samples.kind.growth(samples.raw[i - 1], samples.firstRaw(i), false);
  }

  /// The same of a counter, exactly: unsigned.
  public long bitsAt(int i) {
    return samples.kind.growthBits(samples.raw[i - 1], samples.firstRaw(i), false);
  }

  /// Whether a counter began again between sample `i - 1` and the first one that sample `i` stands
  /// for: what it grew by is not known then.
  public boolean isReset(int i) {
    return samples.kind.isReset(samples.raw[i - 1], samples.firstRaw(i), isMarked(i));
  }

  /// Whether a reset mark lies between sample `i - 1` and sample `i`.
  public boolean isMarked(int i) {
    if (samples.summaries != null && samples.summaries.isMarkedBefore(i)) {
      return true;
    }
    if (resetCount == 0) {
      return false;
    }
    int at = Arrays.binarySearch(resets, 0, resetCount, samples.firstTime(i));
    int atOrBefore = at >= 0 ? at : -at - 2;
    return atOrBefore >= 0 && (i == 0 || resets[atOrBefore] > samples.times[i - 1]);
  }
}
