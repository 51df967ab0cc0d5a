package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The control word of an Ethernet pseudowire behind an MPLS label stack.
///
/// Source: RFC 4385, section 3; RFC 4448, section 4.6.
///
/// | offset | size | field                               |
/// |-------:|-----:|-------------------------------------|
/// |      0 |    2 | 0 (4 bits), flags, fragment, length |
/// |      2 |    2 | sequence number                     |
///
/// @param sequenceNumber sequence number, 0 where none is kept
public record PseudowireControl(int sequenceNumber) implements Layer {
  static final int LENGTH = 4;

  static PseudowireControl read(MemorySegment s, long at) {
    return new PseudowireControl(Wire.u16(s, at + 2));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.PSEUDOWIRE;
  }
}
