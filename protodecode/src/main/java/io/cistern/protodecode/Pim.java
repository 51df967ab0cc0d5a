package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The header of a PIM message.
///
/// Source: RFC 7761, section 4.9.
///
/// | offset | size | field                           |
/// |-------:|-----:|---------------------------------|
/// |      0 |    1 | version (4 bits), type (4 bits) |
/// |      1 |    1 | reserved                        |
/// |      2 |    2 | checksum                        |
///
/// @param version version of PIM, 2 today
/// @param type 0 hello, 1 register, 2 register stop, 3 join and prune, 4 bootstrap, 5 assert
/// @param checksum checksum, not verified
public record Pim(int version, int type, int checksum) implements Layer {
  static final int LENGTH = 4;

  static Pim read(MemorySegment s, long at) {
    return new Pim(Wire.u8(s, at) >> 4, Wire.u8(s, at) & 15, Wire.u16(s, at + 2));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.PIM;
  }
}
