package io.cistern.metricstore;

import io.cistern.metricstore.codec.ExactSum;
import io.cistern.metricstore.codec.NumberKind;
import io.cistern.metricstore.rollup.Increases;
import io.cistern.metricstore.rollup.Samples;

/// By how much a series grew in a step, and how fast: [Function#DELTA], [Function#INCREASE] and
/// [Function#RATE]. NaN where that is not known. Not thread-safe.
final class Growth {

  /*
   * What grew between two samples belongs to the step of the later one. Where there is a gap
   * between them, it is known of a step that holds both, and of no other: not of the step that the
   * gap ends in, and not of the one that it begins in, if a sample was due there that did not come.
   * So the steps of a range add up to its growth, if all of them are known, however long they are.
   */
  private static final double MILLIS = 1_000;

  private final Samples samples;
  private final Increases increases;
  private final boolean isContinued;
  private final ExactSum sum = new ExactSum();

  /// Negative: not known yet.
  private long interval = -1;

  /// Makes one.
  ///
  /// @param isContinued whether there were samples before those that were read: there is a gap
  ///   before the first of these then
  Growth(Samples samples, Increases increases, boolean isContinued) {
    this.samples = samples;
    this.increases = increases;
    this.isContinued = isContinued;
  }

  /// Of a step that holds the samples `first` to less than `end`, at least one.
  ///
  /// @param stepEnd where the step ends, exclusive
  double of(Function function, int first, int end, long stepEnd) {
    long since = first == 0 ? samples.firstTime(0) : samples.times[first - 1];
    long time = samples.times[end - 1] - since;
    if (time == 0 || isGapBefore(first) || cutsGapAfter(end, stepEnd)) {
      return Double.NaN;
    }
    return switch (function) {
      case RATE -> perSecond(increase(first, end), time);
      case INCREASE -> increase(first, end);
      default -> delta(first, end);
    };
  }

  /// The rate from the sample before `next` to the first one that `next` stands for.
  double rateAcross(int next) {
    double growth =
        samples.kind.isCounter()
            ? increases.isReset(next) ? Double.NaN : increases.at(next)
            : difference(samples.raw[next - 1], samples.firstRaw(next));
    return perSecond(growth, samples.firstTime(next) - samples.times[next - 1]);
  }

  /// The longest distance that is no gap.
  long noGap() {
    return 3 * interval();
  }

  private long interval() {
    if (interval < 0) {
      interval = samples.medianInterval();
    }
    return interval;
  }

  /// Whether there is a gap between a sample and the one before.
  boolean isGapBefore(int i) {
    return i < samples.size
        && (i == 0 ? isContinued : samples.firstTime(i) - samples.times[i - 1] > noGap());
  }

  /// Whether the gap after a step's last sample begins in the step: one more was due in it.
  private boolean cutsGapAfter(int end, long stepEnd) {
    return isGapBefore(end) && stepEnd - samples.times[end - 1] > interval();
  }

  private double delta(int first, int end) {
    long from = first == 0 ? samples.firstRaw(0) : samples.raw[first - 1];
    return difference(from, samples.raw[end - 1]);
  }

  private double difference(long from, long to) {
    return samples.kind == NumberKind.GAUGE_DOUBLE
        ? samples.kind.toDouble(to) - samples.kind.toDouble(from)
        : to - from;
  }

  private double increase(int first, int end) {
    if (!samples.kind.isCounter()) {
      return delta(first, end);
    }
    sum.clear();
    for (int i = first; i < end; i++) {
      if (i > 0) {
        if (increases.isReset(i)) {
          return Double.NaN;
        }
        sum.addUnsigned(increases.bitsAt(i));
      }
      if (samples.summaries != null) {
        if (samples.summaries.hasResets(i)) {
          return Double.NaN;
        }
        sum.add(samples.summaries.increases[i]);
      }
    }
    return sum.value();
  }

  private static double perSecond(double growth, long millis) {
    double scaled = growth * MILLIS;
    return Double.isInfinite(scaled) ? growth / millis * MILLIS : scaled / millis;
  }
}
