package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// One option of a GENEVE header.
///
/// Source: RFC 8926, section 3.5.
///
/// @param optionClass who defined it (IANA)
/// @param type type in that class; 0x80 is set where it must be understood
/// @param data the bytes after the option's header, in lower-case hex
public record GeneveOption(int optionClass, int type, String data) {
  private static final int HEADER_LENGTH = 4;

  /// Reads options until their end; one whose length lies ends the list.
  static List<GeneveOption> read(MemorySegment s, long at, int length) {
    if (length == 0) {
      return List.of();
    }
    var options = new ArrayList<GeneveOption>();
    int position = 0;
    while (length - position >= HEADER_LENGTH) {
      long option = at + position;
      int size = (Wire.u8(s, option + 3) & 31) << 2;
      position += HEADER_LENGTH + size;
      if (position > length) {
        break;
      }
      String data = Wire.hex(s, option + HEADER_LENGTH, size);
      options.add(new GeneveOption(Wire.u16(s, option), Wire.u8(s, option + 2), data));
    }
    return List.copyOf(options);
  }
}
