package io.cistern.flowtrack;

/// How much traffic some samples stand for, and how sure that is.
///
/// Source: sampling theory of sFlow ("Packet Sampling Basics"): with c samples at rates N of frames
/// of b bytes, packets are estimated as ΣN and bytes as ΣN·b.
///
/// @param samples c, the samples that were counted, those of unknown rate too
/// @param packets the estimate ΣN
/// @param bytes the estimate ΣN·b, b being the frame on the wire less its FCS
/// @param packetsError95 half the 95 % interval as a fraction of `packets`: 1.96·√(ΣN(N−1))/ΣN,
///   which is 1.96·√((1−1/N)/c) for one rate N, and 0 where every packet was seen
/// @param bytesError95 half the 95 % interval as a fraction of `bytes`: 1.96·√(ΣN(N−1)b²)/ΣN·b
/// @param unscaledSamples those of `samples` whose rate is not known: how many packets they stand
///   for cannot be said, so they are in neither sum, and where there are any the sums are too low
///   by more than their errors say
public record Estimate(
    long samples,
    long packets,
    long bytes,
    double packetsError95,
    double bytesError95,
    long unscaledSamples) {
  /// Nothing was seen.
  public static final Estimate ZERO = new Estimate(0, 0, 0, 0, 0, 0);

  static final double Z95 = 1.96;

  /// Makes an estimate from the five sums that are kept of samples.
  ///
  /// @param samples c and how many of them are unscaled, as [SampleCount]
  /// @param packets ΣN
  /// @param bytes ΣN·b
  /// @param packetVariance ΣN(N−1)
  /// @param byteVariance ΣN(N−1)b²
  /// @return the estimate with its errors
  static Estimate of(
      long samples, long packets, long bytes, double packetVariance, double byteVariance) {
    return new Estimate(
        SampleCount.all(samples),
        packets,
        bytes,
        error95(packets, packetVariance),
        error95(bytes, byteVariance),
        SampleCount.unscaled(samples));
  }

  private static double error95(long sum, double variance) {
    return sum <= 0 ? 0 : Z95 * Math.sqrt(variance) / sum;
  }

  /// The lower 95 % bound of the bytes: what is surely there.
  ///
  /// @return bytes, never negative
  long surelyBytes() {
    return (long) (bytes * Math.max(0, 1 - bytesError95));
  }

  /// ΣN(N−1), from which the error of the packets was made.
  double packetVariance() {
    return variance(packets, packetsError95);
  }

  /// ΣN(N−1)b², from which the error of the bytes was made.
  double byteVariance() {
    return variance(bytes, bytesError95);
  }

  /// The samples as they are counted.
  long counts() {
    return unscaledSamples << 32 | samples;
  }

  private static double variance(long sum, double error95) {
    double deviation = error95 * sum / Z95;
    return deviation * deviation;
  }

  Estimate plus(Estimate other) {
    return of(
        counts() + other.counts(),
        packets + other.packets,
        bytes + other.bytes,
        packetVariance() + other.packetVariance(),
        byteVariance() + other.byteVariance());
  }
}
