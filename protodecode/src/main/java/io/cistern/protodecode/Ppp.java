package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The header of PPP: address and control where they were not left out, and the protocol.
///
/// Source: RFC 1661, sections 2 and 6; RFC 1662, section 3.1.
///
/// | offset | size | field                                |
/// |-------:|-----:|--------------------------------------|
/// |      0 |  0/2 | address 0xFF, control (mostly 0x03)  |
/// |        |  1/2 | protocol; one byte where that is odd |
///
/// @param protocol PPP DLL protocol number, 0x0021 IPv4, 0x0057 IPv6
public record Ppp(int protocol) implements Layer {
  static final int ALL_STATIONS = 0xFF;
  static final int IPV4 = 0x0021;
  static final int IPV6 = 0x0057;
  static final int MPLS = 0x0281;
  static final int MPLS_MULTICAST = 0x0283;

  static int protocol(MemorySegment s, long at, int length) {
    return (length & 1) == 0 ? Wire.u16(s, at + length - 2) : Wire.u8(s, at + length - 1);
  }

  static Ppp read(MemorySegment s, long at, int length) {
    return new Ppp(protocol(s, at, length));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.PPP;
  }
}
