package io.cistern.metricstore;

import java.util.SplittableRandom;

/// Where the tests' randomness comes from: printed, and chosen with `-Dcistern.seed=`.
public final class Seeds {
  private Seeds() {}

  public static SplittableRandom random(String test, long fixed) {
    return new SplittableRandom(seed(test, fixed));
  }

  public static long seed(String test, long fixed) {
    long seed = Long.getLong("cistern.seed", fixed);
    System.out.println(test + ": -Dcistern.seed=" + seed);
    return seed;
  }
}
