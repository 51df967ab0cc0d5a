package io.cistern.metricstore;

import java.util.Arrays;

/// Computes one [Function] of one series, step by step. The rules are stated at [Function].
final class StepFunction {
  private final Samples samples;
  private final Increases increases;
  private final Function function;
  private final long noGap;

  StepFunction(Samples samples, Increases increases, Function function) {
    this.samples = samples;
    this.increases = increases;
    this.function = function;
    this.noGap = samples.longestNoGap();
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
      values[s] = end > first ? compute(first, end) : fill(first, begin);
      first = end;
    }
    return values;
  }

  /// Of the samples `first` to less than `end`, at least one.
  private double compute(int first, int end) {
    return switch (function) {
      case RAW, LAST -> samples.value(end - 1);
      case FIRST -> samples.value(first);
      case COUNT -> end - first;
      case SUM -> sum(first, end);
      case AVG -> sum(first, end) / (end - first);
      case MIN -> min(first, end);
      case MAX -> max(first, end);
      case DELTA -> delta(base(first), end - 1);
      case INCREASE -> increase(base(first), end - 1);
      case RATE -> rate(base(first), end - 1);
    };
  }

  /// Of a step without a sample; `next` is the first sample after it.
  private double fill(int next, long begin) {
    if (next == 0) {
      return Double.NaN;
    }
    long before = samples.times[next - 1];
    boolean known = next < samples.size;
    boolean gap = known ? samples.times[next] - before > noGap : begin - before >= noGap;
    if (gap) {
      return Double.NaN;
    }
    return switch (function) {
      case LAST, FIRST, AVG, MIN, MAX -> samples.value(next - 1);
      case RATE -> known ? rate(next - 1, next) : Double.NaN;
      case RAW, SUM, COUNT, DELTA, INCREASE -> Double.NaN;
    };
  }

  /// The sample that differences are taken from: the one before, unless there is none or a gap lies
  /// between.
  private int base(int first) {
    boolean usable = first > 0 && samples.times[first] - samples.times[first - 1] <= noGap;
    return usable ? first - 1 : first;
  }

  private double delta(int base, int last) {
    if (base == last) {
      return Double.NaN;
    }
    return samples.kind == ValueKind.GAUGE_DOUBLE
        ? samples.value(last) - samples.value(base)
        : samples.raw[last] - samples.raw[base];
  }

  private double increase(int base, int last) {
    if (base == last || !samples.kind.isCounter()) {
      return delta(base, last);
    }
    double sum = 0;
    for (int i = base + 1; i <= last; i++) {
      sum += increases.at(i);
    }
    return sum;
  }

  private double rate(int base, int last) {
    return increase(base, last) * 1000 / (samples.times[last] - samples.times[base]);
  }

  private double sum(int first, int end) {
    double sum = 0;
    for (int i = first; i < end; i++) {
      sum += samples.value(i);
    }
    return sum;
  }

  private double min(int first, int end) {
    double min = samples.value(first);
    for (int i = first + 1; i < end; i++) {
      min = Math.min(min, samples.value(i));
    }
    return min;
  }

  private double max(int first, int end) {
    double max = samples.value(first);
    for (int i = first + 1; i < end; i++) {
      max = Math.max(max, samples.value(i));
    }
    return max;
  }

  static boolean isEmpty(double[] values) {
    return Arrays.stream(values).allMatch(Double::isNaN);
  }
}
