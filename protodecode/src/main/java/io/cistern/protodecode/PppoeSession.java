package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The PPPoE header of the session stage.
///
/// Source: RFC 2516, section 4.
///
/// | offset | size | field                                     |
/// |-------:|-----:|-------------------------------------------|
/// |      0 |    1 | version 1 and type 1, 4 bits each         |
/// |      1 |    1 | code, 0 in a session                      |
/// |      2 |    2 | session                                   |
/// |      4 |    2 | length of what follows                    |
///
/// @param session session id
/// @param length bytes after this header, as the wire says
public record PppoeSession(int session, int length) implements Layer {
  static final int LENGTH = 6;

  static PppoeSession read(MemorySegment s, long at) {
    return new PppoeSession(Wire.u16(s, at + 2), Wire.u16(s, at + 4));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.PPPOE;
  }
}
