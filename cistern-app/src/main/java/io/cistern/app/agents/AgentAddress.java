package io.cistern.app.agents;

import io.cistern.protodecode.Addresses;
import io.cistern.protodecode.IpAddress;

/// The one spelling of an agent's address: dotted decimal, or IPv6 as RFC 5952 says; an IPv4-mapped
/// address (`::ffff:192.0.2.1`) is the IPv4 address.
public final class AgentAddress {
  private AgentAddress() {}

  /// Whether an IPv6 address is a mapped IPv4 address.
  static boolean isMapped(long high, long low) {
    return high == 0 && low >>> 32 == 0xffff;
  }

  /// An address of 128 bits in its one spelling.
  static String text(long high, long low) {
    return isMapped(high, low) ? Addresses.ipv4(low & 0xffffffffL) : Addresses.ipv6(high, low);
  }

  /// The one spelling of what a caller wrote, in any form of RFC 4291, with or without brackets.
  /// What is no address, such as a glob or `unknown`, stays as it is.
  public static String canonical(String spelling) {
    boolean isBracketed = spelling.startsWith("[") && spelling.endsWith("]");
    IpAddress address =
        Addresses.parseIp(isBracketed ? spelling.substring(1, spelling.length() - 1) : spelling);
    if (address == null) {
      return spelling;
    }
    boolean isIpv4 = address.version() == 4 || isMapped(address.high(), address.low());
    return isIpv4 ? Addresses.ipv4(address.low()) : address.toString();
  }
}
