package io.cistern.protodecode;

import static io.cistern.protodecode.LayerKind.NONE;

import java.lang.foreign.MemorySegment;

/// Steps over what carries a packet inside UDP: VXLAN, VXLAN-GPE, GENEVE, GTP-U, L2TP, Teredo,
/// MPLS; and over RoCEv2. Allocation-free.
///
/// Any program may use a port: what is too short for its tunnel, or has not the bits that the
/// tunnel's specification demands, is some payload.
final class UdpTunnelSteps {
  private static final int QUIC_PORT = 443;
  private static final int TEREDO_PORT = 3544;
  private static final int MPLS_PORT = 6635;
  private static final int WIREGUARD_PORT = 51820;

  private static final int[] PORTS = {
    QUIC_PORT,
    L2tp.PORT,
    GtpU.PORT,
    TEREDO_PORT,
    Vxlan.PORT,
    Vxlan.LINUX_PORT,
    BaseTransport.PORT,
    VxlanGpe.PORT,
    Geneve.PORT,
    MPLS_PORT,
    WIREGUARD_PORT
  };

  /// A bit for the low 6 bits of each port, and one for the next 6: most other ports miss one.
  private static final long LOW = filter(0);

  private static final long HIGH = filter(6);

  private UdpTunnelSteps() {}

  private static long filter(int shift) {
    long bits = 0;
    for (int port : PORTS) {
      bits |= 1L << (port >>> shift);
    }
    return bits;
  }

  /// Whether [#follow] may know a port: a `false` is certain, and quick.
  static boolean mayBe(int port) {
    return (LOW >>> port & HIGH >>> (port >>> 6) & 1) != 0;
  }

  /// Goes on behind UDP by its ports.
  static LayerKind follow(Walk w, MemorySegment s, PacketFields packet) {
    int source = packet.ports >>> 16;
    return switch (packet.ports & 0xFFFF) {
      case Vxlan.PORT, Vxlan.LINUX_PORT -> LayerKind.VXLAN;
      case BaseTransport.PORT -> LayerKind.BASE_TRANSPORT;
      case VxlanGpe.PORT -> LayerKind.VXLAN_GPE;
      case Geneve.PORT -> LayerKind.GENEVE;
      case MPLS_PORT -> mpls(w);
      case GtpU.PORT -> LayerKind.GTP_U;
      case L2tp.PORT -> LayerKind.L2TP;
      case TEREDO_PORT -> LayerKind.TEREDO;
      case QUIC_PORT -> quic(w, s, packet);
      case WIREGUARD_PORT -> wireguard(w, s, packet);
      default ->
          switch (source) { // answers of those that use one port at both ends
            case GtpU.PORT -> LayerKind.GTP_U;
            case L2tp.PORT -> LayerKind.L2TP;
            case TEREDO_PORT -> LayerKind.TEREDO;
            case QUIC_PORT -> quic(w, s, packet);
            case WIREGUARD_PORT -> wireguard(w, s, packet);
            default -> w.end();
          };
    };
  }

  private static LayerKind quic(Walk w, MemorySegment s, PacketFields packet) {
    if (w.available() > 0 && (w.u8(s, 0) & 0x40) != 0) {
      packet.present |= PacketFields.IS_QUIC;
    }
    return w.end();
  }

  private static LayerKind wireguard(Walk w, MemorySegment s, PacketFields packet) {
    if (w.available() >= 4) {
      int first = w.i32(s, 0); // a type and three zeros
      if ((first & 0xFF_FFFF) == 0 && first >>> 24 >= 1 && first >>> 24 <= 4) {
        packet.present |= PacketFields.IS_WIREGUARD;
      }
    }
    return w.end();
  }

  private static LayerKind mpls(Walk w) {
    return w.declared() < MplsLabel.LENGTH ? w.end() : w.enter(LayerKind.MPLS, LayerKind.MPLS, -1);
  }

