package io.cistern.protodecode;

import static io.cistern.protodecode.LayerKind.NONE;

import java.lang.foreign.MemorySegment;

/// Steps over what stands between Ethernet and IP: VLAN tags, LLC, MACsec, MPLS, PPPoE.
/// Allocation-free.
final class LinkSteps {
  private static final int LONGEST_802_3 = 1500;

  private LinkSteps() {}

  static LayerKind ethernet(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.ETHERNET, Ethernet.LENGTH)) {
      return NONE;
    }
    long end = w.i64(s, 6);
    int type = (int) end & 0xFFFF;
    LayerKind next = byType(type);
    if (w.position == 0 && (next == LayerKind.UNKNOWN || next == LayerKind.LLC)) {
      LayerKind misdeclared = w.misdeclaredIp(s);
      if (misdeclared == LayerKind.ETHERNET) {
        return w.stop(StopReason.TRUNCATED, LayerKind.ETHERNET);
      }
      if (misdeclared != LayerKind.UNKNOWN) {
        return misdeclared;
      }
    }
    PacketFields packet = w.packet();
    packet.present |= PacketFields.HAS_ETHERNET | PacketFields.HAS_MACS;
    packet.destinationMac = w.i64(s, 0) >>> 16;
    packet.sourceMac = end >>> 16;
    packet.etherType = type;
    w.advance(LayerKind.ETHERNET, Ethernet.LENGTH);
    return behind(w, type, next);
  }

  static LayerKind vlan(Walk w, MemorySegment s) {
    LayerKind next;
    do {
      if (!w.whole(LayerKind.VLAN, VlanTag.LENGTH)) {
        return NONE;
      }
      PacketFields packet = w.packet();
      if (packet.vlanCount == PacketFields.MAX_VLAN_TAGS) {
        return w.stop(StopReason.LIMIT, LayerKind.VLAN);
      }
      int type = w.u16(s, 2);
      packet.vlanTags[packet.vlanCount++] = w.u16(s, 0);
      packet.etherType = type;
      w.advance(LayerKind.VLAN, VlanTag.LENGTH);
      next = behind(w, type, byType(type));
    } while (next == LayerKind.VLAN);
    return next;
  }

  /// Goes on behind a type field.
  static LayerKind follow(Walk w, int type) {
    return behind(w, type, byType(type));
  }

  private static LayerKind behind(Walk w, int type, LayerKind next) {
    if (next == LayerKind.UNKNOWN) {
      return w.unknown(ProtocolSpace.ETHER_TYPE, type);
    }
    if (next == LayerKind.LLC) {
      w.limitTo(type);
    }
    return next;
  }

  private static LayerKind byType(int type) {
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
      case EtherType.MACSEC -> LayerKind.MACSEC;
      case EtherType.VN_TAG -> LayerKind.VN_TAG;
      case EtherType.E_TAG -> LayerKind.E_TAG;
      case EtherType.SERVICE_TAG -> LayerKind.SERVICE_TAG;
      case EtherType.SLOW_PROTOCOL -> LayerKind.SLOW_PROTOCOL;
      case EtherType.LLDP -> LayerKind.LLDP;
      default -> type <= LONGEST_802_3 ? LayerKind.LLC : LayerKind.UNKNOWN;
    };
  }

  static LayerKind llc(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.LLC, Llc.MINIMUM_LENGTH)) {
      return NONE;
    }
    int saps = w.u16(s, 0);
    boolean snap = Llc.isSnap(saps, w.u8(s, 2));
    int length = Llc.length(saps, w.u8(s, 2));
    if (!w.whole(LayerKind.LLC, length)) {
      return NONE;
    }
    int organisation = snap ? w.i32(s, 2) & 0xFF_FFFF : -1;
    int protocol = snap ? w.u16(s, 6) : -1;
    w.advance(LayerKind.LLC, length);
    if (snap) {
      return snap(w, organisation, protocol);
    }
    return switch (saps) {
      case Llc.SPANNING_TREE -> LayerKind.STP;
      case Llc.IP -> LayerKind.IPV4;
      default -> w.unknown(ProtocolSpace.LLC, saps);
    };
  }

  /// Goes on behind the organisation and protocol of SNAP.
  static LayerKind snap(Walk w, int organisation, int protocol) {
    if (organisation == Llc.ETHER_TYPES || organisation == Llc.ETHER_TYPES_BRIDGED) {
      return protocol >= EtherType.MINIMUM
          ? follow(w, protocol)
          : w.unknown(ProtocolSpace.SNAP, protocol);
    }
    if (organisation == Llc.CISCO && protocol == Llc.CISCO_SPANNING_TREE) {
      return LayerKind.STP;
    }
    boolean bridged = protocol == Llc.FRAME_WITH_FCS || protocol == Llc.FRAME;
    if (organisation == Llc.IEEE_802_1 && bridged) {
      return w.enter(LayerKind.ETHERNET, LayerKind.LLC, -1);
    }
    return w.unknown(ProtocolSpace.SNAP, protocol);
  }

  /// The tag of MACsec; behind it all is encrypted, or only signed and as clear as without it.
  static LayerKind macsec(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.MACSEC, Macsec.MINIMUM_LENGTH)) {
      return NONE;
    }
    int control = w.u8(s, 0);
    if ((control & Macsec.VERSION) != 0) {
      return w.stop(StopReason.MALFORMED, LayerKind.MACSEC);
    }
    int length = Macsec.length(control);
    if (!w.whole(LayerKind.MACSEC, length)) {
      return NONE;
    }
    if (Macsec.isEncrypted(control)) {
      w.advance(LayerKind.MACSEC, length);
      return w.stop(StopReason.ENCRYPTED, NONE);
    }
    int type = w.u16(s, length - 2);
    w.advance(LayerKind.MACSEC, length);
    return follow(w, type);
  }

  /// A tag of a port extender, which ends with the type of what follows.
  static LayerKind tag(Walk w, MemorySegment s, LayerKind kind, int length) {
    if (!w.whole(kind, length)) {
      return NONE;
    }
    int type = w.u16(s, length - 2);
    w.packet().etherType = type;
    w.advance(kind, length);
    return follow(w, type);
  }

  /// The customer's frame of a provider's backbone, which is told apart by its service.
  static LayerKind serviceTag(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.SERVICE_TAG, ServiceTag.LENGTH)) {
      return NONE;
    }
    int service = w.i32(s, 0) & 0xFF_FFFF;
    w.advance(LayerKind.SERVICE_TAG, ServiceTag.LENGTH);
    return w.enter(LayerKind.ETHERNET, LayerKind.SERVICE_TAG, service);
  }

  /// One label of the stack.
  static LayerKind mpls(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.MPLS, MplsLabel.LENGTH)) {
      return NONE;
    }
    PacketFields packet = w.packet();
    if (packet.mplsLabelCount == PacketFields.MAX_MPLS_LABELS) {
      return w.stop(StopReason.LIMIT, LayerKind.MPLS);
    }
    int entry = w.i32(s, 0);
    packet.mplsLabels[packet.mplsLabelCount++] = entry >>> 12;
    w.advance(LayerKind.MPLS, MplsLabel.LENGTH);
    return (entry & 0x100) == 0 ? LayerKind.MPLS : labelled(w, s, entry >>> 12);
  }

  /// Nothing on the wire says what follows the last label, so routers and this guess (RFC 4928,
  /// section 3): 4 and 6 in the first digit are IP, and 1 an associated channel. Else it is a
  /// pseudowire's Ethernet frame where a known type stands in its place, with a control word before
  /// it if the first digit is 0.
  private static LayerKind labelled(Walk w, MemorySegment s, int label) {
    if (!w.whole(LayerKind.UNKNOWN, 1)) {
      return NONE;
    }
    int digit = w.u8(s, 0) >> 4;
    if (digit == 4) {
      return LayerKind.IPV4;
    }
    if (digit == 6) {
      return LayerKind.IPV6;
    }
    int needed = PseudowireControl.LENGTH + Ethernet.LENGTH;
    if (digit == 1 || w.declared() < needed) {
      return w.unknown(ProtocolSpace.MPLS_LABEL, label);
    }
    if (!w.whole(LayerKind.UNKNOWN, needed)) {
      return NONE;
    }
    if (digit == 0 && isFollowed(w.u16(s, needed - 2))) {
      return LayerKind.PSEUDOWIRE;
    }
    return isFollowed(w.u16(s, Ethernet.LENGTH - 2))
        ? w.enter(LayerKind.ETHERNET, LayerKind.MPLS, -1)
        : w.unknown(ProtocolSpace.MPLS_LABEL, label);
  }

  private static boolean isFollowed(int type) {
    return type >= EtherType.MINIMUM && byType(type) != LayerKind.UNKNOWN;
  }

  static LayerKind pseudowire(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.PSEUDOWIRE, PseudowireControl.LENGTH)) {
      return NONE;
    }
    w.advance(LayerKind.PSEUDOWIRE, PseudowireControl.LENGTH);
    return w.enter(LayerKind.ETHERNET, LayerKind.PSEUDOWIRE, -1);
  }

  static LayerKind pppoe(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.PPPOE, PppoeSession.LENGTH)) {
      return NONE;
    }
    int length = w.u16(s, 4);
    if (w.u16(s, 0) != 0x1100 || length < 2) {
      return w.stop(StopReason.MALFORMED, LayerKind.PPPOE);
    }
    PacketFields packet = w.packet();
    packet.present |= PacketFields.HAS_PPPOE;
    packet.pppoeSession = w.u16(s, 2);
    w.advance(LayerKind.PPPOE, PppoeSession.LENGTH);
    w.limitTo(length);
    return LayerKind.PPP;
  }
}
