package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The first 8 bytes of an ICMP message for IPv6.
///
/// Source: RFC 4443, section 2.1.
///
/// | offset | size | field                                                           |
/// |-------:|-----:|-----------------------------------------------------------------|
/// |      0 |    1 | type                                                            |
/// |      1 |    1 | code                                                            |
/// |      2 |    2 | checksum                                                        |
/// |      4 |    4 | what the type says: identifier and sequence number, MTU, unused |
///
/// @param type what kind of message it is, 0 to 255
/// @param code which variant of that type, 0 to 255
/// @param checksum checksum, not verified
/// @param rest the four bytes after the checksum, unsigned
public record Icmpv6(int type, int code, int checksum, long rest) implements Layer {
  static final int LENGTH = 8;

  static Icmpv6 read(MemorySegment s, long at) {
    return new Icmpv6(Wire.u8(s, at), Wire.u8(s, at + 1), Wire.u16(s, at + 2), Wire.u32(s, at + 4));
  }

  /// Whether messages of this type quote a packet (RFC 4443, section 2.1).
  static boolean isError(int type) {
    return type >= 1 && type <= 4;
  }

  @Override
  public LayerKind kind() {
    return LayerKind.ICMPV6;
  }
}
