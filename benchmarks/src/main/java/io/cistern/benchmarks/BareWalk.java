package io.cistern.benchmarks;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// What the cursor is measured against: the same checks in one bare loop, which keeps nothing.
final class BareWalk {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final long UNSIGNED = 0xffff_ffffL;

  private BareWalk() {}

  static long walk(MemorySegment datagram) {
    long end = datagram.byteSize();
    if (end < 28 || datagram.get(INT, 0) != 5 || datagram.get(INT, 4) != 1) {
      return -1;
    }
    long sum = 0;
    long samples = Math.min(1024, datagram.get(INT, 24) & UNSIGNED);
    long at = 28;
    for (long i = 0; i < samples && end - at >= 8; i++) {
      long words = datagram.get(LONG, at);
      long length = words & UNSIGNED;
      if (length > end - at - 8) {
        return -1;
      }
      if (words >>> 32 == 1 && length >= 32) {
        sum += flow(datagram, at + 8, length);
      }
      at += 8 + (length + 3 & ~3L);
    }
    return sum;
  }

  private static long flow(MemorySegment datagram, long body, long length) {
    long limit = body + length;
    long sum = datagram.get(INT, body + 8) & UNSIGNED;
    long records = Math.min(256, datagram.get(INT, body + 28) & UNSIGNED);
    long at = body + 32;
    for (long i = 0; i < records && limit - at >= 8; i++) {
      long words = datagram.get(LONG, at);
      long size = words & UNSIGNED;
      if (size > limit - at - 8) {
        return -1;
      }
      if (words >>> 32 == 1 && size >= 16) {
        long header = datagram.get(INT, at + 20) & UNSIGNED;
        sum += at + 24 + Math.min(header, size - 16);
      }
      at += 8 + (size + 3 & ~3L);
    }
    return sum;
  }
}
