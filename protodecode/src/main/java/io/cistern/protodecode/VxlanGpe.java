package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// A VXLAN-GPE header, behind UDP to port 4790.
///
/// Source: draft-ietf-nvo3-vxlan-gpe-13, section 3.
///
/// | offset | size | field                                                                    |
/// |-------:|-----:|--------------------------------------------------------------------------|
/// |      0 |    1 | flags: version 0x30, network identifier set 0x08, next protocol set 0x04 |
/// |      1 |    2 | reserved                                                                 |
/// |      3 |    1 | next protocol: 1 IPv4, 2 IPv6, 3 Ethernet, 4 NSH, 5 MPLS                 |
/// |      4 |    3 | network identifier                                                       |
/// |      7 |    1 | reserved                                                                 |
///
/// @param flags the first byte
/// @param nextProtocol next protocol, 3 (Ethernet) where it is not set
/// @param vni network identifier, 24 bits
public record VxlanGpe(int flags, int nextProtocol, int vni) implements Layer {
  static final int LENGTH = 8;
  static final int PORT = 4790;
  static final int VERSION = 0x30;
  static final int IPV4 = 1;
  static final int IPV6 = 2;
  static final int ETHERNET = 3;
  static final int MPLS = 5;
  private static final int HAS_NEXT_PROTOCOL = 0x04;

  static int nextProtocol(int flags, int next) {
    return (flags & HAS_NEXT_PROTOCOL) != 0 ? next : ETHERNET;
  }

  static VxlanGpe read(MemorySegment s, long at) {
    int flags = Wire.u8(s, at);
    return new VxlanGpe(flags, nextProtocol(flags, Wire.u8(s, at + 3)), Wire.i32(s, at + 4) >>> 8);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.VXLAN_GPE;
  }
}
