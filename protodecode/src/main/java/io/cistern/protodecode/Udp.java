package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// A UDP header.
///
/// Source: RFC 768.
///
/// | offset | size | field                           |
/// |-------:|-----:|---------------------------------|
/// |      0 |    2 | source port                     |
/// |      2 |    2 | destination port                |
/// |      4 |    2 | length with this header         |
/// |      6 |    2 | checksum                        |
///
/// @param sourcePort source port
/// @param destinationPort destination port
/// @param length bytes of this header and what follows, as the wire says (0 in a jumbogram)
/// @param checksum checksum, not verified
public record Udp(int sourcePort, int destinationPort, int length, int checksum) implements Layer {
  static final int LENGTH = 8;

  static Udp read(MemorySegment s, long at) {
    return new Udp(Wire.u16(s, at), Wire.u16(s, at + 2), Wire.u16(s, at + 4), Wire.u16(s, at + 6));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.UDP;
  }
}
