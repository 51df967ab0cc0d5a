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

/// The walk over one sampled header: a loop, one step for each layer. Allocation-free.
///
/// A step reads the layer at [#position], writes its fields, moves behind it and names the next
/// layer; [LayerKind#NONE] ends the loop. There is no recursion, and [HeaderFields#MAX_LAYERS]
/// bounds the loop, so no stack of headers takes long. The steps themselves are in [LinkSteps],
/// [MediaSteps], [IpSteps], [TransportSteps], [ControlSteps], [TunnelSteps] and [UdpTunnelSteps].
///
/// Two ends bound every layer. Bytes are missing behind [#end] because the sample was cut there:
/// that is [StopReason#TRUNCATED]. Behind [#limit] the packet itself ends by the lengths it
/// declares, so a layer reaching over it is [StopReason#MALFORMED].
final class Walk {
  static final int UNLIMITED = Integer.MAX_VALUE;

  /*
   * The segment is handed from step to step instead of being kept here: a reference stored into an
   * old object costs a write barrier for every header.
   */
  final HeaderFields fields;
  int position;
  int ipEnd;
  private long base;
  private int end;
  private int limit;
  private int bound;

  Walk(HeaderFields fields) {
    this.fields = fields;
  }

  /// In the order in which layers mostly follow each other, so that each branch of the common ones
  /// is a place of its own to the branch predictor.
  void run(int headerProtocol, MemorySegment s, long offset, int length) {
    position = 0;
    ipEnd = -1;
    base = offset;
    end = length;
    limit = UNLIMITED;
    bound = length;
    LayerKind next = headerProtocol == HeaderDecoder.ETHERNET ? ETHERNET : first(headerProtocol, s);
    while (next != NONE) {
      if (next == ETHERNET) {
        next = LinkSteps.ethernet(this, s);
      }
      if (next == VLAN) {
        next = LinkSteps.vlan(this, s);
      }
      if (next == IPV4) {
        next = IpSteps.ipv4(this, s);
      } else if (next == IPV6) {
        next = IpSteps.ipv6(this, s);
      }
      if (next == TCP) {
        next = TransportSteps.tcp(this, s);
      } else if (next == UDP) {
        next = TransportSteps.udp(this, s);
      }
      if (next == VXLAN) {
        next = UdpTunnelSteps.vxlan(this, s);
      } else if (next != NONE) {
        next = rare(next, s);
      }
    }
  }

  private LayerKind rare(LayerKind kind, MemorySegment s) {
    return switch (kind) {
      case ETHERNET, VLAN, IPV4, IPV6, TCP, UDP, VXLAN -> kind; // the loop's next turn
      case LLC -> LinkSteps.llc(this, s);
      case MACSEC -> LinkSteps.macsec(this, s);
      case VN_TAG -> LinkSteps.tag(this, s, kind, VnTag.LENGTH);
      case E_TAG -> LinkSteps.tag(this, s, kind, ETag.LENGTH);
      case SERVICE_TAG -> LinkSteps.serviceTag(this, s);
      case MPLS -> LinkSteps.mpls(this, s);
      case PSEUDOWIRE -> LinkSteps.pseudowire(this, s);
      case PPPOE -> LinkSteps.pppoe(this, s);
      case PPP -> MediaSteps.ppp(this, s);
      case HDLC -> MediaSteps.hdlc(this, s);
      case FRAME_RELAY -> MediaSteps.frameRelay(this, s);
      case TOKEN_RING -> MediaSteps.tokenRing(this, s);
      case FDDI -> MediaSteps.fddi(this, s);
      case WIFI -> MediaSteps.wifi(this, s);
      case ARP -> ControlSteps.arp(this, s);
      case SLOW_PROTOCOL -> ControlSteps.slowProtocol(this, s);
      case LLDP -> ControlSteps.lldp(this, s);
      case STP -> ControlSteps.stp(this, s);
      case HOP_BY_HOP, ROUTING, DESTINATION_OPTIONS -> IpSteps.extension(this, s, kind);
      case FRAGMENT -> IpSteps.fragment(this, s);
      case AUTHENTICATION -> IpSteps.authentication(this, s);
      case ESP -> IpSteps.esp(this);
      case ICMP, ICMPV6 -> TransportSteps.icmp(this, s, kind);
      case UDP_LITE -> TransportSteps.udpLite(this, s);
      case SCTP -> TransportSteps.sctp(this, s);
      case DCCP -> TransportSteps.dccp(this, s);
      case IGMP -> ControlSteps.fixed(this, kind, Igmp.LENGTH);
      case VRRP -> ControlSteps.fixed(this, kind, Vrrp.LENGTH);
      case PIM -> ControlSteps.fixed(this, kind, Pim.LENGTH);
      case EIGRP -> ControlSteps.fixed(this, kind, Eigrp.LENGTH);
      case OSPF -> ControlSteps.ospf(this, s);
      case GRE -> TunnelSteps.gre(this, s);
      case ERSPAN -> TunnelSteps.erspan(this, s);
      case ETHER_IP -> TunnelSteps.etherIp(this, s);
      case VXLAN_GPE -> UdpTunnelSteps.vxlanGpe(this, s);
      case GENEVE -> UdpTunnelSteps.geneve(this, s);
      case GTP_U -> UdpTunnelSteps.gtpU(this, s);
      case L2TP -> UdpTunnelSteps.l2tp(this, s);
      case TEREDO -> UdpTunnelSteps.teredo(this, s);
      case BASE_TRANSPORT -> UdpTunnelSteps.baseTransport(this);
      case UNKNOWN, NONE -> throw new IllegalStateException("no step for " + kind);
    };
  }

