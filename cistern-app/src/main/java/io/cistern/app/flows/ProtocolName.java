package io.cistern.app.flows;

import org.jspecify.annotations.Nullable;

/// IP protocols as answers name them.
public final class ProtocolName {
  private ProtocolName() {}

  /// The protocol's name where it is a common one, else its number; null for what is not IP.
  public static @Nullable String of(int number) {
    return switch (number) {
      case -1 -> null;
      case 1 -> "icmp";
      case 2 -> "igmp";
      case 6 -> "tcp";
      case 17 -> "udp";
      case 47 -> "gre";
      case 50 -> "esp";
      case 58 -> "icmpv6";
      case 89 -> "ospf";
      case 132 -> "sctp";
      default -> Integer.toString(number);
    };
  }
}
