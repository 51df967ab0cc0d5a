package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// An IPv4 or IPv6 address.
///
/// @param version 4 or 6
/// @param high bytes 0 to 7 of an IPv6 address, 0 for IPv4
/// @param low bytes 8 to 15 of an IPv6 address, or an IPv4 address in the low 32 bits
public record IpAddress(int version, long high, long low) {
  /// Checks that the numbers fit the version.
  ///
  /// @throws IllegalArgumentException if the version is neither 4 nor 6, or an IPv4 address has
  ///   more than 32 bits
  public IpAddress {
    if (version != 4 && version != 6) {
      throw new IllegalArgumentException("IP version is neither 4 nor 6: " + version);
    }
    if (version == 4 && (high != 0 || low >>> 32 != 0)) {
      throw new IllegalArgumentException("IPv4 address exceeds 32 bits: " + high + ", " + low);
    }
  }

  static IpAddress v4(int address) {
    return new IpAddress(4, 0, address & 0xFFFF_FFFFL);
  }

  static IpAddress v6(MemorySegment s, long at) {
    return new IpAddress(6, Wire.i64(s, at), Wire.i64(s, at + 8));
  }

  /// The address as text.
  ///
  /// @return dotted decimal, or RFC 5952 for IPv6
  @Override
  public String toString() {
    return Addresses.ip(version, high, low);
  }
}
