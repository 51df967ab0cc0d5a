package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The common header of SCTP.
///
/// Source: RFC 9260, section 3.1.
///
/// | offset | size | field            |
/// |-------:|-----:|------------------|
/// |      0 |    2 | source port      |
/// |      2 |    2 | destination port |
/// |      4 |    4 | verification tag |
/// |      8 |    4 | checksum         |
///
/// @param sourcePort source port
/// @param destinationPort destination port
/// @param verificationTag what the receiver tells its associations apart by, 32 bits unsigned
/// @param checksum checksum, unsigned, not verified
public record Sctp(int sourcePort, int destinationPort, long verificationTag, long checksum)
    implements Layer {
  static final int LENGTH = 12;

  static Sctp read(MemorySegment s, long at) {
    return new Sctp(Wire.u16(s, at), Wire.u16(s, at + 2), Wire.u32(s, at + 4), Wire.u32(s, at + 8));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.SCTP;
  }
}
