package io.cistern.sflow;

import io.cistern.sflow.declaration.U64;

/// How a field is written on the wire.
///
/// Source: RFC 4506 (XDR), and sFlow version 5, section 5, for addresses and MACs.
public enum WireType {
  /// Unsigned, 32 bits.
  U32(4),
  /// Unsigned, 64 bits.
  U64(8),
  /// Signed, 32 bits.
  I32(4),
  /// IEEE 754, 32 bits.
  F32(4),
  /// IEEE 754, 64 bits.
  F64(8),
  /// One unsigned byte, not padded.
  OCTET(1),
  /// A MAC address: 6 bytes and 2 of padding.
  MAC(8),
  /// An IPv4 address: 4 bytes.
  IPV4(4),
  /// An IPv6 address: 16 bytes.
  IPV6(16),
  /// An address of any kind: a type word and 0, 4 or 16 bytes.
  ADDRESS(4),
  /// Text: length, bytes, padding to a multiple of 4.
  TEXT(4),
  /// Bytes: length, bytes, padding to a multiple of 4.
  OPAQUE(4),
  /// A UUID: 16 bytes without a length.
  UUID(16),
  /// A count and so many elements.
  LIST(4),
  /// A count and so many flow records, each with its data format and length.
  RECORDS(4),
  /// Text without a length: what is left of the record.
  TO_END(0);

  private final int minimumLength;

  WireType(int minimumLength) {
    this.minimumLength = minimumLength;
  }

  /// The fewest bytes a value takes.
  ///
  /// @return bytes
  public int minimumLength() {
    return minimumLength;
  }

  /// Whether every value takes [#minimumLength()] bytes.
  ///
  /// @return `true` for a fixed length
  public boolean isFixed() {
    return switch (this) {
      case ADDRESS, TEXT, OPAQUE, LIST, RECORDS, TO_END -> false;
      case U32, U64, I32, F32, F64, OCTET, MAC, IPV4, IPV6, UUID -> true;
    };
  }

  /// Whether values are single numbers that can be a metric.
  ///
  /// @return `true` for numbers
  public boolean isNumber() {
    return switch (this) {
      case U32, U64, I32, F32, F64, OCTET -> true;
      case MAC, IPV4, IPV6, ADDRESS, TEXT, OPAQUE, UUID, LIST, RECORDS, TO_END -> false;
    };
  }
}
