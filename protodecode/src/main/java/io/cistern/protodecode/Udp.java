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
    long header = Wire.i64(s, at);
    return new Udp(
        (int) (header >>> 48),
        (int) (header >>> 32) & 0xFFFF,
        (int) header >>> 16,
        (int) header & 0xFFFF);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.UDP;
  }
}
