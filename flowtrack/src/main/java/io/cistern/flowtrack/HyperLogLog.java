package io.cistern.flowtrack;

/// How many distinct marks there were, from the highest rank of each register.
///
/// Source: Flajolet, Fusy, Gandouet, Meunier, "HyperLogLog", 2007, with linear counting for small
/// numbers. Marks are 64-bit hashes, so that large numbers need no correction.
final class HyperLogLog {
  private static final double[] POWERS = new double[66]; // of one half

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Math.scalb(1.0, -i);
    }
  }

  private HyperLogLog() {}

  /// The standard error of an estimate, as a fraction of it.
  static double relativeError(int registers) {
    return 1.04 / Math.sqrt(registers);
  }

  static double power(int rank) {
    return POWERS[rank];
  }

  static int register(long mark, int registers) {
    return (int) mark & (registers - 1);
  }

  static byte rank(long mark, int registers) {
    return (byte) (Long.numberOfLeadingZeros(mark | registers) + 1);
  }

  /// The estimate for `registers` ranks in `ranks` from `from` on.
  static long estimate(byte[] ranks, int from, int registers) {
    double sum = 0;
    int empty = 0;
    for (int i = from; i < from + registers; i++) {
      sum += POWERS[ranks[i]];
      empty += ranks[i] == 0 ? 1 : 0;
    }
    return estimate(sum, empty, registers);
  }

  /// The estimate from the sum of 2 to the power of minus rank, and the number of empty registers.
  static long estimate(double sum, int empty, int registers) {
    double raw = 0.7213 / (1 + 1.079 / registers) * registers * registers / sum;
    boolean small = raw <= 2.5 * registers && empty > 0;
    return Math.round(small ? registers * Math.log((double) registers / empty) : raw);
  }
}
