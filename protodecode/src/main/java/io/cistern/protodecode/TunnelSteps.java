package io.cistern.protodecode;

import static io.cistern.protodecode.LayerKind.NONE;

import java.lang.foreign.MemorySegment;

/// Steps over headers that carry a packet right inside IP: GRE and ERSPAN in it, EtherIP.
/// Allocation-free.
final class TunnelSteps {
  private TunnelSteps() {}

  static LayerKind gre(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.GRE, Gre.MINIMUM_LENGTH)) {
      return NONE;
    }
    int flags = w.u16(s, 0);
    int type = w.u16(s, 2);
    if (!Gre.isFollowed(flags, type)) {
      return w.unknown(ProtocolSpace.IP_PROTOCOL, IpProtocol.GRE);
    }
    int length = Gre.length(flags);
    if (!w.whole(LayerKind.GRE, length)) {
      return NONE;
    }
    long key = (flags & Gre.KEY_FLAG) != 0 ? w.u32(s, Gre.keyOffset(flags)) : -1;
    if (flags == Gre.KEY_FLAG && type == EtherType.ETHERNET) {
      w.fields.overlay((int) (key >>> 8)); // NVGRE, RFC 7637
    }
    if (type == EtherType.WCCP) {
      return redirected(w, s, length, key);
    }
    w.advance(LayerKind.GRE, length);
    return byGreType(w, flags, type, key);
  }

  private static LayerKind byGreType(Walk w, int flags, int type, long key) {
    return switch (type) {
      case EtherType.IPV4 -> w.enter(LayerKind.IPV4, LayerKind.GRE, key);
      case EtherType.IPV6 -> w.enter(LayerKind.IPV6, LayerKind.GRE, key);
      case EtherType.ETHERNET -> w.enter(LayerKind.ETHERNET, LayerKind.GRE, key);
      case EtherType.MPLS, EtherType.MPLS_UPSTREAM -> w.enter(LayerKind.MPLS, LayerKind.GRE, key);
      case EtherType.PPP ->
          w.declared() == 0 || Gre.isAcknowledgmentOnly(flags)
              ? w.end()
              : w.enter(LayerKind.PPP, LayerKind.GRE, key);
      case EtherType.ERSPAN, EtherType.ERSPAN_III -> {
        boolean headless = type == EtherType.ERSPAN && (flags & Gre.SEQUENCE_FLAG) == 0;
        yield headless ? erspanTypeI(w) : LayerKind.ERSPAN;
      }
      default -> w.unknown(ProtocolSpace.ETHER_TYPE, type);
    };
  }

  /// IPv4 that a router redirects to a cache: since version 2 of WCCP with 4 bytes before it.
  private static LayerKind redirected(Walk w, MemorySegment s, int length, long key) {
    if (!w.whole(LayerKind.GRE, length + 1)) {
      return NONE;
    }
    int whole = w.u8(s, length) >> 4 == 4 ? length : length + Gre.REDIRECT_LENGTH;
    if (!w.whole(LayerKind.GRE, whole)) {
      return NONE;
    }
    w.advance(LayerKind.GRE, whole);
    return w.enter(LayerKind.IPV4, LayerKind.GRE, key);
  }

  /// Type I is a bare frame: the layer is listed with no bytes, so that the tunnel has its name.
  private static LayerKind erspanTypeI(Walk w) {
    if (!w.whole(LayerKind.ERSPAN, 0)) {
      return NONE;
    }
    w.advance(LayerKind.ERSPAN, 0);
    return w.enter(LayerKind.ETHERNET, LayerKind.ERSPAN, -1);
  }

  static LayerKind erspan(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.ERSPAN, Erspan.LENGTH)) {
      return NONE;
    }
    int version = w.u8(s, 0) >> 4;
    if (version != Erspan.TYPE_II && version != Erspan.TYPE_III) {
      return w.stop(StopReason.MALFORMED, LayerKind.ERSPAN);
    }
    int length = Erspan.LENGTH;
    int frameType = 0;
    if (version == Erspan.TYPE_III) {
      if (!w.whole(LayerKind.ERSPAN, Erspan.LENGTH_III)) {
        return NONE;
      }
      frameType = w.u8(s, 10) >> 2 & 31;
      length = Erspan.length(w.u8(s, 11));
      if (!w.whole(LayerKind.ERSPAN, length)) {
        return NONE;
      }
    }
    int session = w.u16(s, 2) & 0x3FF;
    w.advance(LayerKind.ERSPAN, length);
    return frameType == Erspan.IP_PACKET
        ? mirroredIp(w, s, session)
        : w.enter(LayerKind.ETHERNET, LayerKind.ERSPAN, session);
  }

  private static LayerKind mirroredIp(Walk w, MemorySegment s, int session) {
    if (!w.whole(LayerKind.IPV4, 1)) {
      return NONE;
    }
    LayerKind ip = w.u8(s, 0) >> 4 == 6 ? LayerKind.IPV6 : LayerKind.IPV4;
    return w.enter(ip, LayerKind.ERSPAN, session);
  }

  static LayerKind etherIp(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.ETHER_IP, EtherIp.LENGTH)) {
      return NONE;
    }
    if (w.u8(s, 0) >> 4 != EtherIp.VERSION) {
      return w.stop(StopReason.MALFORMED, LayerKind.ETHER_IP);
    }
    w.advance(LayerKind.ETHER_IP, EtherIp.LENGTH);
    return w.enter(LayerKind.ETHERNET, LayerKind.ETHER_IP, -1);
  }
}
