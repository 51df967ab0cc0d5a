package io.cistern.sflow.record;

/// An address as sFlow writes it: unknown, IPv4 or IPv6.
///
/// Source: sFlow version 5, section 5, `address`.
///
/// @param type 0 unknown, 1 IPv4, 2 IPv6
/// @param high the high 64 bits of an IPv6 address, else 0
/// @param low the low 64 bits of an IPv6 address, the 32 bits of an IPv4 address, else 0
public record Address(int type, long high, long low) {
  /// The unknown address.
  public static final Address UNKNOWN = new Address(0, 0, 0);

  /// Checks that type and bits fit together.
  public Address {
    boolean fits =
        switch (type) {
          case 0 -> high == 0 && low == 0;
          case 1 -> high == 0 && low >>> 32 == 0;
          case 2 -> true;
          default -> false;
        };
    if (!fits) {
      throw new IllegalArgumentException("not an address: type=" + type);
    }
  }

  /// An IPv4 address.
  ///
  /// @param bits its 32 bits in the low half
  /// @return the address
  public static Address ipv4(long bits) {
    return new Address(1, 0, bits);
  }

  /// An IPv6 address.
  ///
  /// @param high its high 64 bits
  /// @param low its low 64 bits
  /// @return the address
  public static Address ipv6(long high, long low) {
    return new Address(2, high, low);
  }

  /// The address as text: dotted IPv4, IPv6 as RFC 5952 says (an IPv4-mapped address as
  /// `::ffff:192.0.2.1`), or `unknown`.
  @Override
  public String toString() {
    return switch (type) {
      case 1 -> ipv4Text();
      case 2 -> high == 0 && low >>> 32 == 0xffff ? "::ffff:" + ipv4Text() : ipv6Text();
      default -> "unknown";
    };
  }

  private String ipv4Text() {
    return (low >>> 24 & 255)
        + "."
        + (low >>> 16 & 255)
        + "."
        + (low >>> 8 & 255)
        + "."
        + (low & 255);
  }

  /* RFC 5952: the longest run of at least two zero groups, the first of equals, becomes "::". */
  private String ipv6Text() {
    int bestStart = -1;
    int bestLength = 1;
    int runStart = 0;
    for (int i = 0; i <= 8; i++) {
      if (i == 8 || group(i) != 0) {
        if (i - runStart > bestLength) {
          bestStart = runStart;
          bestLength = i - runStart;
        }
        runStart = i + 1;
      }
    }
    var text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(group(i)));
    }
    return text.toString();
  }

  private int group(int i) {
    long half = i < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (i & 3))) & 0xffff;
  }
}