  static LayerKind vxlan(Walk w, MemorySegment s) {
    if (w.declared() < Vxlan.LENGTH) {
      return w.end();
    }
    if (!w.whole(LayerKind.VXLAN, 1)) {
      return NONE;
    }
    if ((w.u8(s, 0) & Vxlan.HAS_VNI) == 0) {
      return w.end();
    }
    if (!w.whole(LayerKind.VXLAN, Vxlan.LENGTH)) {
      return NONE;
    }
    int vni = overlay(w, w.i32(s, 4) >>> 8);
    w.advance(LayerKind.VXLAN, Vxlan.LENGTH);
    return w.enter(LayerKind.ETHERNET, LayerKind.VXLAN, vni);
  }

  /// RoCEv2: what follows the base header depends on its operation, and is no packet.
  static LayerKind baseTransport(Walk w) {
    if (w.declared() < BaseTransport.LENGTH) {
      return w.end();
    }
    return w.whole(LayerKind.BASE_TRANSPORT, BaseTransport.LENGTH)
        ? w.last(LayerKind.BASE_TRANSPORT, BaseTransport.LENGTH)
        : NONE;
  }

  private static int overlay(Walk w, int vni) {
    w.fields.overlay(vni);
    return vni;
  }

  static LayerKind vxlanGpe(Walk w, MemorySegment s) {
    if (w.declared() < VxlanGpe.LENGTH) {
      return w.end();
    }
    if (!w.whole(LayerKind.VXLAN_GPE, 1)) {
      return NONE;
    }
    int flags = w.u8(s, 0);
    if ((flags & (VxlanGpe.VERSION | Vxlan.HAS_VNI)) != Vxlan.HAS_VNI) {
      return w.end();
    }
    if (!w.whole(LayerKind.VXLAN_GPE, VxlanGpe.LENGTH)) {
      return NONE;
    }
    int next = VxlanGpe.nextProtocol(flags, w.u8(s, 3));
    int vni = overlay(w, w.i32(s, 4) >>> 8);
    w.advance(LayerKind.VXLAN_GPE, VxlanGpe.LENGTH);
    return switch (next) {
      case VxlanGpe.IPV4 -> w.enter(LayerKind.IPV4, LayerKind.VXLAN_GPE, vni);
      case VxlanGpe.IPV6 -> w.enter(LayerKind.IPV6, LayerKind.VXLAN_GPE, vni);
      case VxlanGpe.ETHERNET -> w.enter(LayerKind.ETHERNET, LayerKind.VXLAN_GPE, vni);
      case VxlanGpe.MPLS -> w.enter(LayerKind.MPLS, LayerKind.VXLAN_GPE, vni);
      default -> w.unknown(ProtocolSpace.VXLAN_GPE, next);
    };
  }

  static LayerKind geneve(Walk w, MemorySegment s) {
    if (w.declared() < Geneve.MINIMUM_LENGTH) {
      return w.end();
    }
    if (!w.whole(LayerKind.GENEVE, 1)) {
      return NONE;
    }
    int first = w.u8(s, 0);
    if (first >> 6 != 0) {
      return w.end();
    }
    int length = Geneve.length(first);
    if (!w.whole(LayerKind.GENEVE, length)) {
      return NONE;
    }
    int type = w.u16(s, 2);
    int vni = overlay(w, w.i32(s, 4) >>> 8);
    w.advance(LayerKind.GENEVE, length);
    return switch (type) {
      case EtherType.IPV4 -> w.enter(LayerKind.IPV4, LayerKind.GENEVE, vni);
      case EtherType.IPV6 -> w.enter(LayerKind.IPV6, LayerKind.GENEVE, vni);
      case EtherType.ETHERNET -> w.enter(LayerKind.ETHERNET, LayerKind.GENEVE, vni);
      case EtherType.MPLS, EtherType.MPLS_UPSTREAM ->
          w.enter(LayerKind.MPLS, LayerKind.GENEVE, vni);
      default -> w.unknown(ProtocolSpace.ETHER_TYPE, type);
    };
  }

