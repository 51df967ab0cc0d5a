package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// One option of an IPv4 or TCP header.
///
/// Source: RFC 791, section 3.1; RFC 9293, section 3.1. End of list (0) and no operation (1), which
/// only pad, are left out.
///
/// @param kind the option's first byte
/// @param data the bytes after kind and length, in lower-case hex
public record HeaderOption(int kind, String data) {
  private static final int END_OF_LIST = 0;
  private static final int NO_OPERATION = 1;

  /// Reads options until their end; one whose length lies ends the list.
  static List<HeaderOption> read(MemorySegment s, long at, int length) {
    if (length == 0) {
      return List.of();
    }
    var found = new HeaderOption[count(s, at, length)];
    int position = 0;
    for (int i = 0; i < found.length; ) {
      int kind = Wire.u8(s, at + position);
      int size = size(s, at + position, length - position);
      if (kind != NO_OPERATION) {
        found[i++] = new HeaderOption(kind, Wire.hex(s, at + position + 2, size - 2));
      }
      position += size;
    }
    return List.of(found);
  }

  private static int count(MemorySegment s, long at, int length) {
    int count = 0;
    int position = 0;
    while (position < length) {
      int size = size(s, at + position, length - position);
      if (size == 0) {
        break;
      }
      count += Wire.u8(s, at + position) == NO_OPERATION ? 0 : 1;
      position += size;
    }
    return count;
  }

  /// The bytes of the option at a place, 0 where the list ends.
  private static int size(MemorySegment s, long at, int remaining) {
    int kind = Wire.u8(s, at);
    if (kind == NO_OPERATION) {
      return 1;
    }
    int size = kind == END_OF_LIST || remaining < 2 ? 0 : Wire.u8(s, at + 1);
    return size < 2 || size > remaining ? 0 : size;
  }
}
