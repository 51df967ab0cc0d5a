package io.cistern.protodecode;

import static io.cistern.protodecode.LayerKind.NONE;

/// Steps over IPv4, IPv6 and the headers between IP and transport. Allocation-free.
final class IpSteps {
  private IpSteps() {}

  static LayerKind ipv4(Walk w) {
    if (!w.whole(LayerKind.IPV4, Ipv4.MINIMUM_LENGTH)) {
      return NONE;
    }
    int first = w.u8(0);
    int length = (first & 15) << 2;
    int total = w.u16(2);
    if (first >> 4 != 4 || length < Ipv4.MINIMUM_LENGTH || (total != 0 && total < length)) {
      return w.stop(StopReason.MALFORMED, LayerKind.IPV4);
    }
    ipv4Fields(w, total);
    if (!w.whole(LayerKind.IPV4, length)) {
      return NONE;
    }
    bound(w, total == 0 ? -1 : total);
    w.advance(LayerKind.IPV4, length);
    return w.packet.fragmentOffset == 0 ? byIpProtocol(w, w.packet.ipProtocol) : stopAtFragment(w);
  }

  private static void ipv4Fields(Walk w, int total) {
    int fragment = w.u16(6);
    w.packet.ipVersion = 4;
    w.packet.trafficClass = w.u8(1);
    w.packet.ipTotalLength = total == 0 ? -1 : total;
    w.packet.fragmentOffset = (fragment & 0x1FFF) << 3;
    w.packet.fragment = (fragment & 0x3FFF) != 0;
    w.packet.timeToLive = w.u8(8);
    w.packet.ipProtocol = w.u8(9);
    w.packet.sourceLow = w.u32(12);
    w.packet.destinationLow = w.u32(16);
  }

  static LayerKind ipv6(Walk w) {
    if (!w.whole(LayerKind.IPV6, Ipv6.LENGTH)) {
      return NONE;
    }
    if (w.u8(0) >> 4 != 6) {
      return w.stop(StopReason.MALFORMED, LayerKind.IPV6);
    }
    int payload = w.u16(4);
    // a payload of 0 is a jumbogram, or segmentation offload that left the length out
    int total = payload == 0 ? -1 : Ipv6.LENGTH + payload;
    w.packet.ipVersion = 6;
    w.packet.trafficClass = w.u16(0) >> 4 & 0xFF;
    w.packet.ipTotalLength = total;
    w.packet.timeToLive = w.u8(7);
    w.packet.sourceHigh = w.i64(8);
    w.packet.sourceLow = w.i64(16);
    w.packet.destinationHigh = w.i64(24);
    w.packet.destinationLow = w.i64(32);
    bound(w, total);
    int next = w.u8(6);
    w.advance(LayerKind.IPV6, Ipv6.LENGTH);
    return byIpProtocol(w, next);
  }

  /// Bounds what follows by the length of the IP packet at the position.
  ///
  /// @param total bytes with the IP header, -1 for unknown
  private static void bound(Walk w, int total) {
    w.ipEnd = total < 0 ? -1 : w.position + total;
    if (total >= 0) {
      w.limit = Math.min(w.limit, w.ipEnd);
    }
  }

  static LayerKind extension(Walk w, LayerKind kind) {
    if (!w.whole(kind, 8)) {
      return NONE;
    }
    int length = (w.u8(1) + 1) << 3;
    if (!w.whole(kind, length)) {
      return NONE;
    }
    if (kind == LayerKind.HOP_BY_HOP && w.packet.ipTotalLength < 0) {
      jumboPayload(w);
    }
    int next = w.u8(0);
    w.advance(kind, length);
    return byIpProtocol(w, next);
  }

  /// Reads the jumbo payload option (RFC 2675, section 2), if it is the first option: no other
  /// place fits its alignment without padding.
  private static void jumboPayload(Walk w) {
    long payload = w.u32(4);
    if (w.u16(2) != 0xC204 || payload > Integer.MAX_VALUE - w.position) {
      return;
    }
    w.packet.ipTotalLength = Ipv6.LENGTH + (int) payload;
    w.ipEnd = w.position + (int) payload;
    w.limit = Math.min(w.limit, w.ipEnd);
  }

  static LayerKind fragment(Walk w) {
    if (!w.whole(LayerKind.FRAGMENT, Ipv6Fragment.LENGTH)) {
      return NONE;
    }
    int fragment = w.u16(2);
    int next = w.u8(0);
    w.packet.fragmentOffset = fragment & 0xFFF8;
    w.packet.fragment = (fragment & 0xFFF9) != 0;
    w.packet.ipProtocol = next;
    w.advance(LayerKind.FRAGMENT, Ipv6Fragment.LENGTH);
    return w.packet.fragmentOffset == 0 ? byIpProtocol(w, next) : stopAtFragment(w);
  }

  private static LayerKind stopAtFragment(Walk w) {
    w.fields.stop(StopReason.FRAGMENT, NONE, w.position);
    return NONE;
  }

  static LayerKind authentication(Walk w) {
    if (!w.whole(LayerKind.AUTHENTICATION, Authentication.MINIMUM_LENGTH)) {
      return NONE;
    }
    int length = (w.u8(1) + 2) << 2;
    if (length < Authentication.MINIMUM_LENGTH) {
      return w.stop(StopReason.MALFORMED, LayerKind.AUTHENTICATION);
    }
    if (!w.whole(LayerKind.AUTHENTICATION, length)) {
      return NONE;
    }
    int next = w.u8(0);
    w.advance(LayerKind.AUTHENTICATION, length);
    return byIpProtocol(w, next);
  }

  static LayerKind byIpProtocol(Walk w, int protocol) {
    w.packet.ipProtocol = protocol;
    return switch (protocol) {
      case IpProtocol.TCP -> LayerKind.TCP;
      case IpProtocol.UDP -> LayerKind.UDP;
      case IpProtocol.AUTHENTICATION -> LayerKind.AUTHENTICATION;
      case IpProtocol.GRE -> LayerKind.GRE;
      case IpProtocol.IPV4 -> w.enter(LayerKind.IPV4);
      case IpProtocol.IPV6 -> w.enter(LayerKind.IPV6);
      case IpProtocol.ETHERNET -> w.enter(LayerKind.ETHERNET);
      default ->
          w.packet.ipVersion == 6 ? byIpv6NextHeader(w, protocol) : byIpv4Protocol(w, protocol);
    };
  }

  private static LayerKind byIpv4Protocol(Walk w, int protocol) {
    return protocol == IpProtocol.ICMP
        ? LayerKind.ICMP
        : w.unknown(ProtocolSpace.IP_PROTOCOL, protocol);
  }

  private static LayerKind byIpv6NextHeader(Walk w, int protocol) {
    return switch (protocol) {
      case IpProtocol.ICMPV6 -> LayerKind.ICMPV6;
      case IpProtocol.HOP_BY_HOP -> LayerKind.HOP_BY_HOP;
      case IpProtocol.ROUTING -> LayerKind.ROUTING;
      case IpProtocol.FRAGMENT -> LayerKind.FRAGMENT;
      case IpProtocol.DESTINATION_OPTIONS -> LayerKind.DESTINATION_OPTIONS;
      case IpProtocol.NO_NEXT_HEADER -> w.stop(StopReason.END, NONE);
      default -> w.unknown(ProtocolSpace.IP_PROTOCOL, protocol);
    };
  }
}
