package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// Makes a record of each layer whose place a decode has found.
final class Layers {
  private Layers() {}

  /// Reads the layers of one header.
  ///
  /// @param fields what was found in this very slice
  /// @param s the bytes
  /// @param offset where the header begins in `s`
  /// @param length bytes of the header
  static List<Layer> read(HeaderFields fields, MemorySegment s, long offset, int length) {
    int count = fields.layerCount();
    var layers = new Layer[count];
    int begin = 0;
    for (int i = 0; i < count; i++) {
      int end = i + 1 < count ? fields.layerOffset(i + 1) : fields.stopOffset();
      layers[i] = read(fields, fields.layerKind(i), s, offset, begin, end, length);
      begin = end;
    }
    return List.of(layers);
  }

  private static Layer read(
      HeaderFields fields,
      LayerKind kind,
      MemorySegment s,
      long offset,
      int begin,
      int end,
      int headerLength) {
    long at = offset + begin;
    return switch (kind) {
      case ETHERNET -> Ethernet.read(s, at);
      case VLAN -> VlanTag.read(s, at);
      case ARP -> Arp.read(s, at);
      case IPV4 -> Ipv4Header.read(s, at, end - begin);
      case IPV6 -> Ipv6Header.read(s, at);
      case ROUTING -> Ipv6Routing.read(s, at, end - begin);
      case HOP_BY_HOP, DESTINATION_OPTIONS -> Ipv6Extension.read(kind, s, at, end - begin);
      case FRAGMENT -> Ipv6Fragment.read(s, at);
      case AUTHENTICATION -> Authentication.read(s, at, end - begin);
      case TCP -> Tcp.read(s, at, end - begin);
      case UDP -> Udp.read(s, at);
      case ICMP -> Icmp.read(s, at);
      case ICMPV6 -> Icmpv6.read(s, at);
      case MPLS -> MplsLabel.read(s, at);
      case PPPOE -> PppoeSession.read(s, at);
      case PPP -> Ppp.read(s, at, end - begin);
      case GRE -> Gre.read(s, at);
      case VXLAN -> Vxlan.read(s, at);
      case LLC -> Llc.read(s, at, end - begin);
      case STP -> Stp.read(s, at);
      case LLDP -> Lldp.read(s, at, end - begin);
      case SLOW_PROTOCOL -> SlowProtocol.read(s, at, end - begin);
      case MACSEC -> Macsec.read(s, at);
      case PSEUDOWIRE -> PseudowireControl.read(s, at);
      case HDLC -> Hdlc.read(s, at);
      case FRAME_RELAY -> FrameRelay.read(s, at, end - begin);
      case TOKEN_RING -> TokenRing.read(s, at, end - begin);
      case FDDI -> Fddi.read(s, at);
      case WIFI -> Wifi.read(s, at);
      case ESP -> Esp.read(s, at);
      case UDP_LITE -> UdpLite.read(s, at);
      case SCTP -> Sctp.read(s, at);
      case DCCP -> Dccp.read(s, at, end - begin);
      case IGMP -> Igmp.read(s, at);
      case OSPF -> Ospf.read(s, at);
      case VRRP -> Vrrp.read(s, at);
      case PIM -> Pim.read(s, at);
      case EIGRP -> Eigrp.read(s, at);
      case ERSPAN -> Erspan.read(s, at, end - begin);
      case ETHER_IP -> EtherIp.read(s, at);
      case VXLAN_GPE -> VxlanGpe.read(s, at);
      case GENEVE -> Geneve.read(s, at, end - begin);
      case GTP_U -> GtpU.read(s, at, end - begin);
      case L2TP -> L2tp.read(s, at, end - begin);
      case TEREDO -> Teredo.read(end - begin);
      case VN_TAG -> VnTag.read(s, at);
      case E_TAG -> ETag.read(s, at);
      case SERVICE_TAG -> ServiceTag.read(s, at);
      case BASE_TRANSPORT -> BaseTransport.read(s, at);
      case UNKNOWN ->
          new UnknownLayer(
              fields.unknownSpace(), fields.unknownProtocol(), begin, headerLength - begin);
      case NONE -> throw new IllegalStateException("a layer of no kind at offset " + begin);
    };
  }
}
