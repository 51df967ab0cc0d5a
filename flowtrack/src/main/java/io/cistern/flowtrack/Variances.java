package io.cistern.flowtrack;

/// The variances of a flow's estimate, ΣN(N−1) of its packets and ΣN(N−1)b² of its bytes, as two
/// floats in one long. Allocation-free.
///
/// A float holds the sum of ten million equal numbers to a few per cent, whose error is then 0.06
/// %: enough for an error of an error.
final class Variances {
  private static final float MOST = 1e37f; // rates and lengths come from the wire: no infinity

  private Variances() {}

  /// The sums and a sample more.
  static long plus(long variances, double packets, double bytes) {
    float p = Math.min(MOST, packets(variances) + (float) packets);
    float b = Math.min(MOST, bytes(variances) + (float) bytes);
    return (long) Float.floatToRawIntBits(p) << 32 | Float.floatToRawIntBits(b) & 0xffffffffL;
  }

  static float packets(long variances) {
    return Float.intBitsToFloat((int) (variances >>> 32));
  }

  static float bytes(long variances) {
    return Float.intBitsToFloat((int) variances);
  }
}
