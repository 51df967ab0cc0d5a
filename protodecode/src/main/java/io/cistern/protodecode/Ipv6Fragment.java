package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The fragment header of IPv6.
///
/// Source: RFC 8200, section 4.5.
///
/// | offset | size | field                                             |
/// |-------:|-----:|---------------------------------------------------|
/// |      0 |    1 | next header                                       |
/// |      1 |    1 | reserved                                          |
/// |      2 |    2 | offset in 8 bytes (13 bits), reserved, more (1)   |
/// |      4 |    4 | identification                                    |
///
/// @param nextHeader IP protocol number of what follows in the first fragment
/// @param fragmentOffset where this fragment stands in the payload, in bytes
/// @param moreFragments whether more fragments follow this one
/// @param identification identification of the packet's fragments, unsigned
public record Ipv6Fragment(
    int nextHeader, int fragmentOffset, boolean moreFragments, long identification)
    implements Layer {
  static final int LENGTH = 8;

  static Ipv6Fragment read(MemorySegment s, long at) {
    int fragment = Wire.u16(s, at + 2);
    return new Ipv6Fragment(
        Wire.u8(s, at), fragment & 0xFFF8, (fragment & 1) != 0, Wire.u32(s, at + 4));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.FRAGMENT;
  }
}
