package io.cistern.flowtrack.sample;

import io.cistern.flowtrack.IpAddress;

/// An address of either version as two words that compare as one: an IPv6 address is its two
/// halves, an IPv4 address is [#IPV4] and its 32 bits. Allocation-free but for [#address(long,
/// long)].
///
/// The words of an IPv4 address are those of an IPv6 address in `4::/96`, which lies in a range
/// that is reserved by the IETF (RFC 4291, section 2.4): a packet that pretends to be from there is
/// taken for IPv4. IPv4-mapped addresses (`::ffff:192.0.2.1`) stay IPv6.
public final class AddressBits {
  /// The first word of every IPv4 address.
  public static final long IPV4 = 0x0004_0000_0000_0000L;

  private AddressBits() {}

  /// The first word of an address.
  ///
  /// @param version 4 or 6
  /// @param high the first 64 bits of an IPv6 address, of no meaning for IPv4
  /// @return the word
  public static long high(int version, long high) {
    return version == 4 ? IPV4 : high;
  }

  /// The second word of an address.
  ///
  /// @param version 4 or 6
  /// @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
  /// @return the word
  public static long low(int version, long low) {
    return version == 4 ? low & 0xffffffffL : low;
  }

  /// Whether two words are an IPv4 address.
  ///
  /// @param high the first word
  /// @param low the second word
  /// @return false for IPv6
  public static boolean isIpv4(long high, long low) {
    return high == IPV4 && low >>> 32 == 0;
  }

  /// The address of two words.
  ///
  /// @param high the first word
  /// @param low the second word
  /// @return the address, as an object
  public static IpAddress address(long high, long low) {
    return isIpv4(high, low) ? new IpAddress(4, 0, low) : new IpAddress(6, high, low);
  }
}
