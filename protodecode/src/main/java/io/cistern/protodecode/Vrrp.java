package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The first 8 bytes of a VRRP packet.
///
/// Source: RFC 5798, section 5.1; RFC 3768.
///
/// | offset | size | field                                    |
/// |-------:|-----:|------------------------------------------|
/// |      0 |    1 | version (4 bits), type (4 bits)          |
/// |      1 |    1 | virtual router                           |
/// |      2 |    1 | priority                                 |
/// |      3 |    1 | number of addresses                      |
/// |      4 |    2 | interval, or authentication and interval |
/// |      6 |    2 | checksum                                 |
///
/// @param version version of VRRP, 2 or 3
/// @param type 1 for an advertisement, the only type there is
/// @param virtualRouter identifier of the virtual router
/// @param priority priority, 255 the owner
/// @param addressCount number of addresses that follow
public record Vrrp(int version, int type, int virtualRouter, int priority, int addressCount)
    implements Layer {
  static final int LENGTH = 8;

  static Vrrp read(MemorySegment s, long at) {
    return new Vrrp(
        Wire.u8(s, at) >> 4,
        Wire.u8(s, at) & 15,
        Wire.u8(s, at + 1),
        Wire.u8(s, at + 2),
        Wire.u8(s, at + 3));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.VRRP;
  }
}
