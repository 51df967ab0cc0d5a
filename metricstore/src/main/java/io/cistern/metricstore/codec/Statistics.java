package io.cistern.metricstore.codec;

import java.util.BitSet;

/// What is known of the values of one column of a chunk without decoding them; [StatisticsCodec]
/// writes and reads it. Reusable, not thread-safe.
///
/// A column has none where they could not say everything exactly: with a NaN among the values, a
/// sum that is more than two doubles, or a counter that grew by 2^53 or more.
public final class Statistics {
  /// Less than this is exact as a double, and so are sums that are less.
  public static final long EXACT = 1L << 53;

  public NumberKind kind = NumberKind.STATE;
  public int count;
  public long first;
  public long last;
  public long least;
  public long greatest;

  /// Of integers: the sum less count times the first.
  public long more;

  /// The sum is this and [#sumRest].
  public double sum;

  public double sumRest;

  /// By how much a counter grew from the first to the last, wraps and resets resolved.
  public long increase;

  /// Falls and marks between the first and the last.
  public int resets;

  public long firstTime;
  public long lastTime;
  public final Intervals intervals = new Intervals();
  private final ExactSum exact = new ExactSum();

  /// Takes them from values, but for the intervals.
  ///
  /// @param n how many, at least one
  /// @param rows the row of each value, from 0
  /// @param times of the rows, the first at `base`
  /// @param marks the rows with a reset mark, likewise
  /// @return whether there are any
  public boolean take(
      NumberKind of, long[] values, int n, int[] rows, long[] times, BitSet marks, int base) {
    kind = of;
    count = n;
    first = values[0];
    last = values[n - 1];
    firstTime = times[base + rows[0]];
    lastTime = times[base + rows[n - 1]];
    increase = 0;
    resets = 0;
    more = 0;
    return (kind == NumberKind.GAUGE_DOUBLE ? takeDoubles(values, n) : takeIntegers(values, n))
        && (!kind.isCounter() || takeGrowth(values, n, rows, marks, base));
  }

  /// Takes the distances of the values.
  public void takeIntervals(int n, int[] rows, long[] times, int base) {
    intervals.clear();
    for (int i = 1; i < n; i++) {
      intervals.add(times[base + rows[i]] - times[base + rows[i - 1]], 1);
    }
  }

  private boolean takeDoubles(long[] values, int n) {
    least = first;
    greatest = first;
    exact.clear();
    for (int i = 0; i < n; i++) {
      double value = Double.longBitsToDouble(values[i]);
      if (Double.isNaN(value)) {
        return false;
      }
      exact.add(value);
      least = kind.lesser(least, values[i]);
      greatest = kind.greater(greatest, values[i]);
    }
    return splitSum();
  }

  /// `false` if [#more] might not fit.
  private boolean takeIntegers(long[] values, int n) {
    long flip = kind == NumberKind.COUNTER64 ? Long.MIN_VALUE : 0;
    long low = first ^ flip;
    long high = low;
    for (int i = 1; i < n; i++) {
      long value = values[i] ^ flip;
      low = Math.min(low, value);
      high = Math.max(high, value);
      more += values[i] - first;
    }
    least = low ^ flip;
    greatest = high ^ flip;
    return high - low >= 0 && high - low <= Long.MAX_VALUE / n && sumIntegers();
  }

  private boolean takeGrowth(long[] values, int n, int[] rows, BitSet marks, int base) {
    int mark = marks.nextSetBit(base + rows[0] + 1);
    for (int i = 1; i < n; i++) {
      boolean marked = mark >= 0 && mark <= base + rows[i];
      if (marked) {
        mark = marks.nextSetBit(base + rows[i] + 1);
      }
      long growth = kind.growthBits(values[i - 1], values[i], marked);
      increase += growth;
      if (growth < 0 || growth >= EXACT || increase >= EXACT) {
        return false;
      }
      resets += kind.isReset(values[i - 1], values[i], marked) ? 1 : 0;
    }
    return true;
  }

  /// Computes the sum of integers from [#more].
  public boolean sumIntegers() {
    exact.clear();
    exact.addTimes(kind, count, first);
    exact.add(more);
    return splitSum();
  }

  private boolean splitSum() {
    sum = exact.value();
    if (!Double.isFinite(sum)) {
      return false;
    }
    exact.add(-sum);
    sumRest = exact.value();
    exact.add(-sumRest);
    return exact.value() == 0;
  }

  /// By how much a counter grew if the last followed the first.
  public long growthAtOnce() {
    return kind.isCounter() ? kind.growthBits(first, last, false) : 0;
  }

  /// Whether they say the same.
  public boolean agrees(Statistics other) {
    return kind == other.kind
        && count == other.count
        && first == other.first
        && last == other.last
        && least == other.least
        && greatest == other.greatest
        && sum == other.sum
        && sumRest == other.sumRest
        && increase == other.increase
        && resets == other.resets
        && firstTime == other.firstTime
        && lastTime == other.lastTime
        && intervals.agrees(other.intervals);
  }
}
