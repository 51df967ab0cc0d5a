package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// An EtherIP header.
///
/// Source: RFC 3378, section 4.
///
/// | offset | size | field                 |
/// |-------:|-----:|-----------------------|
/// |      0 |    2 | version 3 (4 bits), 0 |
///
/// @param version 3
public record EtherIp(int version) implements Layer {
  static final int LENGTH = 2;
  static final int VERSION = 3;

  static EtherIp read(MemorySegment s, long at) {
    return new EtherIp(Wire.u8(s, at) >> 4);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.ETHER_IP;
  }
}
