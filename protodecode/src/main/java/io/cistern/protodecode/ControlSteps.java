package io.cistern.protodecode;

import static io.cistern.protodecode.LayerKind.NONE;

import java.lang.foreign.MemorySegment;

/// Steps over what switches and routers tell each other: ARP, slow protocols, LLDP, spanning tree,
/// and routing protocols over IP. Nothing follows them. Allocation-free.
final class ControlSteps {
  private ControlSteps() {}

  static LayerKind arp(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.ARP, Arp.FIXED_LENGTH)) {
      return NONE;
    }
    PacketFields packet = w.packet();
    packet.present |= PacketFields.HAS_ARP;
    packet.arpOperation = w.u16(s, 6);
    int length = Arp.FIXED_LENGTH + 2 * (w.u8(s, 4) + w.u8(s, 5));
    return fixed(w, LayerKind.ARP, length);
  }

  static LayerKind slowProtocol(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.SLOW_PROTOCOL, 1)) {
      return NONE;
    }
    return fixed(w, LayerKind.SLOW_PROTOCOL, SlowProtocol.length(w.u8(s, 0)));
  }

  /// The first of the elements, which is always the sender's own name.
  static LayerKind lldp(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.LLDP, Lldp.MINIMUM_LENGTH)) {
      return NONE;
    }
    int element = w.u16(s, 0);
    int length = element & 0x1FF;
    if (element >> 9 != Lldp.CHASSIS_ID || length < 2) {
      return w.stop(StopReason.MALFORMED, LayerKind.LLDP);
    }
    return fixed(w, LayerKind.LLDP, 2 + length);
  }

  static LayerKind stp(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.STP, Stp.MINIMUM_LENGTH)) {
      return NONE;
    }
    if (w.u16(s, 0) != 0) {
      return w.stop(StopReason.MALFORMED, LayerKind.STP);
    }
    return fixed(w, LayerKind.STP, Stp.length(w.u8(s, 3)));
  }

  static LayerKind ospf(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.OSPF, 1)) {
      return NONE;
    }
    int version = w.u8(s, 0);
    return version == 2 || version == 3
        ? fixed(w, LayerKind.OSPF, Ospf.length(version))
        : w.stop(StopReason.MALFORMED, LayerKind.OSPF);
  }

  static LayerKind fixed(Walk w, LayerKind kind, int length) {
    return w.whole(kind, length) ? w.last(kind, length) : NONE;
  }
}
