package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// A UDP-Lite header.
///
/// Source: RFC 3828, section 3.1.
///
/// | offset | size | field                                     |
/// |-------:|-----:|-------------------------------------------|
/// |      0 |    2 | source port                               |
/// |      2 |    2 | destination port                          |
/// |      4 |    2 | bytes that the checksum covers, 0 for all |
/// |      6 |    2 | checksum                                  |
///
/// @param sourcePort source port
/// @param destinationPort destination port
/// @param coverage bytes that the checksum covers, 0 for all
/// @param checksum checksum, not verified
public record UdpLite(int sourcePort, int destinationPort, int coverage, int checksum)
    implements Layer {
  static final int LENGTH = 8;

  static UdpLite read(MemorySegment s, long at) {
    return new UdpLite(
        Wire.u16(s, at), Wire.u16(s, at + 2), Wire.u16(s, at + 4), Wire.u16(s, at + 6));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.UDP_LITE;
  }
}
