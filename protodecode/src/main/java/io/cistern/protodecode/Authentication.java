package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The IP authentication header, over IPv4 or IPv6.
///
/// Source: RFC 4302, section 2.
///
/// | offset | size | field                                        |
/// |-------:|-----:|----------------------------------------------|
/// |      0 |    1 | next header                                  |
/// |      1 |    1 | length in words of 4 bytes, two not counted  |
/// |      2 |    2 | reserved                                     |
/// |      4 |    4 | security parameters index                    |
/// |      8 |    4 | sequence number                              |
/// |     12 |  ... | integrity check value                        |
///
/// @param nextHeader IP protocol number of what follows
/// @param length bytes of this header, 12 to 1028
/// @param securityParametersIndex what the receiver finds the security association by, 32 bits
///   unsigned
/// @param sequenceNumber the sequence number, unsigned
public record Authentication(
    int nextHeader, int length, long securityParametersIndex, long sequenceNumber)
    implements Layer {
  static final int MINIMUM_LENGTH = 12;

  static Authentication read(MemorySegment s, long at, int length) {
    return new Authentication(Wire.u8(s, at), length, Wire.u32(s, at + 4), Wire.u32(s, at + 8));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.AUTHENTICATION;
  }
}
