package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The first 8 bytes of an IGMP message.
///
/// Source: RFC 3376, section 4; RFC 2236.
///
/// | offset | size | field                                                     |
/// |-------:|-----:|-----------------------------------------------------------|
/// |      0 |    1 | type: 0x11 query, 0x16 and 0x22 reports, 0x17 leave       |
/// |      1 |    1 | longest time to answer, in tenths of a second             |
/// |      2 |    2 | checksum                                                  |
/// |      4 |    4 | group; in a report of version 3 the number of its records |
///
/// @param type message type
/// @param responseTime longest time to answer, coded
/// @param checksum checksum, not verified
/// @param group the four bytes at offset 4
public record Igmp(int type, int responseTime, int checksum, IpAddress group) implements Layer {
  static final int LENGTH = 8;

  static Igmp read(MemorySegment s, long at) {
    return new Igmp(
        Wire.u8(s, at), Wire.u8(s, at + 1), Wire.u16(s, at + 2), IpAddress.v4(Wire.i32(s, at + 4)));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.IGMP;
  }
}
