package io.cistern.protodecode;

import org.jspecify.annotations.Nullable;

/// Formats and parses MAC and IP addresses, without `InetAddress` and without any look-up.
public final class Addresses {
  private static final String HEX = "0123456789abcdef";

  private Addresses() {}

  /// Formats a MAC address.
  ///
  /// @param address 48 bits, first byte highest; higher bits are ignored
  /// @return six pairs of lower-case hex digits joined by colons
  public static String mac(long address) {
    var text = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      text.append(HEX.charAt((int) (address >>> (shift + 4)) & 15));
      text.append(HEX.charAt((int) (address >>> shift) & 15));
      if (shift > 0) {
        text.append(':');
      }
    }
    return text.toString();
  }

  /// Formats an IPv4 address.
  ///
  /// @param address the low 32 bits; higher bits are ignored
  /// @return dotted decimal
  public static String ipv4(long address) {
    var text = new StringBuilder(15);
    appendIpv4(text, address);
    return text.toString();
  }

  private static void appendIpv4(StringBuilder text, long address) {
    text.append(address >>> 24 & 255).append('.').append(address >>> 16 & 255);
    text.append('.').append(address >>> 8 & 255).append('.').append(address & 255);
  }

  /// Formats an IPv6 address as RFC 5952 says: lower case, the longest run of two or more zero
  /// groups (the first of equals) as `::`, IPv4-mapped addresses with a dotted end.
  ///
  /// @param high bytes 0 to 7
  /// @param low bytes 8 to 15
  /// @return the one canonical text
  public static String ipv6(long high, long low) {
    var text = new StringBuilder(39);
    if (high == 0 && low >>> 32 == 0xFFFF) {
      appendIpv4(text.append("::ffff:"), low);
      return text.toString();
    }
    int run = longestZeroRun(high, low);
    int runBegin = run >>> 4;
    int runEnd = runBegin + (run & 15);
    int i = 0;
    while (i < 8) {
      if (i == runBegin && runEnd > runBegin) {
        text.append("::");
        i = runEnd;
        continue;
      }
      if (i > 0 && i != runEnd) {
        text.append(':');
      }
      text.append(Integer.toHexString(group(high, low, i++)));
    }
    return text.toString();
  }

  private static int group(long high, long low, int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (index & 3))) & 0xFFFF;
  }

  /// The first group of the run in bits 7 to 4, its groups in bits 3 to 0 (0 for no run of two or
  /// more).
  private static int longestZeroRun(long high, long low) {
    int best = 0;
    int length = 0;
    for (int i = 0; i < 8; i++) {
      length = group(high, low, i) == 0 ? length + 1 : 0;
      if (length >= 2 && length > (best & 15)) {
        best = (i - length + 1) << 4 | length;
      }
    }
    return best;
  }

  /// Formats an IP address.
  ///
  /// @param version 4 or 6
  /// @param high bytes 0 to 7 of an IPv6 address, ignored for IPv4
  /// @param low bytes 8 to 15 of an IPv6 address, or an IPv4 address in the low 32 bits
  /// @return as [#ipv4(long)] or [#ipv6(long, long)]; empty for any other version, as of a header
  ///   without IP
  public static String ip(int version, long high, long low) {
    return switch (version) {
      case 4 -> ipv4(low);
      case 6 -> ipv6(high, low);
      default -> "";
    };
  }

  /// Parses an IPv4 or IPv6 address, strictly: no names, no zone, no port, no brackets, no blanks,
  /// no leading zeros in dotted decimal, nothing short of four numbers.
  ///
  /// @param text dotted decimal, or any form of RFC 4291, section 2.2
  /// @return the address, or `null` if the text is not one
  public static @Nullable IpAddress parseIp(String text) {
    return AddressParser.parseIp(text);
  }

  /// Parses a MAC address of six pairs of hex digits, all joined by colons or all by hyphens.
  ///
  /// @param text for example `42:1e:90:c0:06:31`
  /// @return 48 bits, or -1 if the text is not a MAC address
  public static long parseMac(String text) {
    return AddressParser.parseMac(text);
  }
}
