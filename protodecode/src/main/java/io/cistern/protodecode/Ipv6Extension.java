package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// An extension header of IPv6 with options: hop-by-hop, or for the destination.
///
/// Source: RFC 8200, section 4.
///
/// | offset | size | field                                             |
/// |-------:|-----:|---------------------------------------------------|
/// |      0 |    1 | next header                                       |
/// |      1 |    1 | length in units of 8 bytes, the first not counted |
/// |      2 |  ... | options: type, length of the data, data           |
///
/// @param kind [LayerKind#HOP_BY_HOP] or [LayerKind#DESTINATION_OPTIONS]
/// @param nextHeader IP protocol number of what follows
/// @param length bytes of this header, 8 to 2048
public record Ipv6Extension(LayerKind kind, int nextHeader, int length) implements Layer {

  static Ipv6Extension read(LayerKind kind, MemorySegment s, long at, int length) {
    return new Ipv6Extension(kind, Wire.u8(s, at), length);
  }
}
