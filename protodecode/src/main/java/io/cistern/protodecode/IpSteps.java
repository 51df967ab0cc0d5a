package io.cistern.protodecode;

import static io.cistern.protodecode.LayerKind.NONE;

import java.lang.foreign.MemorySegment;

/// Steps over IPv4, IPv6 and the headers between IP and transport. Allocation-free.
final class IpSteps {
  private IpSteps() {}

  static LayerKind ipv4(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.IPV4, Ipv4Header.MINIMUM_LENGTH)) {
      return NONE;
    }
    long first = w.i64(s, 0);
    int length = (int) (first >>> 54) & 0x3C;
    int total = (int) (first >>> 32) & 0xFFFF;
    if (first >>> 60 != 4 || length < Ipv4Header.MINIMUM_LENGTH || (total != 0 && total < length)) {
      return w.stop(StopReason.MALFORMED, LayerKind.IPV4);
    }
    PacketFields packet = w.packet();
    int second = w.i32(s, 8);
    long addresses = w.i64(s, 12);
    int protocol = second >>> 16 & 0xFF;
    int fragment = (int) first & 0x3FFF;
    packet.ipVersion = 4;
    packet.ipProtocol = protocol;
    packet.trafficClass = (int) (first >>> 48) & 0xFF;
    packet.ipTotalLength = total == 0 ? -1 : total;
    packet.fragment = fragment;
    packet.timeToLive = second >>> 24;
    packet.sourceLow = addresses >>> 32;
    packet.destinationLow = addresses & 0xFFFF_FFFFL;
    if (!w.whole(LayerKind.IPV4, length)) {
      return NONE;
    }
    bound(w, total == 0 ? -1 : total);
    w.advance(LayerKind.IPV4, length);
    return (fragment & 0x1FFF) == 0 ? byIpProtocol(w, packet, protocol) : stopAtFragment(w);
  }

  static LayerKind ipv6(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.IPV6, Ipv6Header.LENGTH)) {
      return NONE;
    }
    long first = w.i64(s, 0);
    if (first >>> 60 != 6) {
      return w.stop(StopReason.MALFORMED, LayerKind.IPV6);
    }
    int payload = (int) first >>> 16;
    int next = (int) first >>> 8 & 0xFF;
    // a payload of 0 is a jumbogram, or segmentation offload that left the length out
    int total = payload == 0 ? -1 : Ipv6Header.LENGTH + payload;
    PacketFields packet = w.packet();
    packet.ipVersion = 6;
    packet.trafficClass = (int) (first >>> 52) & 0xFF;
    packet.ipTotalLength = total;
    packet.fragment = 0;
    packet.timeToLive = (int) first & 0xFF;
    packet.sourceHigh = w.i64(s, 8);
    packet.sourceLow = w.i64(s, 16);
    packet.destinationHigh = w.i64(s, 24);
    packet.destinationLow = w.i64(s, 32);
    bound(w, total);
    w.advance(LayerKind.IPV6, Ipv6Header.LENGTH);
    packet.ipProtocol = next;
    return byIpProtocol(w, packet, next);
  }

  /// Bounds what follows by the length of the IP packet at the position.
  ///
  /// @param total bytes with the IP header, -1 for unknown
  private static void bound(Walk w, int total) {
    if (total < 0) {
      w.ipEnd = -1;
    } else {
      w.ipEnd = w.position + total;
      w.limitTo(total);
    }
  }

  static LayerKind extension(Walk w, MemorySegment s, LayerKind kind) {
    if (!w.whole(kind, 8)) {
      return NONE;
    }
    int length = (w.u8(s, 1) + 1) << 3;
    if (!w.whole(kind, length)) {
      return NONE;
    }
    PacketFields packet = w.packet();
    if (kind == LayerKind.HOP_BY_HOP && packet.ipTotalLength < 0) {
      jumboPayload(w, s, packet);
    }
    int next = w.u8(s, 0);
    w.advance(kind, length);
    return nextHeader(w, packet, next);
  }

  /// Reads the jumbo payload option (RFC 2675, section 2), if it is the first option: no other
  /// place fits its alignment without padding.
  private static void jumboPayload(Walk w, MemorySegment s, PacketFields packet) {
    long payload = w.u32(s, 4);
    if (w.u16(s, 2) != 0xC204 || payload > Integer.MAX_VALUE - w.position - Ipv6Header.LENGTH) {
      return;
    }
    packet.ipTotalLength = Ipv6Header.LENGTH + (int) payload;
    w.ipEnd = w.position + (int) payload;
    w.limitTo((int) payload);
  }

  static LayerKind fragment(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.FRAGMENT, Ipv6Fragment.LENGTH)) {
      return NONE;
    }
    int fragment = w.u16(s, 2);
    int next = w.u8(s, 0);
    PacketFields packet = w.packet();
    packet.fragment = fragment >>> 3 | (fragment & 1) << 13;
    packet.ipProtocol = next;
    w.advance(LayerKind.FRAGMENT, Ipv6Fragment.LENGTH);
    return (fragment & 0xFFF8) == 0 ? byIpProtocol(w, packet, next) : stopAtFragment(w);
  }

  private static LayerKind stopAtFragment(Walk w) {
    return w.stop(StopReason.FRAGMENT, NONE);
  }

  static LayerKind authentication(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.AUTHENTICATION, Authentication.MINIMUM_LENGTH)) {
      return NONE;
    }
    int length = (w.u8(s, 1) + 2) << 2;
    if (length < Authentication.MINIMUM_LENGTH) {
      return w.stop(StopReason.MALFORMED, LayerKind.AUTHENTICATION);
    }
    if (!w.whole(LayerKind.AUTHENTICATION, length)) {
      return NONE;
    }
    int next = w.u8(s, 0);
    w.advance(LayerKind.AUTHENTICATION, length);
    return nextHeader(w, w.packet(), next);
  }

  static LayerKind esp(Walk w) {
    if (!w.whole(LayerKind.ESP, Esp.LENGTH)) {
      return NONE;
    }
    w.advance(LayerKind.ESP, Esp.LENGTH);
    return w.stop(StopReason.ENCRYPTED, NONE);
  }

  private static LayerKind nextHeader(Walk w, PacketFields packet, int protocol) {
    packet.ipProtocol = protocol;
    return byIpProtocol(w, packet, protocol);
  }

  private static LayerKind byIpProtocol(Walk w, PacketFields packet, int protocol) {
    return switch (protocol) {
      case IpProtocol.TCP -> LayerKind.TCP;
      case IpProtocol.UDP -> LayerKind.UDP;
      case IpProtocol.AUTHENTICATION -> LayerKind.AUTHENTICATION;
      case IpProtocol.ESP -> LayerKind.ESP;
      case IpProtocol.UDP_LITE -> LayerKind.UDP_LITE;
      case IpProtocol.SCTP -> LayerKind.SCTP;
      case IpProtocol.DCCP -> LayerKind.DCCP;
      case IpProtocol.OSPF -> LayerKind.OSPF;
      case IpProtocol.PIM -> LayerKind.PIM;
      case IpProtocol.VRRP -> LayerKind.VRRP;
      case IpProtocol.EIGRP -> LayerKind.EIGRP;
      case IpProtocol.GRE -> LayerKind.GRE;
      case IpProtocol.ETHER_IP -> LayerKind.ETHER_IP;
      case IpProtocol.MPLS -> w.enter(LayerKind.MPLS, LayerKind.MPLS, -1);
      case IpProtocol.IPV4 -> w.enter(LayerKind.IPV4, LayerKind.IPV4, -1);
      case IpProtocol.IPV6 -> w.enter(LayerKind.IPV6, LayerKind.IPV6, -1);
      case IpProtocol.ETHERNET -> w.enter(LayerKind.ETHERNET, LayerKind.ETHERNET, -1);
      default ->
          packet.ipVersion == 6 ? byIpv6NextHeader(w, protocol) : byIpv4Protocol(w, protocol);
    };
  }

  private static LayerKind byIpv4Protocol(Walk w, int protocol) {
    return switch (protocol) {
      case IpProtocol.ICMP -> LayerKind.ICMP;
      case IpProtocol.IGMP -> LayerKind.IGMP;
      default -> w.unknown(ProtocolSpace.IP_PROTOCOL, protocol);
    };
  }

  private static LayerKind byIpv6NextHeader(Walk w, int protocol) {
    return switch (protocol) {
      case IpProtocol.ICMPV6 -> LayerKind.ICMPV6;
      case IpProtocol.HOP_BY_HOP -> LayerKind.HOP_BY_HOP;
      case IpProtocol.ROUTING -> LayerKind.ROUTING;
      case IpProtocol.FRAGMENT -> LayerKind.FRAGMENT;
      case IpProtocol.DESTINATION_OPTIONS -> LayerKind.DESTINATION_OPTIONS;
      case IpProtocol.NO_NEXT_HEADER -> w.end();
      default -> w.unknown(ProtocolSpace.IP_PROTOCOL, protocol);
    };
  }
}
