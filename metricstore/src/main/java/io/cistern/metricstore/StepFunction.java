package io.cistern.metricstore;

import io.cistern.metricstore.codec.ExactSum;
import io.cistern.metricstore.rollup.Samples;
import io.cistern.metricstore.rollup.Summaries;
import java.util.Arrays;
import java.util.BitSet;

/// Computes one [Function] of one series, step by step. The rules are stated at [Function].
final class StepFunction {
  private final Samples samples;
  private final Growth growth;
  private final Function function;
  private final double quantile;
  private final ExactSum sum = new ExactSum();
  private final BitSet unknown = new BitSet();

  StepFunction(Samples samples, Growth growth, Function function, double quantile) {
    this.samples = samples;
    this.growth = growth;
    this.function = function;
    this.quantile = quantile;
  }

  /// One value for each sample from index `first` on.
  double[] perSample(int first) {
    double[] values = new double[samples.size - first];
    for (int i = first; i < samples.size; i++) {
      values[i - first] = compute(i, i + 1, samples.times[i] + 1);
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
      boolean isEmpty = end == first;
      values[s] = isEmpty ? fill(first, Math.max(begin, from)) : compute(first, end, begin + step);
      if (Double.isNaN(values[s]) && isUnknown(first, end)) {
        unknown.set(s);
      }
      first = end;
    }
    return values;
  }

  /// The steps that have no value though the series goes on: they cut a gap, lie in one, or hold a
  /// reset.
  BitSet unknown() {
    return unknown;
  }

  /// Of a step without a value.
  private boolean isUnknown(int first, int end) {
    return switch (function) {
      case RAW, SUM, COUNT -> false;
      case DELTA, INCREASE, RATE ->
          end == first
              ? growth.isGapBefore(first)
              : first > 0 || growth.isGapBefore(0) || samples.times[end - 1] > samples.firstTime(0);
      case LAST, FIRST, AVG, MIN, MAX, QUANTILE -> growth.isGapBefore(first);
    };
  }

  /// Of the samples `first` to less than `end`, at least one.
  private double compute(int first, int end, long stepEnd) {
    return switch (function) {
      case RAW, LAST -> samples.value(end - 1);
      case FIRST -> samples.firstValue(first);
      case COUNT -> count(first, end);
      case SUM -> addUp(first, end).value();
      case AVG -> addUp(first, end).mean(count(first, end));
      case MIN -> min(first, end);
      case MAX -> max(first, end);
      case DELTA, INCREASE, RATE -> growth.of(function, first, end, stepEnd);
      case QUANTILE -> quantile(first, end);
    };
  }

  /// Of a step without a sample, whose part in the range begins here; `next` is the first sample
  /// after it.
  private double fill(int next, long begin) {
    if (next == 0) {
      return Double.NaN;
    }
    boolean known = next < samples.size;
    boolean gap =
        known ? growth.isGapBefore(next) : begin - samples.times[next - 1] >= growth.noGap();
    if (gap) {
      return Double.NaN;
    }
    return switch (function) {
      case LAST, FIRST, AVG, MIN, MAX, QUANTILE -> samples.value(next - 1);
      case RATE -> known ? growth.rateAcross(next) : Double.NaN;
      case RAW, SUM, COUNT, DELTA, INCREASE -> Double.NaN;
    };
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
    double low = sorted[below];
    if (below + 1 == sorted.length || sorted[below + 1] == low) {
      return low;
    }
    double high = sorted[below + 1];
    double share = rank - below;
    boolean fits = Double.isFinite(high - low);
    return fits ? low + (high - low) * share : low * (1 - share) + high * share;
  }

  private ExactSum addUp(int first, int end) {
    Summaries summaries = samples.summaries;
    sum.clear();
    for (int i = first; i < end; i++) {
      if (summaries == null || summaries.counts[i] == 1) {
        sum.add(samples.kind, samples.raw[i]);
      } else {
        summaries.addSum(i, sum);
      }
    }
    return sum;
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
