package io.cistern.sflow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Single numbers of a record, read where they stand. Allocation-free.
final class Numbers {
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private Numbers() {}

  /// A number as [Structure#readNumbers] gives it; 0 where the type is none of a number.
  static long read(MemorySegment segment, long at, WireType type) {
    return switch (type) {
      case U32 -> u32(segment, at);
      case U64 -> segment.get(LONG, at);
      case I32 -> segment.get(INT, at);
      case F32 -> Double.doubleToRawLongBits(Float.intBitsToFloat(segment.get(INT, at)));
      case F64 -> segment.get(LONG, at);
      case OCTET -> segment.get(ValueLayout.JAVA_BYTE, at) & 0xff;
      case MAC, IPV4, IPV6, ADDRESS, TEXT, OPAQUE, UUID, LIST, RECORDS, TO_END -> 0;
    };
  }

  static long u32(MemorySegment segment, long at) {
    return segment.get(INT, at) & 0xffff_ffffL;
  }

  /// Whether the agent knows the number: all bits set, -1 and what is not a number say that it does
  /// not.
  static boolean isKnown(FieldKind kind, WireType type, long value) {
    if (kind == FieldKind.STATE) {
      return true;
    }
    return switch (type) {
      case U32 -> value != 0xffff_ffffL;
      case U64, I32 -> value != -1;
      case F32, F64 -> {
        double number = Double.longBitsToDouble(value);
        yield number != -1 && !Double.isNaN(number);
      }
      case OCTET, MAC, IPV4, IPV6, ADDRESS, TEXT, OPAQUE, UUID, LIST, RECORDS, TO_END -> true;
    };
  }
}
