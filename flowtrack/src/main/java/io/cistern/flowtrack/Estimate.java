package io.cistern.flowtrack;

/// How much traffic some samples stand for, and how sure that is.
///
/// Source: sampling theory of sFlow ("Packet Sampling Basics"): with c samples at rates N of frames
/// of b bytes, packets are estimated as ΣN and bytes as ΣN·b.
///
/// @param samples c, the samples that were counted
/// @param packets the estimate ΣN
/// @param bytes the estimate ΣN·b, b being the frame on the wire less its FCS
/// @param packetsError95 half the 95 % interval as a fraction of `packets`: 1.96/√c, and 0 where
///   every packet was seen (N = 1) or none
/// @param bytesError95 half the 95 % interval as a fraction of `bytes`: 1.96·√(ΣN(N−1)b²)/ΣN·b
public record Estimate(
    long samples, long packets, long bytes, double packetsError95, double bytesError95) {
  /// Nothing was seen.
  public static final Estimate ZERO = new Estimate(0, 0, 0, 0, 0);

  static final double Z95 = 1.96;

  /// Makes an estimate from the four sums that are kept of samples.
  ///
  /// @param samples c
  /// @param packets ΣN
  /// @param bytes ΣN·b
  /// @param variance ΣN(N−1)b²
  /// @return the estimate with its errors
  public static Estimate of(long samples, long packets, long bytes, double variance) {
    return new Estimate(
        samples,
        packets,
        bytes,
        packets <= samples ? 0 : Z95 / Math.sqrt((double) samples),
        bytes <= 0 ? 0 : Z95 * Math.sqrt(variance) / bytes);
  }

  /// The lower 95 % bound of the bytes: what is surely there.
  ///
  /// @return bytes, never negative
  long surelyBytes() {
    return (long) (bytes * Math.max(0, 1 - bytesError95));
  }

  /// ΣN(N−1)b², from which the error of the bytes was made.
  double variance() {
    double deviation = bytesError95 * bytes / Z95;
    return deviation * deviation;
  }

  Estimate plus(Estimate other) {
    return of(
        samples + other.samples,
        packets + other.packets,
        bytes + other.bytes,
        variance() + other.variance());
  }
}
