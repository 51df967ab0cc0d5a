package io.cistern.flowtrack;

/// The normal distribution.
final class Normal {
  private Normal() {}

  /// The probability that a normal variable lies above a value. Absolute error below 1e-7.
  ///
  /// Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.2.17.
  static double probabilityAbove(double value, double mean, double deviation) {
    if (deviation <= 0) {
      return mean >= value ? 1 : 0;
    }
    double z = (value - mean) / deviation;
    double tail = upperTail(Math.abs(z));
    return z >= 0 ? tail : 1 - tail;
  }

  private static double upperTail(double z) {
    double t = 1 / (1 + 0.2316419 * z);
    double series =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
  }
}
