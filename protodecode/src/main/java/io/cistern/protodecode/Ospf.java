package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The header of an OSPF packet.
///
/// Source: RFC 2328, section A.3.1; RFC 5340, section A.3.1.
///
/// | offset | size | field                                                |
/// |-------:|-----:|------------------------------------------------------|
/// |      0 |    1 | version, 2 or 3                                      |
/// |      1 |    1 | type                                                 |
/// |      2 |    2 | length with this header                              |
/// |      4 |    4 | router                                               |
/// |      8 |    4 | area                                                 |
/// |     12 |    2 | checksum                                             |
/// |     14 | 2/10 | version 2: authentication; version 3: instance and 0 |
///
/// @param version 2 or 3
/// @param type 1 hello, 2 database description, 3 link state request, 4 update, 5 acknowledgment
/// @param length bytes with this header, as the wire says
/// @param router identifier of the router
/// @param area identifier of the area
public record Ospf(int version, int type, int length, IpAddress router, IpAddress area)
    implements Layer {
  static int length(int version) {
    return version == 2 ? 24 : 16;
  }

  static Ospf read(MemorySegment s, long at) {
    return new Ospf(
        Wire.u8(s, at),
        Wire.u8(s, at + 1),
        Wire.u16(s, at + 2),
        IpAddress.v4(Wire.i32(s, at + 4)),
        IpAddress.v4(Wire.i32(s, at + 8)));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.OSPF;
  }
}
