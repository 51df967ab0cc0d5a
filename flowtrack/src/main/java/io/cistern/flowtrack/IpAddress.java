package io.cistern.flowtrack;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/// An IP address as two longs.
///
/// @param version 4, 6, or 0 for none
/// @param high the first 64 bits of an IPv6 address, 0 for IPv4
/// @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
public record IpAddress(int version, long high, long low) {
  /// No address: version 0.
  public static final IpAddress NONE = new IpAddress(0, 0, 0);

  private static final long MAPPED = 0xffff; // the upper half of the low word (RFC 4291, 2.5.5.2)

  /// Reads an address literal; no name is ever looked up.
  ///
  /// @param text for example `192.0.2.1` or `2001:db8::1`
  /// @return the address
  /// @throws IllegalArgumentException if it is not an address literal
  public static IpAddress parse(String text) {
    if (text.indexOf(':') < 0 && text.chars().filter(c -> c == '.').count() != 3) {
      throw new IllegalArgumentException(
          "not an address: " + text); // the JDK takes 1.2 for 1.0.0.2
    }
    var bytes = ByteBuffer.wrap(InetAddress.ofLiteral(text).getAddress());
    if (bytes.remaining() == 16) {
      return new IpAddress(6, bytes.getLong(), bytes.getLong());
    }
    long bits = bytes.getInt() & 0xffffffffL;
    // the JDK makes IPv4 of what is written as IPv4-mapped IPv6
    return text.indexOf(':') < 0
        ? new IpAddress(4, 0, bits)
        : new IpAddress(6, 0, MAPPED << 32 | bits);
  }

  /// The address as text, IPv6 as RFC 5952 says (an IPv4-mapped address as `::ffff:192.0.2.1`); `-`
  /// for none.
  @Override
  public String toString() {
    return switch (version) {
      case 4 -> ipv4();
      case 6 -> high == 0 && low >>> 32 == MAPPED ? "::ffff:" + ipv4() : ipv6();
      default -> "-";
    };
  }

  private String ipv4() {
    return (low >>> 24 & 255)
        + "."
        + (low >>> 16 & 255)
        + "."
        + (low >>> 8 & 255)
        + "."
        + (low & 255);
  }

  private int group(int i) {
    return (int) ((i < 4 ? high : low) >>> (48 - 16 * (i & 3))) & 0xffff;
  }

  /* RFC 5952: the longest run of two or more zero groups, the first of equals, becomes "::". */
  private String ipv6() {
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && group(i + run) == 0) {
        run++;
      }
      if (run > length) {
        start = i;
        length = run;
      }
    }
    var text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
      } else {
        if (i > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(group(i)));
      }
    }
    return text.toString();
  }
}
