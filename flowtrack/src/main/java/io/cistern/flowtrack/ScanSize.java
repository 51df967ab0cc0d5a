package io.cistern.flowtrack;

/// How large a scan is: its probes and its distinct targets, each as seen and as estimated.
///
/// @param probes packets that probe
/// @param targets distinct hosts or ports they went to
record ScanSize(Tally probes, Tally targets) {
  /*
   * Probes are packets, and packets can be scaled: n samples at 1 in N, the score interval.
   *
   * Distinct targets seen are counted up to 32; beyond, HyperLogLog's error is their interval.
   *
   * Distinct targets in all cannot be had by scaling, since nobody tells how many probes a target
   * got: 125 samples of 2,000 probes at 1 in 16 may be of 2,000 ports, or of 1,000 that were tried
   * twice, and look all but alike. What can be said:
   *
   * - At least those that were seen. This holds however the samples were drawn.
   * - At most as many as there were probes, or as there are addresses or ports.
   * - At most d + (N-1) f, d being seen and f of them just once. A target with k probes, each
   *   sampled with p = 1/N = 1-q, adds 1-q^k to the mean of d and k p q^(k-1) to that of f:
   *   together 1 + (k-1) q^k, which is never less than the one it is. This is the first of
   *   Bonferroni's inequalities; the next, from below, has the variance of N^2 times the targets
   *   seen twice, and says no more than the first point does. It supposes that the sampling does
   *   not follow the order of the targets.
   *
   * f is known of a list. Where there is a summary, the list goes on with the 32 smallest hashes, a
   * fair sample of the targets seen; the upper bound of its share of f takes f's place.
   *
   * The single figure supposes that every target got the same number of probes, k: the share of f
   * is then k p q^(k-1) / (1-q^k). It is 1 for k = 1.
   *
   * Source: Good and Toulmin, "The number of new species, and the increase in population coverage,
   * when a sample is increased", Biometrika 1956; Chao, "Nonparametric estimation of the number of
   * classes in a population", 1984.
   */
  static final ScanSize NONE = new ScanSize(Tally.exactly(0), Tally.exactly(0));

  /// The size that some evidence shows.
  ///
  /// @param most how many targets there can be
  static ScanSize of(Evidence evidence, long now, long step, long windowMillis, long most) {
    var seen = evidence.seen(now, step, windowMillis);
    long samples = evidence.probes();
    double sum = (double) evidence.scaledProbes();
    double spread = sum <= 0 ? 0 : evidence.probeVariance() / sum;
    var probes = new Tally(Interval.exactly(samples), Score.interval(sum, spread));
    return new ScanSize(probes, new Tally(seen, targets(evidence, seen, probes, most)));
  }

  private static Interval targets(Evidence evidence, Interval seen, Tally probes, long most) {
    double samples = (double) probes.seen().value();
    double all = (double) evidence.scaledProbes();
    double rate = samples == 0 ? 1 : all / samples;
    if (rate <= 1) {
      return seen;
    }
    double spread = evidence.probeVariance() / all;
    int listed = evidence.inList();
    int once = evidence.onceInList();
    double share =
        evidence.isCounted() ? (double) once / listed : Score.highShare(once, Math.max(1, listed));
    double ceiling = seen.high95() * (1 - share) + Score.high(seen.high95() * share * rate, spread);
    double high = Math.min(Math.min(ceiling, (double) probes.estimated().high95()), (double) most);
    double value = all / probesOfEach((double) once / Math.max(1, listed), rate, all);
    return Interval.of(value, (double) seen.low95(), Math.max(high, (double) seen.high95()));
  }

  /// The number of probes of every target at which so large a share of those seen is seen just
  /// once.
  private static double probesOfEach(double share, double rate, double most) {
    double low = 1;
    double high = Math.max(1, most);
    for (int i = 0; i < 60 && high - low > 1e-9 * high; i++) {
      double k = Math.sqrt(low * high);
      if (shareOfOnce(k, rate) > share) {
        low = k;
      } else {
        high = k;
      }
    }
    return low;
  }

  private static double shareOfOnce(double k, double rate) {
    double none = Math.pow(1 - 1 / rate, k);
    return k / (rate - 1) * none / (1 - none);
  }
}
