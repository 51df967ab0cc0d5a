package io.cistern.benchmarks;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The least that reading a header can take: Ethernet, VLAN tags, IP and transport by hand, summed
/// up instead of kept, with no tunnels, no extension headers, no place of a layer and no reason to
/// stop. What a decoder adds to it is what it costs.
final class BareLoop {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private BareLoop() {}

  static long read(MemorySegment s, long offset, int length) {
    if (length < 14) {
      return 0;
    }
    long sum = s.get(LONG, offset) + s.get(INT, offset + 8);
    int type = s.get(SHORT, offset + 12) & 0xFFFF;
    int position = 14;
    while ((type == 0x8100 || type == 0x88A8) && position + 4 <= length) {
      sum += s.get(SHORT, offset + position);
      type = s.get(SHORT, offset + position + 2) & 0xFFFF;
      position += 4;
    }
    return switch (type) {
      case 0x0800 -> sum + ipv4(s, offset + position, length - position);
      case 0x86DD -> sum + ipv6(s, offset + position, length - position);
      default -> sum;
    };
  }

  private static long ipv4(MemorySegment s, long at, int length) {
    if (length < 20) {
      return 0;
    }
    long first = s.get(LONG, at);
    long second = s.get(LONG, at + 8);
    long sum = first + second + s.get(INT, at + 16);
    int header = (int) (first >>> 56 & 15) << 2;
    return (first & 0x1FFF) != 0
        ? sum
        : sum + transport(s, at + header, length - header, (int) (second >>> 48) & 0xFF);
  }

  private static long ipv6(MemorySegment s, long at, int length) {
    if (length < 40) {
      return 0;
    }
    long first = s.get(LONG, at);
    long addresses =
        s.get(LONG, at + 8) + s.get(LONG, at + 16) + s.get(LONG, at + 24) + s.get(LONG, at + 32);
    return first + addresses + transport(s, at + 40, length - 40, (int) (first >>> 8) & 0xFF);
  }

  private static long transport(MemorySegment s, long at, int length, int protocol) {
    return switch (protocol) {
      case 6 -> length < 20 ? 0 : s.get(INT, at) + s.get(SHORT, at + 12);
      case 17 -> length < 8 ? 0 : s.get(LONG, at);
      case 1, 58 -> length < 8 ? 0 : s.get(SHORT, at);
      default -> 0;
    };
  }
}
