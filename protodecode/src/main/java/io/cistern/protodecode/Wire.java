package io.cistern.protodecode;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads the unsigned big-endian integers of packet headers. Allocation-free but for [#hex].
final class Wire {
  private static final ValueLayout.OfShort SHORT =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  private Wire() {}

  static int u8(MemorySegment segment, long at) {
    return segment.get(JAVA_BYTE, at) & 0xFF;
  }

  static int u16(MemorySegment segment, long at) {
    return segment.get(SHORT, at) & 0xFFFF;
  }

  static int i32(MemorySegment segment, long at) {
    return segment.get(INT, at);
  }

  static long u32(MemorySegment segment, long at) {
    return segment.get(INT, at) & 0xFFFF_FFFFL;
  }

  static long u48(MemorySegment segment, long at) {
    return u32(segment, at) << 16 | u16(segment, at + 4);
  }

  static long i64(MemorySegment segment, long at) {
    return segment.get(LONG, at);
  }

  /// Bytes in lower-case hex. Allocates.
  static String hex(MemorySegment segment, long at, int length) {
    if (length <= 0) {
      return "";
    }
    byte[] text = new byte[2 * length];
    for (int i = 0; i < length; i++) {
      int value = u8(segment, at + i);
      text[2 * i] = DIGITS[value >> 4];
      text[2 * i + 1] = DIGITS[value & 15];
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
