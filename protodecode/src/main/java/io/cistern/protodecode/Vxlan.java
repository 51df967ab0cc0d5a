package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// A VXLAN header, behind UDP to port 4789, or 8472 as Linux has it.
///
/// Source: RFC 7348, section 5.
///
/// | offset | size | field                              |
/// |-------:|-----:|------------------------------------|
/// |      0 |    1 | flags, 0x08 network identifier set |
/// |      1 |    3 | reserved                           |
/// |      4 |    3 | network identifier                 |
/// |      7 |    1 | reserved                           |
///
/// @param flags the first byte
/// @param vni network identifier, 24 bits
public record Vxlan(int flags, int vni) implements Layer {
  static final int LENGTH = 8;
  static final int PORT = 4789;
  static final int LINUX_PORT =
      8472; // of the kernel before the number was assigned, its default yet
  static final int HAS_VNI = 0x08;

  static Vxlan read(MemorySegment s, long at) {
    return new Vxlan(Wire.u8(s, at), Wire.i32(s, at + 4) >>> 8);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.VXLAN;
  }
}