  static LayerKind gtpU(Walk w, MemorySegment s) {
    if (w.declared() < GtpU.MINIMUM_LENGTH) {
      return w.end();
    }
    if (!w.whole(LayerKind.GTP_U, 1)) {
      return NONE;
    }
    int flags = w.u8(s, 0);
    if ((flags & GtpU.VERSION_AND_TYPE) != GtpU.VERSION_1) {
      return w.end();
    }
    int length = GtpU.length(flags);
    if (!w.whole(LayerKind.GTP_U, length)) {
      return NONE;
    }
    if ((flags & GtpU.EXTENSION_FLAG) != 0) {
      length = extended(w, s, length);
      if (length == 0) {
        return NONE;
      }
    }
    boolean data = w.u8(s, 1) == GtpU.DATA;
    long id = w.u32(s, 4);
    w.advance(LayerKind.GTP_U, length);
    if (!data || w.declared() == 0) {
      return w.end();
    }
    if (!w.whole(LayerKind.IPV4, 1)) {
      return NONE;
    }
    return switch (w.u8(s, 0) >> 4) { // the tunnel's set-up said which; IP has its version
      case 4 -> w.enter(LayerKind.IPV4, LayerKind.GTP_U, id);
      case 6 -> w.enter(LayerKind.IPV6, LayerKind.GTP_U, id);
      default -> w.end();
    };
  }

  /// The length with all extension headers, 0 where the walk was stopped.
  private static int extended(Walk w, MemorySegment s, int length) {
    int end = length;
    for (int i = 0; w.u8(s, end - 1) != 0; i++) {
      if (i == GtpU.MAX_EXTENSIONS) {
        w.stop(StopReason.LIMIT, LayerKind.GTP_U);
        return 0;
      }
      if (!w.whole(LayerKind.GTP_U, end + 1)) {
        return 0;
      }
      int size = w.u8(s, end) << 2;
      if (size == 0) {
        w.stop(StopReason.MALFORMED, LayerKind.GTP_U);
        return 0;
      }
      end += size;
      if (!w.whole(LayerKind.GTP_U, end)) {
        return 0;
      }
    }
    return end;
  }

  /// Version 2 carries PPP. What version 3 carries was agreed on beforehand, so it ends there.
  static LayerKind l2tp(Walk w, MemorySegment s) {
    if (w.declared() < L2tp.MINIMUM_LENGTH) {
      return w.end();
    }
    if (!w.whole(LayerKind.L2TP, 2)) {
      return NONE;
    }
    int flags = w.u16(s, 0);
    if ((flags & L2tp.VERSION) != L2tp.VERSION_2) {
      return w.end();
    }
    int length = L2tp.length(flags);
    if (!w.whole(LayerKind.L2TP, length)) {
      return NONE;
    }
    if ((flags & L2tp.OFFSET_FLAG) != 0) {
      length += w.u16(s, length - 2);
      if (!w.whole(LayerKind.L2TP, length)) {
        return NONE;
      }
    }
    long id = w.u32(s, L2tp.tunnelOffset(flags));
    w.advance(LayerKind.L2TP, length);
    return (flags & L2tp.CONTROL_FLAG) != 0 || w.declared() == 0
        ? w.end()
        : w.enter(LayerKind.PPP, LayerKind.L2TP, id);
  }

  /// IPv6 in UDP, with indications of authentication and origin before it or without (RFC 4380,
  /// section 5.1.1).
  static LayerKind teredo(Walk w, MemorySegment s) {
    if (w.declared() < 4) {
      return w.end();
    }
    int length = 0;
    if (!w.whole(LayerKind.TEREDO, 4)) {
      return NONE;
    }
    if (w.u16(s, 0) == Teredo.AUTHENTICATION) {
      length = Teredo.AUTHENTICATION_LENGTH + w.u8(s, 2) + w.u8(s, 3);
      if (w.declared() < length + 2) {
        return w.end();
      }
      if (!w.whole(LayerKind.TEREDO, length + 2)) {
        return NONE;
      }
    }
    if (w.u16(s, length) == Teredo.ORIGIN) {
      length += Teredo.ORIGIN_LENGTH;
    }
    if (w.declared() < length + 1) {
      return w.end();
    }
    if (!w.whole(LayerKind.TEREDO, length + 1)) {
      return NONE;
    }
    if (w.u8(s, length) >> 4 != 6) {
      return w.end();
    }
    w.advance(LayerKind.TEREDO, length);
    return w.enter(LayerKind.IPV6, LayerKind.TEREDO, -1);
  }
}
