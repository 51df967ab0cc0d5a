package io.cistern.flowtrack;

/// Samples in one long, so that they are counted by one addition: all of them in the low half,
/// those whose sampling rate is not known in the high one. Sums of such longs are such longs.
final class SampleCount {
  private static final long ONE = 1;
  private static final long ONE_UNSCALED = 1L << 32 | 1;

  private SampleCount() {}

  /// One sample that stands for so many packets, 0 where that is not known.
  static long of(long packets) {
    return packets == 0 ? ONE_UNSCALED : ONE;
  }

  static long all(long count) {
    return count & 0xffffffffL;
  }

  static long unscaled(long count) {
    return count >>> 32;
  }
}
