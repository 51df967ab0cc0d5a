package io.cistern.protodecode;

import static io.cistern.protodecode.LayerKind.NONE;

/// Steps over headers that carry a packet inside a packet. Allocation-free.
final class TunnelSteps {
  private TunnelSteps() {}

  static LayerKind gre(Walk w) {
    if (!w.whole(LayerKind.GRE, Gre.MINIMUM_LENGTH)) {
      return NONE;
    }
    int flags = w.u16(0);
    int type = w.u16(2);
    if ((flags & (Gre.ROUTING_FLAG | Gre.VERSION)) != 0) {
      return w.unknown(ProtocolSpace.IP_PROTOCOL, IpProtocol.GRE);
    }
    int length = Gre.length(flags);
    if (!w.whole(LayerKind.GRE, length)) {
      return NONE;
    }
    w.advance(LayerKind.GRE, length);
    return switch (type) {
      case EtherType.IPV4 -> w.enter(LayerKind.IPV4);
      case EtherType.IPV6 -> w.enter(LayerKind.IPV6);
      case EtherType.ETHERNET -> w.enter(LayerKind.ETHERNET);
      case EtherType.MPLS, EtherType.MPLS_UPSTREAM -> w.enter(LayerKind.MPLS);
      default -> w.unknown(ProtocolSpace.ETHER_TYPE, type);
    };
  }

  /// Any program may use VXLAN's port: too short for it, or without the flag that the RFC demands,
  /// it is some payload.
  static LayerKind vxlan(Walk w) {
    if (w.limit - w.position < Vxlan.LENGTH) {
      return w.stop(StopReason.END, NONE);
    }
    if (!w.whole(LayerKind.VXLAN, 1)) {
      return NONE;
    }
    if ((w.u8(0) & Vxlan.HAS_VNI) == 0) {
      return w.stop(StopReason.END, NONE);
    }
    if (!w.whole(LayerKind.VXLAN, Vxlan.LENGTH)) {
      return NONE;
    }
    if (w.fields.vni < 0) {
      w.fields.vni = (int) w.u32(4) >>> 8;
    }
    w.advance(LayerKind.VXLAN, Vxlan.LENGTH);
    return w.enter(LayerKind.ETHERNET);
  }
}
