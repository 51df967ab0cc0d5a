package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The begin of an IP encapsulating security payload, behind which all is encrypted.
///
/// Source: RFC 4303, section 2.
///
/// | offset | size | field                     |
/// |-------:|-----:|---------------------------|
/// |      0 |    4 | security parameters index |
/// |      4 |    4 | sequence number           |
///
/// @param securityParametersIndex what the receiver finds the security association by, 32 bits
///   unsigned
/// @param sequenceNumber the sequence number, unsigned
public record Esp(long securityParametersIndex, long sequenceNumber) implements Layer {
  static final int LENGTH = 8;

  static Esp read(MemorySegment s, long at) {
    return new Esp(Wire.u32(s, at), Wire.u32(s, at + 4));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.ESP;
  }
}
