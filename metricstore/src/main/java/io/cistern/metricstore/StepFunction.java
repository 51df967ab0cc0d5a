package io.cistern.metricstore;

import java.util.Arrays;

/// Computes one [Function] of one series, step by step. The rules are stated at [Function].
final class StepFunction {
  private final Samples samples;
  private final Increases increases;
  private final Function function;
  private final double quantile;
  private final ExactSum sum = new ExactSum();

  /// Negative: not known yet.
  private long noGap = -1;

  StepFunction(Samples samples, Increases increases, Function function, double quantile) {
    this.samples = samples;
    this.increases = increases;
    this.function = function;
    this.quantile = quantile;
  }

  /// One value for each sample from index `first` on.
  double[] perSample(int first) {
    double[] values = new double[samples.size - first];
    for (int i = first; i < samples.size; i++) {
      values[i - first] = compute(i, i + 1);
    }
    return values;
  }

  /// One value for each step.
  ///
  /// @param from the first time that counts, in the first step
  /// @param start of the first step
  double[] perStep(long from, long start, long step, int steps) {
    double[] values = new double[steps];
    int first = samples.indexOf(from);
    for (int s = 0; s < steps; s++) {
      long begin = start + s * step;
      int end = first;
      while (end < samples.size && samples.times[end] - step < begin) {
        end++;
      }
      values[s] = end > first ? compute(first, end) : fill(first, Math.max(begin, from));
      first = end;
    }
    return values;
  }

  /// Of the samples `first` to less than `end`, at least one.
  private double compute(int first, int end) {
    return switch (function) {
      case RAW, LAST -> samples.value(end - 1);
      case FIRST -> samples.firstValue(first);
      case COUNT -> count(first, end);
      case SUM -> sum(first, end);
      case AVG -> sum(first, end) / count(first, end);
      case MIN -> min(first, end);
      case MAX -> max(first, end);
      case DELTA -> hasBase(first) ? delta(first - 1, end - 1) : deltaWithin(first, end - 1);
      case INCREASE -> increase(first, end);
      case RATE -> increase(first, end) * 1000 / (samples.times[end - 1] - baseTime(first));
      case QUANTILE -> quantile(first, end);
    };
  }

  /// Of a step without a sample, whose part in the range begins here; `next` is the first sample
  /// after it.
  private double fill(int next, long begin) {
    if (next == 0) {
      return Double.NaN;
    }
    long before = samples.times[next - 1];
    boolean known = next < samples.size;
    boolean gap = known ? samples.firstTime(next) - before > noGap() : begin - before >= noGap();
    if (gap) {
      return Double.NaN;
    }
    return switch (function) {
      case LAST, FIRST, AVG, MIN, MAX, QUANTILE -> samples.value(next - 1);
      case RATE -> known ? rateAcross(next) : Double.NaN;
      case RAW, SUM, COUNT, DELTA, INCREASE -> Double.NaN;
    };
  }

  /// Whether differences are taken from the sample before: it is there, and no gap lies between.
  private boolean hasBase(int first) {
    return first > 0 && samples.firstTime(first) - samples.times[first - 1] <= noGap();
  }

  private long noGap() {
    if (noGap < 0) {
      noGap = samples.longestNoGap();
    }
    return noGap;
  }

  private long baseTime(int first) {
    return hasBase(first) ? samples.times[first - 1] : samples.firstTime(first);
  }

  private double delta(int base, int last) {
    return difference(samples.raw[base], samples.raw[last]);
  }

  private double deltaWithin(int first, int last) {
    return samples.firstTime(first) == samples.times[last]
        ? Double.NaN
        : difference(samples.firstRaw(first), samples.raw[last]);
  }

  private double difference(long from, long to) {
    return samples.kind == ValueKind.GAUGE_DOUBLE
        ? samples.kind.toDouble(to) - samples.kind.toDouble(from)
        : to - from;
  }

  private double increase(int first, int end) {
    boolean hasBase = hasBase(first);
    if (!samples.kind.isCounter()) {
      return hasBase ? delta(first - 1, end - 1) : deltaWithin(first, end - 1);
    }
    if (!hasBase && samples.firstTime(first) == samples.times[end - 1]) {
      return Double.NaN;
    }
    sum.clear();
    for (int i = first; i < end; i++) {
      if (i > first || hasBase) {
        sum.addUnsigned(increases.bitsAt(i));
      }
      if (samples.summaries != null) {
        sum.add(samples.summaries.increases[i]);
      }
    }
    return sum.value();
  }

  /// From the sample before `next` to the first that `next` stands for.
  private double rateAcross(int next) {
    double growth =
        samples.kind.isCounter()
            ? increases.at(next)
            : difference(samples.raw[next - 1], samples.firstRaw(next));
    return growth * 1000 / (samples.firstTime(next) - samples.times[next - 1]);
  }

  private double count(int first, int end) {
    Summaries summaries = samples.summaries;
    if (summaries == null) {
      return end - first;
    }
    long count = 0;
    for (int i = first; i < end; i++) {
      count += summaries.counts[i];
    }
    return count;
  }

  /// Between the two nearest of the sorted values in proportion.
  private double quantile(int first, int end) {
    double[] sorted = new double[end - first];
    Arrays.setAll(sorted, i -> samples.value(first + i));
    Arrays.sort(sorted);
    double rank = quantile * (sorted.length - 1);
    int below = (int) rank;
    return below + 1 == sorted.length
        ? sorted[below]
        : sorted[below] + (sorted[below + 1] - sorted[below]) * (rank - below);
  }

  private double sum(int first, int end) {
    Summaries summaries = samples.summaries;
    sum.clear();
    for (int i = first; i < end; i++) {
      if (summaries == null || summaries.counts[i] == 1) {
        sum.add(samples.kind, samples.raw[i]);
      } else {
        sum.add(summaries.sums[i]);
        sum.add(summaries.sumRests[i]);
      }
    }
    return sum.value();
  }

  private double min(int first, int end) {
    long[] least = samples.summaries == null ? samples.raw : samples.summaries.min;
    double min = samples.kind.toDouble(least[first]);
    for (int i = first + 1; i < end; i++) {
      min = Math.min(min, samples.kind.toDouble(least[i]));
    }
    return min;
  }

  private double max(int first, int end) {
    long[] greatest = samples.summaries == null ? samples.raw : samples.summaries.max;
    double max = samples.kind.toDouble(greatest[first]);
    for (int i = first + 1; i < end; i++) {
      max = Math.max(max, samples.kind.toDouble(greatest[i]));
    }
    return max;
  }

  static boolean isEmpty(double[] values) {
    return Arrays.stream(values).allMatch(Double::isNaN);
  }
}
