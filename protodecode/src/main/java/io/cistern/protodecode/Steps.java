package io.cistern.protodecode;

import static io.cistern.protodecode.LayerKind.ETHERNET;
import static io.cistern.protodecode.LayerKind.IPV4;
import static io.cistern.protodecode.LayerKind.IPV6;
import static io.cistern.protodecode.LayerKind.NONE;
import static io.cistern.protodecode.LayerKind.TCP;
import static io.cistern.protodecode.LayerKind.UDP;
import static io.cistern.protodecode.LayerKind.VLAN;
import static io.cistern.protodecode.LayerKind.VXLAN;

import java.lang.foreign.MemorySegment;

/// Which step takes which layer: a loop, one step for each. Allocation-free.
///
/// [LayerKind#NONE] ends the loop. There is no recursion, and [HeaderFields#MAX_LAYERS] bounds the
/// loop, so no stack of headers takes long. The steps themselves are in [LinkSteps], [MediaSteps],
/// [IpSteps], [TransportSteps], [ControlSteps], [TunnelSteps] and [UdpTunnelSteps].
final class Steps {
  private Steps() {}

  /// Takes one step after another, in the order in which layers mostly follow each other, so that
  /// each branch of the common ones is a place of its own to the branch predictor.
  static void run(Walk w, int headerProtocol, MemorySegment s) {
    LayerKind next =
        headerProtocol == HeaderDecoder.ETHERNET ? ETHERNET : first(w, headerProtocol, s);
    while (next != NONE) {
      if (next == ETHERNET) {
        next = LinkSteps.ethernet(w, s);
      }
      if (next == VLAN) {
        next = LinkSteps.vlan(w, s);
      }
      if (next == IPV4) {
        next = IpSteps.ipv4(w, s);
      } else if (next == IPV6) {
        next = IpSteps.ipv6(w, s);
      }
      if (next == TCP) {
        next = TransportSteps.tcp(w, s);
      } else if (next == UDP) {
        next = TransportSteps.udp(w, s);
      }
      if (next == VXLAN) {
        next = UdpTunnelSteps.vxlan(w, s);
      } else if (next != NONE) {
        next = rare(w, next, s);
      }
    }
  }

  private static LayerKind rare(Walk w, LayerKind kind, MemorySegment s) {
    return switch (kind) {
      case ETHERNET, VLAN, IPV4, IPV6, TCP, UDP, VXLAN -> kind; // the loop's next turn
      case LLC -> LinkSteps.llc(w, s);
      case MACSEC -> LinkSteps.macsec(w, s);
      case VN_TAG -> LinkSteps.tag(w, s, kind, VnTag.LENGTH);
      case E_TAG -> LinkSteps.tag(w, s, kind, ETag.LENGTH);
      case SERVICE_TAG -> LinkSteps.serviceTag(w, s);
      case MPLS -> LinkSteps.mpls(w, s);
      case PSEUDOWIRE -> LinkSteps.pseudowire(w, s);
      case PPPOE -> LinkSteps.pppoe(w, s);
      case PPP -> MediaSteps.ppp(w, s);
      case HDLC -> MediaSteps.hdlc(w, s);
      case FRAME_RELAY -> MediaSteps.frameRelay(w, s);
      case TOKEN_RING -> MediaSteps.tokenRing(w, s);
      case FDDI -> MediaSteps.fddi(w, s);
      case WIFI -> MediaSteps.wifi(w, s);
      case ARP -> ControlSteps.arp(w, s);
      case SLOW_PROTOCOL -> ControlSteps.slowProtocol(w, s);
      case LLDP -> ControlSteps.lldp(w, s);
      case STP -> ControlSteps.stp(w, s);
      case HOP_BY_HOP, ROUTING, DESTINATION_OPTIONS -> IpSteps.extension(w, s, kind);
      case FRAGMENT -> IpSteps.fragment(w, s);
      case AUTHENTICATION -> IpSteps.authentication(w, s);
      case ESP -> IpSteps.esp(w);
      case ICMP, ICMPV6 -> TransportSteps.icmp(w, s, kind);
      case UDP_LITE -> TransportSteps.udpLite(w, s);
      case SCTP -> TransportSteps.sctp(w, s);
      case DCCP -> TransportSteps.dccp(w, s);
      case IGMP -> ControlSteps.fixed(w, kind, Igmp.LENGTH);
      case VRRP -> ControlSteps.fixed(w, kind, Vrrp.LENGTH);
      case PIM -> ControlSteps.fixed(w, kind, Pim.LENGTH);
      case EIGRP -> ControlSteps.fixed(w, kind, Eigrp.LENGTH);
      case OSPF -> ControlSteps.ospf(w, s);
      case GRE -> TunnelSteps.gre(w, s);
      case ERSPAN -> TunnelSteps.erspan(w, s);
      case ETHER_IP -> TunnelSteps.etherIp(w, s);
      case VXLAN_GPE -> UdpTunnelSteps.vxlanGpe(w, s);
      case GENEVE -> UdpTunnelSteps.geneve(w, s);
      case GTP_U -> UdpTunnelSteps.gtpU(w, s);
      case L2TP -> UdpTunnelSteps.l2tp(w, s);
      case TEREDO -> UdpTunnelSteps.teredo(w, s);
      case BASE_TRANSPORT -> UdpTunnelSteps.baseTransport(w);
      case UNKNOWN, NONE -> throw new IllegalStateException("no step for " + kind);
    };
  }

  private static LayerKind first(Walk w, int headerProtocol, MemorySegment s) {
    return switch (headerProtocol) {
      case HeaderDecoder.ETHERNET, HeaderDecoder.WIFI_SUBFRAME -> ETHERNET;
      case HeaderDecoder.IPV4, HeaderDecoder.IPV6 -> firstIp(w, headerProtocol, s);
      case HeaderDecoder.PPP -> LayerKind.PPP;
      case HeaderDecoder.POS -> LayerKind.HDLC;
      case HeaderDecoder.MPLS -> LayerKind.MPLS;
      case HeaderDecoder.WIFI -> LayerKind.WIFI;
      case HeaderDecoder.TOKEN_RING -> LayerKind.TOKEN_RING;
      case HeaderDecoder.FDDI -> LayerKind.FDDI;
      case HeaderDecoder.FRAME_RELAY -> LayerKind.FRAME_RELAY;
      default -> w.unknown(ProtocolSpace.HEADER_PROTOCOL, headerProtocol);
    };
  }

  /// Agents mix up 11 and 12; the version in the packet is right.
  private static LayerKind firstIp(Walk w, int headerProtocol, MemorySegment s) {
    int version = w.sampled() == 0 ? 0 : w.u8(s, 0) >> 4;
    return switch (version) {
      case 4 -> IPV4;
      case 6 -> IPV6;
      default -> headerProtocol == HeaderDecoder.IPV4 ? IPV4 : IPV6;
    };
  }
}
