package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The protocol field of PPP, 2 bytes, as PPPoE carries it.
///
/// Source: RFC 1661, section 2; RFC 2516, section 4.
///
/// @param protocol PPP DLL protocol number, 0x0021 IPv4, 0x0057 IPv6
public record Ppp(int protocol) implements Layer {
  static final int LENGTH = 2;
  static final int IPV4 = 0x0021;
  static final int IPV6 = 0x0057;

  static Ppp read(MemorySegment s, long at) {
    return new Ppp(Wire.u16(s, at));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.PPP;
  }
}
