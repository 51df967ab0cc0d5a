package io.cistern.flowtrack;

/// How many distinct values were sampled in the window, by HyperLogLog. Immutable.
///
/// Values that no sample showed are not counted: for N > 1 the number bounds the truth from below,
/// and no formula makes more of it.
public final class DistinctCount {
  /// Registers of a counter.
  static final int REGISTERS = 4096;

  /// Nothing was seen.
  public static final DistinctCount ZERO = new DistinctCount(new byte[REGISTERS], 0);

  private final byte[] ranks;
  private final long seed;
  private final long estimate;

  DistinctCount(byte[] ranks, long seed) {
    this.ranks = ranks;
    this.seed = seed;
    estimate = HyperLogLog.estimate(ranks, 0, ranks.length);
  }

  /// The number of distinct values.
  ///
  /// @return about as many as were sampled
  public long estimate() {
    return estimate;
  }

  /// Half the 95 % interval of the number of distinct *sampled* values, as a fraction of it.
  ///
  /// @return 3.2 %
  public double error95() {
    return Estimate.Z95 * HyperLogLog.relativeError(REGISTERS);
  }

  /// The distinct values of two counters together. Only counters of trackers with the same seed
  /// ([FlowTrackerOptions#seed()]) can be united; of others the larger is taken.
  DistinctCount union(DistinctCount other) {
    if (estimate == 0 || other.estimate == 0 || seed != other.seed) {
      return estimate >= other.estimate ? this : other;
    }
    var union = new byte[REGISTERS];
    for (int i = 0; i < REGISTERS; i++) {
      union[i] = (byte) Math.max(ranks[i], other.ranks[i]);
    }
    return new DistinctCount(union, seed);
  }

  /// The estimate in words.
  @Override
  public String toString() {
    return "about " + estimate;
  }
}
