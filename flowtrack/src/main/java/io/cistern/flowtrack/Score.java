package io.cistern.flowtrack;

/// The interval of a number of packets, from the samples of them: the score interval.
///
/// Source: Wilson, "Probable inference, the law of succession, and statistical inference", 1927,
/// carried over to a sum of weights. P packets of which each is sampled with 1/N make a sum W = ΣN
/// with mean P and variance P·(N−1). The interval is every P that W does not contradict, (W−P)² <=
/// z²·P·k with k = ΣN(N−1)/W, which is N−1 for one rate; so its upper end is above 0 for no sample
/// at all, its lower end never below 0, and at N = 1 it is exact.
final class Score {
  private static final double Z2 = Estimate.Z95 * Estimate.Z95;

  private Score() {}

  /// The lower 97.5 % bound.
  ///
  /// @param sum W
  /// @param spread k
  static double low(double sum, double spread) {
    return Math.max(0, middle(sum, spread) - half(sum, spread));
  }

  /// The upper 97.5 % bound.
  static double high(double sum, double spread) {
    return middle(sum, spread) + half(sum, spread);
  }

  static Interval interval(double sum, double spread) {
    return Interval.of(sum, low(sum, spread), high(sum, spread));
  }

  private static double middle(double sum, double spread) {
    return sum + Z2 * spread / 2;
  }

  private static double half(double sum, double spread) {
    return Estimate.Z95 * Math.sqrt(spread * (sum + Z2 * spread / 4));
  }

  /// The upper 97.5 % bound of a share, of which some of a few were seen.
  static double highShare(int some, int of) {
    if (some >= of) {
      return 1;
    }
    double share = (double) some / of;
    double middle = share + Z2 / (2 * of);
    double half = Estimate.Z95 * Math.sqrt(share * (1 - share) / of + Z2 / (4.0 * of * of));
    return Math.min(1, (middle + half) / (1 + Z2 / of));
  }
}
