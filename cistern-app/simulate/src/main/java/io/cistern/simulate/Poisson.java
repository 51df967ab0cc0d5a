package io.cistern.simulate;

import java.util.SplittableRandom;

/// Draws how many packets come where so many are expected.
final class Poisson {
  /// Above this the normal distribution is as good.
  private static final double LARGE = 60;

  private Poisson() {}

  static long draw(SplittableRandom random, double mean) {
    if (mean <= 0) {
      return 0;
    }
    if (mean > LARGE) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    long count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
