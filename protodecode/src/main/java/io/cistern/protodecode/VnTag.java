package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// A VN-Tag, by which Cisco's fabric extenders tell the virtual interfaces of a port apart, behind
/// EtherType 0x8926.
///
/// Source: Cisco's contribution to IEEE 802.1 of 2009, "VN-Tag"; it became IEEE 802.1BR's E-Tag.
///
/// | offset | size | field                                                                        |
/// |-------:|-----:|------------------------------------------------------------------------------|
/// |      0 |    2 | direction, pointer (a bit each), destination interface (14 bits)             |
/// |      2 |    2 | looped, reserved (a bit each), version (2 bits), source interface (12 bits)  |
/// |      4 |    2 | type of what follows                                                         |
///
/// @param downlink whether it goes from the bridge to the extender
/// @param pointer whether the destination is a list of interfaces
/// @param destination virtual interface, 14 bits
/// @param looped whether it goes back to where it came from
/// @param version 0
/// @param source virtual interface, 12 bits
/// @param etherType type or length of what follows
public record VnTag(
    boolean downlink,
    boolean pointer,
    int destination,
    boolean looped,
    int version,
    int source,
    int etherType)
    implements Layer {
  static final int LENGTH = 6;

  static VnTag read(MemorySegment s, long at) {
    int to = Wire.u16(s, at);
    int from = Wire.u16(s, at + 2);
    return new VnTag(
        (to & 0x8000) != 0,
        (to & 0x4000) != 0,
        to & 0x3FFF,
        (from & 0x8000) != 0,
        from >> 12 & 3,
        from & 0xFFF,
        Wire.u16(s, at + 4));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.VN_TAG;
  }
}
