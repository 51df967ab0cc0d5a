package io.cistern.flowtrack;

/// How many distinct marks there were, from the highest rank of each register.
///
/// Source: Flajolet, Fusy, Gandouet, Meunier, "HyperLogLog", 2007; the estimator is the improved
/// one of Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", 2017, which has
/// no seam between small and large numbers. Marks are 64-bit hashes, so that large numbers need no
/// correction.
final class HyperLogLog {
  private static final double LN2 = Math.log(2);
  private static final double[] POWERS = new double[66]; // of one half

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Math.scalb(1.0, -i);
    }
  }

  private HyperLogLog() {}

  /// The standard error of an estimate of any size, as a fraction of it.
  static double relativeError(int registers) {
    return 1.04 / Math.sqrt(registers);
  }

  /// The standard error of an estimate, as a fraction of it. Of few marks a register the estimate
  /// is better: the error begins at 1/√(2·registers), as that of linear counting does. Measured at
  /// 33 to 65,536 marks in 256 registers, this is within 3 % of it.
  static double relativeError(double distinct, int registers) {
    return relativeError(registers) * (1 - 0.32 / (1 + 0.39 * distinct / registers));
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
    if (empty == registers) {
      return 0;
    }
    double all = sum - empty + registers * sigma((double) empty / registers);
    return Math.round(registers * (double) registers / (2 * LN2 * all));
  }

  /// x + Σ x^(2^k)·2^(k−1), Ertl's sigma, for x below 1.
  private static double sigma(double x) {
    double power = x;
    double weight = 1;
    double sum = x;
    double before;
    do {
      before = sum;
      power *= power;
      sum += power * weight;
      weight += weight;
    } while (sum != before);
    return sum;
  }
}
