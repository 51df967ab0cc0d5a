package io.cistern.app.agents;

/// One direction of an interface's [Coverage]. Allocation-free; belongs to one shard thread.
///
/// Samples count for the time between two counters samples, so that both speak of the same packets
/// but for those under way at its ends.
final class CoveredWay {
  private static final double Z95 = 1.96;
  private static final int FCS_BYTES = 4;
  private static final int SAMPLES_FOR_FCS = 30;
  private static final long MASK_32 = 0xffffffffL;

  /// Sums over samples.
  private static final class Sums {
    long samples;
    double packets;
    double packetVariance;
    double bytes;
    double variance;
    double sizes; // of frames, unweighted
    double squares;

    void add(Sums other) {
      samples += other.samples;
      packets += other.packets;
      packetVariance += other.packetVariance;
      bytes += other.bytes;
      variance += other.variance;
      sizes += other.sizes;
      squares += other.squares;
    }

    void clear() {
      samples = 0;
      packets = 0;
      packetVariance = 0;
      bytes = 0;
      variance = 0;
      sizes = 0;
      squares = 0;
    }
  }

  private final Sums pending = new Sums();
  private final Sums sums = new Sums();
  private boolean unknown;
  private double countedBytes;
  private double countedPackets;
  private boolean countsPackets = true;
  private boolean fcs;
  private long octets = -1;
  private long packets = -1;

  /// A packet of `frameBytes` was sampled at 1 in `rate`; 0 not known.
  void sampled(long rate, long frameBytes) {
    if (rate <= 0) {
      unknown = true; // nobody knows how much passed until the next counters
      return;
    }
    pending.samples++;
    pending.packets += rate;
    pending.packetVariance += (double) rate * (rate - 1);
    pending.bytes += (double) rate * frameBytes;
    pending.variance += (double) rate * (rate - 1) * frameBytes * frameBytes;
    pending.sizes += frameBytes;
    pending.squares += (double) frameBytes * frameBytes;
  }

  /// The interface's counters stand at these, or are unknown: -1.
  ///
  /// @param nowPackets all kinds together
  void counted(long nowOctets, long nowPackets, boolean isContinued) {
    if (isContinued && !unknown && octets >= 0 && nowOctets >= octets) {
      sums.add(pending);
      countedBytes += nowOctets - octets;
      countsPackets &= packets >= 0 && nowPackets >= 0;
      countedPackets += nowPackets - packets & MASK_32;
      fcs |= showsFcs();
    }
    octets = nowOctets;
    packets = nowPackets;
    unknown = false;
    pending.clear();
  }

  private boolean showsFcs() {
    if (!countsPackets || countedPackets == 0 || sums.samples < SAMPLES_FOR_FCS) {
      return false;
    }
    double chance = Z95 * Math.sqrt(sums.packetVariance);
    if (Math.abs(sums.packets - countedPackets) > chance) {
      return false;
    }
    double mean = sums.sizes / sums.samples;
    double spread = Math.sqrt(Math.max(0, sums.squares / sums.samples - mean * mean));
    double error = Z95 * spread / Math.sqrt(sums.samples);
    double more = countedBytes / countedPackets - sums.bytes / sums.packets;
    return error < FCS_BYTES / 2.0 && Math.abs(more - FCS_BYTES) < FCS_BYTES / 2.0;
  }

  long samples() {
    return sums.samples;
  }

  double packets() {
    return sums.packets;
  }

  double bytes() {
    return sums.bytes;
  }

  double variance() {
    return sums.variance;
  }

  double countedBytes() {
    return countedBytes;
  }

  /// Whether the counter of bytes has been seen to have the frame check sequence.
  boolean hasFcs() {
    return fcs;
  }
}
