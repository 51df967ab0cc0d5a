package io.cistern.protodecode;

import static io.cistern.protodecode.LayerKind.NONE;

/// Steps over what carries IP on a link: Ethernet, VLAN tags, MPLS, PPPoE; and ARP.
/// Allocation-free.
final class LinkSteps {
  private LinkSteps() {}

  static LayerKind ethernet(Walk w) {
    if (!w.whole(LayerKind.ETHERNET, Ethernet.LENGTH)) {
      return NONE;
    }
    int type = w.u16(12);
    LayerKind next = byEtherType(type);
    if (next == LayerKind.UNKNOWN && w.position == 0) {
      LayerKind misdeclared = MisdeclaredIp.recognise(w.segment, w.base, w.end);
      if (misdeclared == LayerKind.ETHERNET) {
        return w.stop(StopReason.TRUNCATED, LayerKind.ETHERNET);
      }
      if (misdeclared != LayerKind.UNKNOWN) {
        return misdeclared;
      }
    }
    w.packet.ethernet = true;
    w.packet.destinationMac = Wire.u48(w.segment, w.base + w.position);
    w.packet.sourceMac = Wire.u48(w.segment, w.base + w.position + 6);
    w.packet.etherType = type;
    w.advance(LayerKind.ETHERNET, Ethernet.LENGTH);
    return next == LayerKind.UNKNOWN ? unknownType(w, type) : next;
  }

  static LayerKind vlan(Walk w) {
    if (!w.whole(LayerKind.VLAN, VlanTag.LENGTH)) {
      return NONE;
    }
    if (w.packet.vlanCount == PacketFields.MAX_VLAN_TAGS) {
      return w.stop(StopReason.LIMIT, LayerKind.VLAN);
    }
    int type = w.u16(2);
    w.packet.vlanTags[w.packet.vlanCount++] = w.u16(0);
    w.packet.etherType = type;
    w.advance(LayerKind.VLAN, VlanTag.LENGTH);
    return follow(w, type);
  }

  /// Names the layer behind a type field.
  private static LayerKind follow(Walk w, int type) {
    LayerKind next = byEtherType(type);
    return next == LayerKind.UNKNOWN ? unknownType(w, type) : next;
  }

  private static LayerKind byEtherType(int type) {
    return switch (type) {
      case EtherType.IPV4 -> LayerKind.IPV4;
      case EtherType.IPV6 -> LayerKind.IPV6;
      case EtherType.ARP, EtherType.RARP -> LayerKind.ARP;
      case EtherType.VLAN,
          EtherType.SERVICE_VLAN,
          EtherType.VLAN_9100,
          EtherType.VLAN_9200,
          EtherType.VLAN_9300 ->
          LayerKind.VLAN;
      case EtherType.MPLS, EtherType.MPLS_UPSTREAM -> LayerKind.MPLS;
      case EtherType.PPPOE_SESSION -> LayerKind.PPPOE;
      default -> LayerKind.UNKNOWN;
    };
  }

  private static LayerKind unknownType(Walk w, int type) {
    if (type >= EtherType.MINIMUM) {
      return w.unknown(ProtocolSpace.ETHER_TYPE, type);
    }
    return w.whole(LayerKind.UNKNOWN, 2) ? w.unknown(ProtocolSpace.LLC, w.u16(0)) : NONE;
  }

  /// One label of the stack. Nothing on the wire says what follows the last one: the version of IP
  /// in its first digit is taken for it, and anything else is unknown.
  static LayerKind mpls(Walk w) {
    if (!w.whole(LayerKind.MPLS, MplsLabel.LENGTH)) {
      return NONE;
    }
    if (w.packet.mplsLabelCount == PacketFields.MAX_MPLS_LABELS) {
      return w.stop(StopReason.LIMIT, LayerKind.MPLS);
    }
    int entry = (int) w.u32(0);
    w.packet.mplsLabels[w.packet.mplsLabelCount++] = entry >>> 12;
    w.advance(LayerKind.MPLS, MplsLabel.LENGTH);
    if ((entry & 0x100) == 0) {
      return LayerKind.MPLS;
    }
    if (!w.whole(LayerKind.UNKNOWN, 1)) {
      return NONE;
    }
    return switch (w.u8(0) >> 4) {
      case 4 -> LayerKind.IPV4;
      case 6 -> LayerKind.IPV6;
      default -> w.unknown(ProtocolSpace.MPLS_LABEL, entry >>> 12);
    };
  }

  static LayerKind pppoe(Walk w) {
    if (!w.whole(LayerKind.PPPOE, PppoeSession.LENGTH)) {
      return NONE;
    }
    int length = w.u16(4);
    if (w.u16(0) != 0x1100 || length < 2) {
      return w.stop(StopReason.MALFORMED, LayerKind.PPPOE);
    }
    w.packet.pppoeSession = w.u16(2);
    w.advance(LayerKind.PPPOE, PppoeSession.LENGTH);
    w.limit = Math.min(w.limit, w.position + length);
    return LayerKind.PPP;
  }

  static LayerKind ppp(Walk w) {
    if (!w.whole(LayerKind.PPP, Ppp.LENGTH)) {
      return NONE;
    }
    int protocol = w.u16(0);
    w.advance(LayerKind.PPP, Ppp.LENGTH);
    return switch (protocol) {
      case Ppp.IPV4 -> LayerKind.IPV4;
      case Ppp.IPV6 -> LayerKind.IPV6;
      default -> w.unknown(ProtocolSpace.PPP, protocol);
    };
  }

  static LayerKind arp(Walk w) {
    if (!w.whole(LayerKind.ARP, Arp.FIXED_LENGTH)) {
      return NONE;
    }
    w.packet.arpOperation = w.u16(6);
    int length = Arp.FIXED_LENGTH + 2 * (w.u8(4) + w.u8(5));
    return w.whole(LayerKind.ARP, length) ? w.last(LayerKind.ARP, length) : NONE;
  }
}
