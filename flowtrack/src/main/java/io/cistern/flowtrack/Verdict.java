package io.cistern.flowtrack;

/// Whether so many distinct sampled targets are a scan.
///
/// @param distinct distinct targets among the samples
/// @param rate the effective sampling rate N of the probes
/// @param threshold T that applies to the source
/// @param floor distinct sampled targets needed whatever the estimate
/// @param estimate targets in all: distinct times N, taking it that each got one probe
/// @param error half the 95 % interval of the estimate, as a fraction of it
record Verdict(
    long distinct, double rate, int threshold, int floor, double estimate, double error) {

  /* Of an exchange that is answered, about half of the samples are answers; take 0.4, for some get
   * lost. That chance shows so few of them has to be rarer than one in 100,000: a day has some ten
   * thousand windows. */
  private static final double ANSWERED_SHARE = 0.4;
  private static final double CHANCE = 1e-5;

  /// So many samples without one answer are beyond chance: 0.6 to the power of 23 is below 1e-5.
  static final int FEWEST_UNANSWERED = 23;

  /// Whether so few answers among the samples are beyond chance, were the probes answered.
  static boolean isSurelyUnanswered(int answers, int samples) {
    double term = Math.pow(1 - ANSWERED_SHARE, samples);
    double sum = term;
    for (int k = 1; k <= answers; k++) {
      term *= ANSWERED_SHARE / (1 - ANSWERED_SHARE) * (samples - k + 1) / k;
      sum += term;
    }
    return sum <= CHANCE;
  }

  static Verdict of(long distinct, boolean counted, double rate, int threshold, int floor) {
    return new Verdict(
        distinct,
        rate,
        threshold,
        Math.min(floor, threshold),
        distinct * rate,
        error((double) distinct, counted, rate));
  }

  private static double error(double distinct, boolean counted, double rate) {
    double summary = counted ? 0 : HyperLogLog.relativeError(distinct, Evidence.REGISTERS);
    return distinct == 0 ? 1 : 1.96 * Math.sqrt((1 - 1 / rate) / distinct + summary * summary);
  }

  double lower() {
    return estimate * (1 - error);
  }

  /// How sure it is that there were at least as many targets as the threshold asks for, 0 to 1.
  ///
  /// Fewer would have been sampled again and again: one less than T, with the probes divided evenly
  /// (any other way repeats more), makes so many repeats among the samples. It is the chance that
  /// they would have been more than they were, as Poisson has it.
  double confidence(ScanSize size) {
    var seen = size.targets().seen();
    if (seen.low95() >= threshold) {
      return seen.isExact() ? 1 : 0.975;
    }
    double samples = (double) size.probes().seen().value();
    double fewer = threshold - 1.0;
    double of = Math.max(1, samples * rate / fewer);
    double repeats = samples - fewer * (1 - Math.pow(1 - 1 / rate, of));
    return atLeast((int) Math.min(1 << 20, (long) samples - seen.low95()) + 1, repeats);
  }

  boolean isScan() {
    return distinct >= floor && lower() >= threshold;
  }

  /// The rate of probes below which a scan is missed in more than one of twenty windows.
  double slowestVisiblePerSecond(double windowSeconds) {
    int needed = floor;
    while (needed * rate * (1 - error(needed, true, rate)) < threshold) {
      needed++;
    }
    return expectedFor(needed) * rate / windowSeconds;
  }

  /// The mean of a Poisson variable that is at least `count` in 95 % of the cases.
  static double expectedFor(int count) {
    double low = 0;
    double high = 2.0 * count + 10;
    for (int i = 0; i < 50; i++) {
      double mean = (low + high) / 2;
      if (atLeast(count, mean) < 0.95) {
        low = mean;
      } else {
        high = mean;
      }
    }
    return high;
  }

  /// The probability that a Poisson variable is at least `count`.
  static double atLeast(int count, double mean) {
    double term = Math.exp(-mean);
    double below = 0;
    for (int k = 0; k < count; k++) {
      below += term;
      term *= mean / (k + 1);
    }
    return 1 - below;
  }
}
