package io.cistern.protodecode;

/// A 48-bit MAC address.
///
/// @param value the address, first byte highest; the upper 16 bits are 0
public record MacAddress(long value) {
  /// Checks that the value has 48 bits.
  ///
  /// @throws IllegalArgumentException if it has more
  public MacAddress {
    if (value >>> 48 != 0) {
      throw new IllegalArgumentException("MAC address exceeds 48 bits: " + value);
    }
  }

  /// The address as text.
  ///
  /// @return six pairs of lower-case hex digits, for example `42:1e:90:c0:06:31`
  @Override
  public String toString() {
    return Addresses.mac(value);
  }
}
