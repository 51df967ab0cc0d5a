package io.cistern.metricstore.rollup;

import io.cistern.metricstore.codec.ExactSum;
import io.cistern.metricstore.codec.NumberKind;
import io.cistern.metricstore.codec.Statistics;
import java.util.Arrays;

/// What is known of the samples that each of some [Samples] stands for. Not thread-safe.
public final class Summaries {
  private final NumberKind kind;
  public long[] firstTimes;
  public long[] firstRaw;
  public long[] counts;
  public long[] min;
  public long[] max;
  public double[] sums;

  /// What the sums are beyond [#sums], where that is known.
  public double[] sumRests;

  /// By how much a counter grew from its first sample to its last. Of doubles: their sum by
  /// [ExactSum#SCALE] where no double can be their sum, else 0.
  public double[] increases;

  /// Falls and marks among its samples, times two; plus one if a reset mark lies between its first
  /// sample and the one before.
  public long[] resets;

  public Summaries(NumberKind kind, int length) {
    this.kind = kind;
    firstTimes = new long[length];
    firstRaw = new long[length];
    counts = new long[length];
    min = new long[length];
    max = new long[length];
    sums = new double[length];
    sumRests = new double[length];
    increases = new double[length];
    resets = new long[length];
  }

  public void grow(int length) {
    firstTimes = Arrays.copyOf(firstTimes, length);
    firstRaw = Arrays.copyOf(firstRaw, length);
    counts = Arrays.copyOf(counts, length);
    min = Arrays.copyOf(min, length);
    max = Arrays.copyOf(max, length);
    sums = Arrays.copyOf(sums, length);
    sumRests = Arrays.copyOf(sumRests, length);
    increases = Arrays.copyOf(increases, length);
    resets = Arrays.copyOf(resets, length);
  }

  public void begin(int at, long time, long bits, boolean mark) {
    firstTimes[at] = time;
    firstRaw[at] = bits;
    counts[at] = 1;
    min[at] = bits;
    max[at] = bits;
    sums[at] = kind.toDouble(bits);
    sumRests[at] = 0;
    increases[at] = 0;
    resets[at] = mark ? 1 : 0;
  }

  /// Takes in one more, which follows on `before`, but for the sum.
  public void extend(int at, long before, long bits, boolean mark) {
    counts[at]++;
    min[at] = kind.lesser(min[at], bits);
    max[at] = kind.greater(max[at], bits);
    increases[at] += kind.isCounter() ? kind.growth(before, bits, mark) : 0;
    resets[at] += kind.isReset(before, bits, mark) ? 2 : 0;
  }

  /// Sets all but the first to what a chunk says of a column.
  public void set(int at, Statistics statistics) {
    counts[at] = statistics.count;
    min[at] = statistics.least;
    max[at] = statistics.greatest;
    sums[at] = statistics.sum;
    sumRests[at] = statistics.sumRest;
    increases[at] = statistics.increase;
    resets[at] = 2L * statistics.resets;
  }

  public void copy(Summaries other, int from, int to) {
    firstTimes[to] = other.firstTimes[from];
    firstRaw[to] = other.firstRaw[from];
    counts[to] = other.counts[from];
    min[to] = other.min[from];
    max[to] = other.max[from];
    sums[to] = other.sums[from];
    sumRests[to] = other.sumRests[from];
    increases[to] = other.increases[from];
    resets[to] = other.resets[from];
  }

  public void setSum(int at, ExactSum sum) {
    sums[at] = sum.value();
    if (sum.isTooLarge()) {
      increases[at] = sum.scaled();
    }
  }

  public void addSum(int at, ExactSum to) {
    if (kind == NumberKind.GAUGE_DOUBLE && increases[at] != 0) {
      to.addScaled(increases[at]);
    } else {
      to.add(sums[at]);
      to.add(sumRests[at]);
    }
  }

  /// Whether a counter began again between the first and the last of its samples.
  public boolean hasResets(int at) {
    return resets[at] > 1;
  }

  public boolean isMarkedBefore(int at) {
    return (resets[at] & 1) != 0;
  }

  public Summaries pick(int[] order, int n) {
    var picked = new Summaries(kind, n);
    for (int i = 0; i < n; i++) {
      picked.copy(this, order[i], i);
    }
    return picked;
  }
}