  private LayerKind first(int headerProtocol, MemorySegment s) {
    return switch (headerProtocol) {
      case HeaderDecoder.ETHERNET, HeaderDecoder.WIFI_SUBFRAME -> ETHERNET;
      case HeaderDecoder.IPV4, HeaderDecoder.IPV6 -> firstIp(headerProtocol, s);
      case HeaderDecoder.PPP -> LayerKind.PPP;
      case HeaderDecoder.POS -> LayerKind.HDLC;
      case HeaderDecoder.MPLS -> LayerKind.MPLS;
      case HeaderDecoder.WIFI -> LayerKind.WIFI;
      case HeaderDecoder.TOKEN_RING -> LayerKind.TOKEN_RING;
      case HeaderDecoder.FDDI -> LayerKind.FDDI;
      case HeaderDecoder.FRAME_RELAY -> LayerKind.FRAME_RELAY;
      default -> unknown(ProtocolSpace.HEADER_PROTOCOL, headerProtocol);
    };
  }

  /// Agents mix up 11 and 12; the version in the packet is right.
  private LayerKind firstIp(int headerProtocol, MemorySegment s) {
    int version = end == 0 ? 0 : u8(s, 0) >> 4;
    return switch (version) {
      case 4 -> IPV4;
      case 6 -> IPV6;
      default -> headerProtocol == HeaderDecoder.IPV4 ? IPV4 : IPV6;
    };
  }

  /// The packet that the walk is in.
  PacketFields packet() {
    return fields.nesting == 0 ? fields : fields.inner;
  }

  /// Bytes from the position to the end of the sample or of the packet.
  int available() {
    return bound - position;
  }

  /// Bytes from the position to the end of the packet by its own lengths, sampled or not.
  int declared() {
    return limit - position;
  }

  /// Bytes from the position to the end of the sample, whatever the packet says.
  int sampled() {
    return end - position;
  }

  /// Ends the packet this many bytes behind the position, where it did not end before.
  void limitTo(int length) {
    limit = Math.min(limit, position + length);
    bound = Math.min(bound, limit);
  }

  /// Takes the end of the packet for a cut of what follows: a quote is no longer than it is.
  void cutAtLimit() {
    end = bound;
    limit = UNLIMITED;
  }

  /// Whether the layer has all of its bytes and may be listed; where not, the walk is stopped.
  boolean whole(LayerKind kind, int length) {
    if (length <= bound - position && fields.layerCount < HeaderFields.MAX_LAYERS) {
      return true;
    }
    stopAt(kind, length);
    return false;
  }

  private void stopAt(LayerKind kind, int length) {
    if (fields.layerCount == HeaderFields.MAX_LAYERS) {
      stop(StopReason.LIMIT, kind);
    } else {
      stop(length > declared() ? StopReason.MALFORMED : StopReason.TRUNCATED, kind);
    }
  }

  void advance(LayerKind kind, int length) {
    fields.addLayer(kind, position);
    position += length;
  }

  LayerKind last(LayerKind kind, int length) {
    advance(kind, length);
    return end();
  }

  /// Ends the walk: what follows is payload.
  LayerKind end() {
    return stop(StopReason.END, NONE);
  }

  LayerKind stop(StopReason reason, LayerKind kind) {
    fields.stop(reason, kind, position);
    return NONE;
  }

  /// Goes on to a packet inside the packet, with fields of its own. Every one but the innermost is
  /// overwritten by the next.
  ///
  /// @param via the layer that carries it
  /// @param id what the tunnel is told apart by, -1 for nothing
  LayerKind enter(LayerKind kind, LayerKind via, long id) {
    if (fields.nesting == HeaderFields.MAX_NESTING) {
      return stop(StopReason.LIMIT, kind);
    }
    fields.enterInner(via, id);
    return kind;
  }

  LayerKind unknown(ProtocolSpace space, int protocol) {
    if (!whole(LayerKind.UNKNOWN, 0)) {
      return NONE;
    }
    fields.unknown(space, protocol);
    fields.addLayer(LayerKind.UNKNOWN, position);
    return stop(StopReason.UNKNOWN_PROTOCOL, LayerKind.UNKNOWN);
  }

  /// The position in the segment.
  long at() {
    return base + position;
  }

  int u8(MemorySegment s, int at) {
    return Wire.u8(s, base + position + at);
  }

  int u16(MemorySegment s, int at) {
    return Wire.u16(s, base + position + at);
  }

  int i32(MemorySegment s, int at) {
    return Wire.i32(s, base + position + at);
  }

  long u32(MemorySegment s, int at) {
    return Wire.u32(s, base + position + at);
  }

  long u48(MemorySegment s, int at) {
    return Wire.u48(s, base + position + at);
  }

  long i64(MemorySegment s, int at) {
    return Wire.i64(s, base + position + at);
  }

  /// Whether the bytes at the position are an IP packet that was declared to be an Ethernet frame,
  /// as [MisdeclaredIp#recognise].
  LayerKind misdeclaredIp(MemorySegment s) {
    return MisdeclaredIp.recognise(s, base, end);
  }
}
