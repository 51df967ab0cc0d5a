package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// One option of an IPv4 or TCP header.
///
/// Source: RFC 791, section 3.1; RFC 9293, section 3.1. End of list (0) and no operation (1), which
/// only pad, are left out.
///
/// @param kind the option's first byte
/// @param data the bytes after kind and length, in lower-case hex
public record HeaderOption(int kind, String data) {

  /// Reads options until their end; one whose length lies ends the list.
  static List<HeaderOption> read(MemorySegment s, long at, int length) {
    if (length == 0) {
      return List.of();
    }
    var options = new ArrayList<HeaderOption>();
    int position = 0;
    while (position < length) {
      int kind = Wire.u8(s, at + position);
      if (kind == 0) {
        break;
      }
      if (kind == 1) {
        position++;
        continue;
      }
      int size = position + 1 < length ? Wire.u8(s, at + position + 1) : 0;
      if (size < 2 || size > length - position) {
        break;
      }
      options.add(new HeaderOption(kind, Wire.hex(s, at + position + 2, size - 2)));
      position += size;
    }
    return List.copyOf(options);
  }
}
