package io.cistern.app.agents;

import org.jspecify.annotations.Nullable;

/// Holds what an interface's samples say that passed against what its counters say, so that wrong
/// sampling rates and lost samples show: samples of what came in against the counters of what came
/// in, of what went out against those of what went out. A direction that is not sampled takes no
/// part. Belongs to one shard thread.
///
/// Some counters of bytes have the frame check sequence, which samples do not have: that shows
/// where both agree on packets and differ by four bytes a packet, and is taken into account.
public final class Coverage {
  /// The outcome so far.
  ///
  /// @param ratio bytes by samples over bytes by counters
  /// @param error95 the 95 % error of the bytes by samples, a fraction
  /// @param samples those that took part
  public record Ratio(double ratio, double error95, long samples) {}

  private static final double Z95 = 1.96;
  private static final int FCS_BYTES = 4;

  final CoveredWay in = new CoveredWay();
  final CoveredWay out = new CoveredWay();

  /// The outcome, or null while either side has nothing to say.
  @Nullable Ratio ratio() {
    long samples = 0;
    double bytes = 0;
    double counted = 0;
    double variance = 0;
    for (CoveredWay way : new CoveredWay[] {in, out}) {
      if (way.samples() > 0) {
        samples += way.samples();
        bytes += way.bytes() + (way.hasFcs() ? FCS_BYTES * way.packets() : 0);
        counted += way.countedBytes();
        variance += way.variance();
      }
    }
    return samples == 0 || counted == 0
        ? null
        : new Ratio(bytes / counted, Z95 * Math.sqrt(variance) / bytes, samples);
  }
}
