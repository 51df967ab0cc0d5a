package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The fixed header of IPv6.
///
/// Source: RFC 8200, section 3.
///
/// | offset | size | field                                                  |
/// |-------:|-----:|--------------------------------------------------------|
/// |      0 |    4 | version 6 (4 bits), traffic class (8), flow label (20) |
/// |      4 |    2 | payload length: all that follows this header           |
/// |      6 |    1 | next header                                            |
/// |      7 |    1 | hop limit                                              |
/// |      8 |   16 | source address                                         |
/// |     24 |   16 | destination address                                    |
///
/// @param trafficClass DSCP in bits 7 to 2, ECN in bits 1 and 0
/// @param flowLabel 20 bits
/// @param payloadLength bytes after this header, as the wire says (0 for a jumbogram)
/// @param nextHeader IP protocol number of what follows, extension headers included
/// @param hopLimit hops left
/// @param source source address
/// @param destination destination address
public record Ipv6Header(
    int trafficClass,
    int flowLabel,
    int payloadLength,
    int nextHeader,
    int hopLimit,
    IpAddress source,
    IpAddress destination)
    implements Layer {
  static final int LENGTH = 40;

  static Ipv6Header read(MemorySegment s, long at) {
    long first = Wire.i64(s, at);
    return new Ipv6Header(
        (int) (first >>> 52) & 0xFF,
        (int) (first >>> 32) & 0xF_FFFF,
        (int) first >>> 16,
        (int) first >>> 8 & 0xFF,
        (int) first & 0xFF,
        IpAddress.v6(s, at + 8),
        IpAddress.v6(s, at + 24));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.IPV6;
  }
}
