package io.cistern.flowtrack;

/// The seed of a randomised test: `-Dcistern.seed=` or a fresh one, printed either way.
final class Seeds {
  private Seeds() {}

  static long seed(String test) {
    String given = System.getProperty("cistern.seed");
    long seed = given == null ? System.nanoTime() : Long.parseLong(given);
    System.out.println(test + ": -Dcistern.seed=" + seed);
    return seed;
  }

  static FlowTrackerOptions small(long seed) {
    return FlowTrackerOptions.builder()
        .flowCapacity(1 << 12)
        .topCapacity(256)
        .seed(seed)
        .scan(ScanOptions.builder().capacity(1 << 10).build())
        .build();
  }
}
