package io.cistern.flowtrack;

/// Whether the rates of a target are a flood.
///
/// @param packets the rate a second
/// @param packetError half its 95 % interval
/// @param bits the rate a second
/// @param bitError half its 95 % interval
/// @param packetLimit the packet rate that applies
/// @param bitLimit the bit rate that applies
/// @param isSurge whether the rate is above a multiple of the hour's average
/// @param samples what the rates rest on
record FloodVerdict(
    double packets,
    double packetError,
    double bits,
    double bitError,
    double packetLimit,
    double bitLimit,
    boolean isSurge,
    double samples) {
  private static final double FEWEST_SAMPLES = 10;
  private static final double FEWEST_OF_A_SURGE = 100;
  private static final double SURGE_SHARE = 0.1;

  static FloodVerdict of(
      TargetTable table, int row, double factor, FloodOptions options, long now) {
    double packets = table.perSecond(row, TargetTable.PACKETS);
    double packetError = table.error(row, TargetTable.PACKET_VARIANCE);
    double bits = 8 * table.perSecond(row, TargetTable.BYTES);
    double bitError = 8 * table.error(row, TargetTable.BYTE_VARIANCE);
    double packetLimit = options.packetsPerSecond() * factor;
    double bitLimit = options.bitsPerSecond() * factor;
    double surgePackets =
        Math.max(
            packetLimit * SURGE_SHARE,
            options.surgeFactor() * table.hourly(row, TargetTable.HOUR_PACKETS, now));
    double surgeBits =
        Math.max(
            bitLimit * SURGE_SHARE,
            options.surgeFactor() * 8 * table.hourly(row, TargetTable.HOUR_BYTES, now));
    boolean isSurge =
        table.samples(row) >= FEWEST_OF_A_SURGE
            && (packets - packetError > surgePackets || bits - bitError > surgeBits);
    return new FloodVerdict(
        packets,
        packetError,
        bits,
        bitError,
        isSurge ? Math.min(packetLimit, surgePackets) : packetLimit,
        isSurge ? Math.min(bitLimit, surgeBits) : bitLimit,
        isSurge,
        table.samples(row));
  }

  boolean isFlood() {
    return samples >= FEWEST_SAMPLES
        && (packets - packetError > packetLimit || bits - bitError > bitLimit);
  }

  /// Whether it may still go on: some upper bound is at least half of what makes a flood.
  boolean isHigh() {
    return packets + packetError >= packetLimit / 2 || bits + bitError >= bitLimit / 2;
  }

  /// The probability that one of the rates is above its limit.
  double confidence() {
    return Math.max(
        Normal.probabilityAbove(packetLimit, packets, packetError / Estimate.Z95),
        Normal.probabilityAbove(bitLimit, bits, bitError / Estimate.Z95));
  }
}
