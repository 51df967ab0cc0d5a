package io.cistern.protodecode;

import static io.cistern.protodecode.LayerKind.NONE;

/// Steps over transport headers. Allocation-free.
final class TransportSteps {
  private TransportSteps() {}

  static LayerKind tcp(Walk w) {
    ports(w);
    int length = 0;
    if (w.available() >= 14) {
      int word = w.u16(12);
      length = word >> 12 << 2;
      w.packet.tcp = true;
      w.packet.tcpFlags = word & 0xFFF;
      if (length >= Tcp.MINIMUM_LENGTH) {
        payloadAfter(w, length);
      }
    }
    if (!w.whole(LayerKind.TCP, Tcp.MINIMUM_LENGTH)) {
      return NONE;
    }
    if (length < Tcp.MINIMUM_LENGTH) {
      return w.stop(StopReason.MALFORMED, LayerKind.TCP);
    }
    return w.whole(LayerKind.TCP, length) ? w.last(LayerKind.TCP, length) : NONE;
  }

  static LayerKind udp(Walk w) {
    ports(w);
    payloadAfter(w, Udp.LENGTH);
    if (!w.whole(LayerKind.UDP, Udp.LENGTH)) {
      return NONE;
    }
    int length = w.u16(4);
    if (length != 0 && length < Udp.LENGTH) {
      return w.stop(StopReason.MALFORMED, LayerKind.UDP);
    }
    boolean vxlan = w.packet.destinationPort == Vxlan.PORT;
    if (length != 0) {
      w.limit = Math.min(w.limit, w.position + length);
    }
    w.advance(LayerKind.UDP, Udp.LENGTH);
    return vxlan ? LayerKind.VXLAN : w.stop(StopReason.END, NONE);
  }

  private static void ports(Walk w) {
    if (w.available() >= 4) {
      w.packet.sourcePort = w.u16(0);
      w.packet.destinationPort = w.u16(2);
    }
  }

  static LayerKind icmp(Walk w, LayerKind kind) {
    if (w.available() >= 2) {
      w.packet.icmpType = w.u8(0);
      w.packet.icmpCode = w.u8(1);
    }
    payloadAfter(w, Icmp.LENGTH);
    return w.whole(kind, Icmp.LENGTH) ? w.last(kind, Icmp.LENGTH) : NONE;
  }

  private static void payloadAfter(Walk w, int headerLength) {
    if (w.ipEnd >= 0) {
      w.packet.ipPayloadLength = Math.max(-1, w.ipEnd - w.position - headerLength);
    }
  }
}
