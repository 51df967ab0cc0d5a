package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// A token ring header with its source route.
///
/// Source: IEEE 802.5, section 3.2; IEEE 802.1D, annex C for the route.
///
/// | offset | size | field                                                             |
/// |-------:|-----:|-------------------------------------------------------------------|
/// |      0 |    1 | access control                                                    |
/// |      1 |    1 | frame control, 0x40 LLC                                           |
/// |      2 |    6 | destination address                                               |
/// |      8 |    6 | source address, its first bit says that a route follows           |
/// |     14 | 0-30 | route, its length with itself in the low 5 bits of the first byte |
///
/// @param accessControl priority, token and monitor bits, 8 bits
/// @param frameControl frame type in the upper two bits (1 carries LLC), 8 bits
/// @param destination MAC address the frame goes to
/// @param source MAC address of the sender, without the bit that says a route follows
/// @param routeLength bytes of the route, 0 without one
public record TokenRing(
    int accessControl, int frameControl, MacAddress destination, MacAddress source, int routeLength)
    implements Layer {
  static final int MINIMUM_LENGTH = 14;
  static final long ADDRESS = 0x7FFF_FFFF_FFFFL;

  static boolean isRouted(int firstSourceByte) {
    return (firstSourceByte & 0x80) != 0;
  }

  static TokenRing read(MemorySegment s, long at, int length) {
    return new TokenRing(
        Wire.u8(s, at),
        Wire.u8(s, at + 1),
        new MacAddress(Wire.u48(s, at + 2)),
        new MacAddress(Wire.u48(s, at + 8) & ADDRESS),
        length - MINIMUM_LENGTH);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.TOKEN_RING;
  }
}
