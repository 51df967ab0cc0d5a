package io.cistern.protodecode;

/// What a payload is by the ports around it: a label for people, no proof.
public enum Application {
  /// None of these.
  NONE,
  /// Domain names: TCP or UDP port 53.
  DNS,
  /// Network time: UDP port 123.
  NTP,
  /// Host configuration: UDP ports 67 and 68, and 546 and 547 for IPv6.
  DHCP,
  /// QUIC: UDP port 443 and the fixed bit of RFC 9000, section 17.
  QUIC,
  /// WireGuard: UDP port 51820 and one of its four message types.
  WIREGUARD;

  static Application byPorts(int protocol, int source, int destination) {
    if (protocol != IpProtocol.UDP && protocol != IpProtocol.TCP) {
      return NONE;
    }
    Application application = byPort(protocol, destination);
    return application == NONE ? byPort(protocol, source) : application;
  }

  private static Application byPort(int protocol, int port) {
    if (port == 53) {
      return DNS;
    }
    if (protocol == IpProtocol.TCP) {
      return NONE;
    }
    return switch (port) {
      case 123 -> NTP;
      case 67, 68, 546, 547 -> DHCP;
      default -> NONE;
    };
  }
}
