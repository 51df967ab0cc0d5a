package io.cistern.app.flows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Numbers as XDR has them, big-endian. Allocation-free.
final class Words {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private Words() {}

  static long u32(MemorySegment segment, long at) {
    return segment.get(INT, at) & 0xffffffffL;
  }

  static long i64(MemorySegment segment, long at) {
    return segment.get(LONG, at);
  }

  /// The first 48 bits; two bytes more are not read.
  static long u48(MemorySegment segment, long at) {
    return u32(segment, at) << 16 | segment.get(INT, at + 2) & 0xffff;
  }
}
