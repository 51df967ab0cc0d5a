package io.cistern.app.agents;

import org.jspecify.annotations.Nullable;

/// Holds what an interface's samples say that came in against what its counters say, so that wrong
/// sampling rates and lost samples show. Belongs to one shard thread.
///
/// Samples count for the time between two counters samples, so that both speak of the same packets
/// but for those under way at its ends.
public final class Coverage {
  private static final double Z95 = 1.96;

  /// The outcome so far.
  ///
  /// @param ratio bytes by samples over bytes by counters
  /// @param error95 the 95 % error of the bytes by samples, a fraction
  /// @param samples those that took part
  public record Ratio(double ratio, double error95, long samples) {}

  private long pendingSamples;
  private double pendingBytes;
  private double pendingVariance;
  private long samples;
  private double bytes;
  private double variance;
  private double countedBytes;
  private long octets = -1;

  /// A packet of `frameBytes` was sampled at 1 in `rate` as it came in.
  void sampled(long rate, long frameBytes) {
    pendingSamples++;
    pendingBytes += (double) rate * frameBytes;
    pendingVariance += (double) rate * (rate - 1) * frameBytes * frameBytes;
  }

  /// The interface's counter of bytes that came in stands at `now`, or is unknown: -1.
  void counted(long now, boolean isContinued) {
    if (isContinued && octets >= 0 && now >= octets) {
      samples += pendingSamples;
      bytes += pendingBytes;
      variance += pendingVariance;
      countedBytes += now - octets;
    }
    octets = now;
    pendingSamples = 0;
    pendingBytes = 0;
    pendingVariance = 0;
  }

  /// The outcome, or null while either side has nothing to say.
  @Nullable Ratio ratio() {
    return samples == 0 || countedBytes == 0
        ? null
        : new Ratio(bytes / countedBytes, Z95 * Math.sqrt(variance) / bytes, samples);
  }
}
