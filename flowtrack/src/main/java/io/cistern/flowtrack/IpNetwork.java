package io.cistern.flowtrack;

import java.util.List;

/// A range of addresses that share a prefix.
///
/// @param base an address of the range; bits past the prefix are cleared
/// @param prefixLength 0 to 32 for IPv4, 0 to 128 for IPv6
public record IpNetwork(IpAddress base, int prefixLength) {
  /// Checks the prefix length and clears the bits past it.
  ///
  /// @throws IllegalArgumentException if there is no address or the length does not suit it
  public IpNetwork {
    int bits = base.version() == 4 ? 32 : 128;
    if (base.version() == 0 || prefixLength < 0 || prefixLength > bits) {
      throw new IllegalArgumentException(
          "not a network: base=" + base + ", prefix=" + prefixLength);
    }
    base =
        base.version() == 4
            ? new IpAddress(4, 0, base.low() & mask(prefixLength + 32) & 0xffffffffL)
            : new IpAddress(
                6, base.high() & mask(prefixLength), base.low() & mask(prefixLength - 64));
  }

  /// Reads a network in the usual notation.
  ///
  /// @param text for example `10.0.0.0/8` or `fc00::/7`; an address alone is the network of just it
  /// @return the network
  /// @throws IllegalArgumentException if it is not a network
  public static IpNetwork parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      var address = IpAddress.parse(text);
      return new IpNetwork(address, address.version() == 4 ? 32 : 128);
    }
    return new IpNetwork(
        IpAddress.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  /// Whether an address lies in this network. Allocation-free.
  ///
  /// @param version 4 or 6
  /// @param high the first 64 bits of an IPv6 address, 0 for IPv4
  /// @param low the last 64 bits, or the 32 bits of an IPv4 address
  /// @return true if it does
  public boolean contains(int version, long high, long low) {
    if (version != base.version()) {
      return false;
    }
    return version == 4
        ? (low & mask(prefixLength + 32)) == base.low()
        : (high & mask(prefixLength)) == base.high()
            && (low & mask(prefixLength - 64)) == base.low();
  }

  boolean isHost() {
    return prefixLength == (base.version() == 4 ? 32 : 128);
  }

  /// Whether one of the networks has an address. Allocation-free.
  static boolean anyContains(List<IpNetwork> networks, int version, long high, long low) {
    for (int i = 0; i < networks.size(); i++) {
      if (networks.get(i).contains(version, high, low)) {
        return true;
      }
    }
    return false;
  }

  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1L : -1L << (64 - bits);
  }

  /// The network in the usual notation.
  @Override
  public String toString() {
    return base + "/" + prefixLength;
  }
}
