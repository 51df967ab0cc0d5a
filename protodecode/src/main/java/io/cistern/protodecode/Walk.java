package io.cistern.protodecode;

import static io.cistern.protodecode.LayerKind.NONE;

import java.lang.foreign.MemorySegment;

/// The walk over one sampled header: a loop, one step for each layer. Allocation-free.
///
/// A step reads the layer at [#position], writes its fields, moves behind it and names the next
/// layer; [LayerKind#NONE] ends the loop. There is no recursion, and [HeaderFields#MAX_LAYERS]
/// bounds the loop, so no stack of headers takes long. The steps themselves are in [LinkSteps],
/// [IpSteps], [TransportSteps] and [TunnelSteps].
///
/// Two ends bound every layer. Bytes are missing behind [#end] because the sample was cut there:
/// that is [StopReason#TRUNCATED]. Behind [#limit] the packet itself ends by the lengths it
/// declares, so a layer reaching over it is [StopReason#MALFORMED].
final class Walk {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  MemorySegment segment = MemorySegment.NULL;
  HeaderFields fields = new HeaderFields();
  PacketFields packet = fields;
  long base;
  int position;
  int end;
  int limit;
  int ipEnd;

  void run(int headerProtocol, MemorySegment s, long offset, int length, HeaderFields into) {
    into.reset();
    segment = s;
    fields = into;
    packet = into;
    base = offset;
    position = 0;
    end = length;
    limit = UNLIMITED;
    ipEnd = -1;
    LayerKind next = first(headerProtocol);
    while (next != NONE) {
      next = fields.isFull() ? stop(StopReason.LIMIT, next) : step(next);
    }
    segment = MemorySegment.NULL;
  }

  private LayerKind step(LayerKind kind) {
    return switch (kind) {
      case ETHERNET -> LinkSteps.ethernet(this);
      case VLAN -> LinkSteps.vlan(this);
      case MPLS -> LinkSteps.mpls(this);
      case PPPOE -> LinkSteps.pppoe(this);
      case PPP -> LinkSteps.ppp(this);
      case ARP -> LinkSteps.arp(this);
      case IPV4 -> IpSteps.ipv4(this);
      case IPV6 -> IpSteps.ipv6(this);
      case HOP_BY_HOP, ROUTING, DESTINATION_OPTIONS -> IpSteps.extension(this, kind);
      case FRAGMENT -> IpSteps.fragment(this);
      case AUTHENTICATION -> IpSteps.authentication(this);
      case TCP -> TransportSteps.tcp(this);
      case UDP -> TransportSteps.udp(this);
      case ICMP, ICMPV6 -> TransportSteps.icmp(this, kind);
      case GRE -> TunnelSteps.gre(this);
      case VXLAN -> TunnelSteps.vxlan(this);
      case UNKNOWN, NONE -> throw new IllegalStateException("no step for " + kind);
    };
  }

  private LayerKind first(int headerProtocol) {
    return switch (headerProtocol) {
      case HeaderDecoder.ETHERNET -> LayerKind.ETHERNET;
      case HeaderDecoder.IPV4, HeaderDecoder.IPV6 -> firstIp(headerProtocol);
      default -> unknown(ProtocolSpace.HEADER_PROTOCOL, headerProtocol);
    };
  }

  /// Agents mix up 11 and 12; the version in the packet is right.
  private LayerKind firstIp(int headerProtocol) {
    int version = end == 0 ? 0 : u8(0) >> 4;
    return switch (version) {
      case 4 -> LayerKind.IPV4;
      case 6 -> LayerKind.IPV6;
      default -> headerProtocol == HeaderDecoder.IPV4 ? LayerKind.IPV4 : LayerKind.IPV6;
    };
  }

  int available() {
    return Math.min(end, limit) - position;
  }

  /// Whether the layer has all of its bytes; where not, the walk is stopped.
  boolean whole(LayerKind kind, int length) {
    if (length <= available()) {
      return true;
    }
    stop(length > limit - position ? StopReason.MALFORMED : StopReason.TRUNCATED, kind);
    return false;
  }

  void advance(LayerKind kind, int length) {
    fields.addLayer(kind, position);
    position += length;
  }

  LayerKind last(LayerKind kind, int length) {
    advance(kind, length);
    return stop(StopReason.END, NONE);
  }

  LayerKind stop(StopReason reason, LayerKind kind) {
    fields.stop(reason, kind, position);
    return NONE;
  }

  /// Goes on to a packet inside the packet, with fields of its own. Every one but the innermost is
  /// overwritten by the next.
  LayerKind enter(LayerKind kind) {
    if (fields.nesting == HeaderFields.MAX_NESTING) {
      return stop(StopReason.LIMIT, kind);
    }
    packet = fields.enterInner();
    return kind;
  }

  LayerKind unknown(ProtocolSpace space, int protocol) {
    if (fields.isFull()) {
      return stop(StopReason.LIMIT, LayerKind.UNKNOWN);
    }
    fields.unknown(space, protocol);
    fields.addLayer(LayerKind.UNKNOWN, position);
    return stop(StopReason.UNKNOWN_PROTOCOL, LayerKind.UNKNOWN);
  }

  int u8(int at) {
    return Wire.u8(segment, base + position + at);
  }

  int u16(int at) {
    return Wire.u16(segment, base + position + at);
  }

  long u32(int at) {
    return Wire.u32(segment, base + position + at);
  }

  long i64(int at) {
    return Wire.i64(segment, base + position + at);
  }
}
