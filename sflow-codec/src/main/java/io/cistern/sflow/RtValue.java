package io.cistern.sflow;

import io.cistern.sflow.record.Address;

/// A value of an [RtMetric] or [RtFlow].
public sealed interface RtValue {
  /// Text.
  ///
  /// @param value the text
  record Text(String value) implements RtValue {}

  /// A whole number.
  ///
  /// @param bits unsigned 32 bits, or the bits of a 64-bit number
  record Whole(long bits) implements RtValue {}

  /// A floating point number; one of 32 bits on the wire is widened.
  ///
  /// @param value the number
  record Decimal(double value) implements RtValue {}

  /// A MAC address.
  ///
  /// @param bits 48 bits
  record MacAddress(long bits) implements RtValue {}

  /// An IP address.
  ///
  /// @param address the address, IPv4 or IPv6
  record Ip(Address address) implements RtValue {}
}
