package io.cistern.protodecode;

import static io.cistern.protodecode.LayerKind.NONE;

import java.lang.foreign.MemorySegment;

/// Steps over transport headers. Allocation-free.
final class TransportSteps {
  private TransportSteps() {}

  static LayerKind tcp(Walk w, MemorySegment s) {
    PacketFields packet = w.packet();
    if (!w.whole(LayerKind.TCP, Tcp.MINIMUM_LENGTH)) {
      cutTcp(w, s, packet);
      return NONE;
    }
    packet.ports = w.i32(s, 0);
    int word = w.u16(s, 12);
    int length = tcpFlags(w, packet, word);
    if (length < Tcp.MINIMUM_LENGTH) {
      return w.stop(StopReason.MALFORMED, LayerKind.TCP);
    }
    return w.whole(LayerKind.TCP, length) ? w.last(LayerKind.TCP, length) : NONE;
  }

  private static int tcpFlags(Walk w, PacketFields packet, int word) {
    int length = word >> 12 << 2;
    packet.present |= PacketFields.HAS_PORTS | PacketFields.HAS_TCP;
    packet.tcpFlags = word & 0xFFF;
    if (length >= Tcp.MINIMUM_LENGTH) {
      payloadAfter(w, packet, length);
    }
    return length;
  }

  private static void cutTcp(Walk w, MemorySegment s, PacketFields packet) {
    cutPorts(w, s, packet);
    if (w.available() >= 14) {
      tcpFlags(w, packet, w.u16(s, 12));
    }
  }

  static LayerKind udp(Walk w, MemorySegment s) {
    PacketFields packet = w.packet();
    payloadAfter(w, packet, Udp.LENGTH);
    if (!w.whole(LayerKind.UDP, Udp.LENGTH)) {
      cutPorts(w, s, packet);
      return NONE;
    }
    long header = w.i64(s, 0);
    packet.ports = (int) (header >>> 32);
    packet.present |= PacketFields.HAS_PORTS;
    int length = (int) header >>> 16;
    if (length != 0) {
      if (length < Udp.LENGTH) {
        return w.stop(StopReason.MALFORMED, LayerKind.UDP);
      }
      w.limitTo(length);
    }
    w.advance(LayerKind.UDP, Udp.LENGTH);
    boolean mayFollow =
        UdpTunnelSteps.mayBe((int) (header >>> 32) & 0xFFFF)
            || UdpTunnelSteps.mayBe((int) (header >>> 48));
    return mayFollow ? UdpTunnelSteps.follow(w, s, packet) : w.end();
  }

  static LayerKind udpLite(Walk w, MemorySegment s) {
    return withPorts(w, s, LayerKind.UDP_LITE, UdpLite.LENGTH) ? w.end() : NONE;
  }

  static LayerKind sctp(Walk w, MemorySegment s) {
    return withPorts(w, s, LayerKind.SCTP, Sctp.LENGTH) ? w.end() : NONE;
  }

  private static boolean withPorts(Walk w, MemorySegment s, LayerKind kind, int length) {
    PacketFields packet = w.packet();
    cutPorts(w, s, packet);
    payloadAfter(w, packet, length);
    if (!w.whole(kind, length)) {
      return false;
    }
    w.advance(kind, length);
    return true;
  }

  static LayerKind dccp(Walk w, MemorySegment s) {
    PacketFields packet = w.packet();
    cutPorts(w, s, packet);
    if (!w.whole(LayerKind.DCCP, Dccp.MINIMUM_LENGTH)) {
      return NONE;
    }
    int length = w.u8(s, 4) << 2;
    if (length < Dccp.length(w.u8(s, 8))) {
      return w.stop(StopReason.MALFORMED, LayerKind.DCCP);
    }
    payloadAfter(w, packet, length);
    return w.whole(LayerKind.DCCP, length) ? w.last(LayerKind.DCCP, length) : NONE;
  }

  private static void ports(Walk w, MemorySegment s, PacketFields packet) {
    packet.ports = w.i32(s, 0);
  }

  /// The ports of a header that may be cut behind them.
  private static void cutPorts(Walk w, MemorySegment s, PacketFields packet) {
    if (w.available() >= 4) {
      ports(w, s, packet);
      packet.present |= PacketFields.HAS_PORTS;
    }
  }

  /// An error goes on with the packet that it quotes, as much of it as it quotes.
  static LayerKind icmp(Walk w, MemorySegment s, LayerKind kind) {
    PacketFields packet = w.packet();
    if (w.available() >= 2) {
      packet.present |= PacketFields.HAS_ICMP;
      packet.icmp = w.u16(s, 0);
    }
    payloadAfter(w, packet, Icmp.LENGTH);
    if (!w.whole(kind, Icmp.LENGTH)) {
      return NONE;
    }
    boolean error =
        kind == LayerKind.ICMP
            ? Icmp.isError(packet.icmp >>> 8)
            : Icmpv6.isError(packet.icmp >>> 8);
    w.advance(kind, Icmp.LENGTH);
    if (!error || w.declared() == 0) {
      return w.end();
    }
    w.fields.quoted = true;
    w.cutAtLimit();
    return w.enter(kind == LayerKind.ICMP ? LayerKind.IPV4 : LayerKind.IPV6, kind, -1);
  }

  private static void payloadAfter(Walk w, PacketFields packet, int headerLength) {
    if (w.ipEnd >= 0) {
      packet.ipPayloadLength = Math.max(-1, w.ipEnd - w.position - headerLength);
    }
  }
}
