package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// An ERSPAN header behind GRE. Type I has no bytes of its own, the bare frame follows GRE.
///
/// Source: draft-foschiano-erspan-03, sections 4.2 and 4.3.
///
/// | offset | size | field                                                                                                 |
/// |-------:|-----:|-------------------------------------------------------------------------------------------------------|
/// |      0 |    2 | version 1 (type II) or 2 (type III), VLAN (12 bits)                                                   |
/// |      2 |    2 | class of service (3 bits), 2 bits, truncated (0x0400), session (10 bits)                              |
/// |      4 |    4 | type II: port index (20 bits)                                                                         |
/// |      4 |    4 | type III: timestamp                                                                                   |
/// |      8 |    4 | type III: security group (16 bits), frame type and hardware (16 bits), platform header follows (0x01) |
/// |     12 |  0/8 | type III: platform header                                                                             |
///
/// @param type 1, 2 or 3; of type 1 nothing else is known: numbers are -1
/// @param vlan VLAN of the mirrored frame
/// @param classOfService 0 to 7
/// @param truncated whether the mirrored frame was cut
/// @param session which mirror session the frame is of, 10 bits
/// @param index port index of type II, timestamp of type III, unsigned
public record Erspan(
    int type, int vlan, int classOfService, boolean truncated, int session, long index)
    implements Layer {
  static final int LENGTH = 8;
  static final int LENGTH_III = 12;
  static final int TYPE_II = 1;
  static final int TYPE_III = 2;
  static final int IP_PACKET = 2;

  static int length(int lastByte) {
    return (lastByte & 1) == 0 ? LENGTH_III : LENGTH_III + 8;
  }

  static Erspan read(MemorySegment s, long at, int length) {
    if (length == 0) {
      return new Erspan(1, -1, -1, false, -1, -1);
    }
    int first = Wire.i32(s, at);
    int type = first >>> 28;
    return new Erspan(
        type + 1,
        first >>> 16 & 0xFFF,
        first >>> 13 & 7,
        (first & 0x400) != 0,
        first & 0x3FF,
        type == TYPE_II ? Wire.i32(s, at + 4) & 0xF_FFFF : Wire.u32(s, at + 4));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.ERSPAN;
  }
}
