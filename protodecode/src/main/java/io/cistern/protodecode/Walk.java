package io.cistern.protodecode;

import static io.cistern.protodecode.LayerKind.NONE;

import java.lang.foreign.MemorySegment;

/// The walk over one sampled header: a loop, one step for each layer. Allocation-free.
///
/// A step reads the layer at [#position], writes its fields, moves behind it and names the next
/// layer; [LayerKind#NONE] ends the loop. There is no recursion, and [HeaderFields#MAX_LAYERS]
/// bounds the loop, so no stack of headers costs more than a plain one.
///
/// Two ends bound every layer. Bytes are missing behind [#end] because the sample was cut there:
/// that is [StopReason#TRUNCATED]. Behind [#limit] the packet itself ends by the lengths it
/// declares, so a layer reaching over it is [StopReason#MALFORMED].
final class Walk {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private MemorySegment segment = MemorySegment.NULL;
  private HeaderFields fields = new HeaderFields();
  private PacketFields packet = fields;
  private long base;
  private int position;
  private int end;
  private int limit;
  private int ipEnd;

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
      case ETHERNET -> ethernet();
      case VLAN -> vlan();
      case ARP -> arp();
      case IPV4 -> ipv4();
      case IPV6 -> ipv6();
      case HOP_BY_HOP, ROUTING, DESTINATION_OPTIONS -> extension(kind);
      case FRAGMENT -> fragment();
      case AUTHENTICATION -> authentication();
      case TCP -> tcp();
      case UDP -> udp();
      case ICMP, ICMPV6 -> icmp(kind);
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

  // Link layers

  private LayerKind ethernet() {
    if (!whole(LayerKind.ETHERNET, Ethernet.LENGTH)) {
      return NONE;
    }
    int type = u16(12);
    LayerKind next = byEtherType(type);
    if (next == LayerKind.UNKNOWN && position == 0) {
      LayerKind misdeclared = MisdeclaredIp.recognise(segment, base, end);
      if (misdeclared == LayerKind.ETHERNET) {
        return stop(StopReason.TRUNCATED, LayerKind.ETHERNET);
      }
      if (misdeclared != LayerKind.UNKNOWN) {
        return misdeclared;
      }
    }
    packet.ethernet = true;
    packet.destinationMac = Wire.u48(segment, base + position);
    packet.sourceMac = Wire.u48(segment, base + position + 6);
    packet.etherType = type;
    advance(LayerKind.ETHERNET, Ethernet.LENGTH);
    return next == LayerKind.UNKNOWN ? unknownType(type) : next;
  }

  private LayerKind vlan() {
    if (!whole(LayerKind.VLAN, VlanTag.LENGTH)) {
      return NONE;
    }
    if (packet.vlanCount == PacketFields.MAX_VLAN_TAGS) {
      return stop(StopReason.LIMIT, LayerKind.VLAN);
    }
    int type = u16(2);
    packet.vlanTags[packet.vlanCount++] = u16(0);
    packet.etherType = type;
    advance(LayerKind.VLAN, VlanTag.LENGTH);
    LayerKind next = byEtherType(type);
    return next == LayerKind.UNKNOWN ? unknownType(type) : next;
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
      default -> LayerKind.UNKNOWN;
    };
  }

  private LayerKind unknownType(int type) {
    if (type >= EtherType.MINIMUM) {
      return unknown(ProtocolSpace.ETHER_TYPE, type);
    }
    return whole(LayerKind.UNKNOWN, 2) ? unknown(ProtocolSpace.LLC, u16(0)) : NONE;
  }

  private LayerKind arp() {
    if (!whole(LayerKind.ARP, Arp.FIXED_LENGTH)) {
      return NONE;
    }
    packet.arpOperation = u16(6);
    int length = Arp.FIXED_LENGTH + 2 * (u8(4) + u8(5));
    return whole(LayerKind.ARP, length) ? last(LayerKind.ARP, length) : NONE;
  }

  // IP

  private LayerKind ipv4() {
    if (!whole(LayerKind.IPV4, Ipv4.MINIMUM_LENGTH)) {
      return NONE;
    }
    int first = u8(0);
    int length = (first & 15) << 2;
    int total = u16(2);
    if (first >> 4 != 4 || length < Ipv4.MINIMUM_LENGTH || total != 0 && total < length) {
      return stop(StopReason.MALFORMED, LayerKind.IPV4);
    }
    ipv4Fields(total);
    if (!whole(LayerKind.IPV4, length)) {
      return NONE;
    }
    bound(total == 0 ? -1 : total);
    advance(LayerKind.IPV4, length);
    return packet.fragmentOffset == 0 ? byIpProtocol(packet.ipProtocol) : stopAtFragment();
  }

  private void ipv4Fields(int total) {
    int fragment = u16(6);
    packet.ipVersion = 4;
    packet.trafficClass = u8(1);
    packet.ipTotalLength = total == 0 ? -1 : total;
    packet.fragmentOffset = (fragment & 0x1FFF) << 3;
    packet.fragment = (fragment & 0x3FFF) != 0;
    packet.timeToLive = u8(8);
    packet.ipProtocol = u8(9);
    packet.sourceLow = u32(12);
    packet.destinationLow = u32(16);
  }

  private LayerKind ipv6() {
    if (!whole(LayerKind.IPV6, Ipv6.LENGTH)) {
      return NONE;
    }
    if (u8(0) >> 4 != 6) {
      return stop(StopReason.MALFORMED, LayerKind.IPV6);
    }
    int payload = u16(4);
    // a payload of 0 is a jumbogram, or segmentation offload that left the length out
    int total = payload == 0 ? -1 : Ipv6.LENGTH + payload;
    packet.ipVersion = 6;
    packet.trafficClass = u16(0) >> 4 & 0xFF;
    packet.ipTotalLength = total;
    packet.timeToLive = u8(7);
    packet.sourceHigh = i64(8);
    packet.sourceLow = i64(16);
    packet.destinationHigh = i64(24);
    packet.destinationLow = i64(32);
    bound(total);
    int next = u8(6);
    advance(LayerKind.IPV6, Ipv6.LENGTH);
    return byIpProtocol(next);
  }

  /// Bounds what follows by the length of the IP packet at the position.
  ///
  /// @param total bytes with the IP header, -1 for unknown
  private void bound(int total) {
    ipEnd = total < 0 ? -1 : position + total;
    if (total >= 0) {
      limit = Math.min(limit, ipEnd);
    }
  }

  private LayerKind extension(LayerKind kind) {
    if (!whole(kind, 8)) {
      return NONE;
    }
    int length = u8(1) + 1 << 3;
    if (!whole(kind, length)) {
      return NONE;
    }
    if (kind == LayerKind.HOP_BY_HOP && packet.ipTotalLength < 0) {
      jumboPayload();
    }
    int next = u8(0);
    advance(kind, length);
    return byIpProtocol(next);
  }

  /// Reads the jumbo payload option (RFC 2675, section 2), if it is the first option: no other
  /// place fits its alignment without padding.
  private void jumboPayload() {
    long payload = u32(4);
    if (u16(2) != 0xC204 || payload > UNLIMITED - position) {
      return;
    }
    packet.ipTotalLength = Ipv6.LENGTH + (int) payload;
    ipEnd = position + (int) payload;
    limit = Math.min(limit, ipEnd);
  }

  private LayerKind fragment() {
    if (!whole(LayerKind.FRAGMENT, Ipv6Fragment.LENGTH)) {
      return NONE;
    }
    int fragment = u16(2);
    int next = u8(0);
    packet.fragmentOffset = fragment & 0xFFF8;
    packet.fragment = (fragment & 0xFFF9) != 0;
    packet.ipProtocol = next;
    advance(LayerKind.FRAGMENT, Ipv6Fragment.LENGTH);
    return packet.fragmentOffset == 0 ? byIpProtocol(next) : stopAtFragment();
  }

  private LayerKind stopAtFragment() {
    fields.stop(StopReason.FRAGMENT, NONE, position);
    return NONE;
  }

  private LayerKind authentication() {
    if (!whole(LayerKind.AUTHENTICATION, Authentication.MINIMUM_LENGTH)) {
      return NONE;
    }
    int length = u8(1) + 2 << 2;
    if (length < Authentication.MINIMUM_LENGTH) {
      return stop(StopReason.MALFORMED, LayerKind.AUTHENTICATION);
    }
    if (!whole(LayerKind.AUTHENTICATION, length)) {
      return NONE;
    }
    int next = u8(0);
    advance(LayerKind.AUTHENTICATION, length);
    return byIpProtocol(next);
  }

  private LayerKind byIpProtocol(int protocol) {
    packet.ipProtocol = protocol;
    return switch (protocol) {
      case IpProtocol.TCP -> LayerKind.TCP;
      case IpProtocol.UDP -> LayerKind.UDP;
      case IpProtocol.AUTHENTICATION -> LayerKind.AUTHENTICATION;
      default -> packet.ipVersion == 6 ? byIpv6NextHeader(protocol) : byIpv4Protocol(protocol);
    };
  }

  private LayerKind byIpv4Protocol(int protocol) {
    return protocol == IpProtocol.ICMP
        ? LayerKind.ICMP
        : unknown(ProtocolSpace.IP_PROTOCOL, protocol);
  }

  private LayerKind byIpv6NextHeader(int protocol) {
    return switch (protocol) {
      case IpProtocol.ICMPV6 -> LayerKind.ICMPV6;
      case IpProtocol.HOP_BY_HOP -> LayerKind.HOP_BY_HOP;
      case IpProtocol.ROUTING -> LayerKind.ROUTING;
      case IpProtocol.FRAGMENT -> LayerKind.FRAGMENT;
      case IpProtocol.DESTINATION_OPTIONS -> LayerKind.DESTINATION_OPTIONS;
      case IpProtocol.NO_NEXT_HEADER -> stop(StopReason.END, NONE);
      default -> unknown(ProtocolSpace.IP_PROTOCOL, protocol);
    };
  }

  // Transport

  private LayerKind tcp() {
    ports();
    int length = 0;
    if (available() >= 14) {
      int word = u16(12);
      length = word >> 12 << 2;
      packet.tcp = true;
      packet.tcpFlags = word & 0xFFF;
      if (length >= Tcp.MINIMUM_LENGTH) {
        payloadAfter(length);
      }
    }
    if (!whole(LayerKind.TCP, Tcp.MINIMUM_LENGTH)) {
      return NONE;
    }
    if (length < Tcp.MINIMUM_LENGTH) {
      return stop(StopReason.MALFORMED, LayerKind.TCP);
    }
    return whole(LayerKind.TCP, length) ? last(LayerKind.TCP, length) : NONE;
  }

  private LayerKind udp() {
    ports();
    payloadAfter(Udp.LENGTH);
    if (!whole(LayerKind.UDP, Udp.LENGTH)) {
      return NONE;
    }
    int length = u16(4);
    if (length != 0 && length < Udp.LENGTH) {
      return stop(StopReason.MALFORMED, LayerKind.UDP);
    }
    return last(LayerKind.UDP, Udp.LENGTH);
  }

  private void ports() {
    if (available() >= 4) {
      packet.sourcePort = u16(0);
      packet.destinationPort = u16(2);
    }
  }

  private LayerKind icmp(LayerKind kind) {
    if (available() >= 2) {
      packet.icmpType = u8(0);
      packet.icmpCode = u8(1);
    }
    payloadAfter(Icmp.LENGTH);
    return whole(kind, Icmp.LENGTH) ? last(kind, Icmp.LENGTH) : NONE;
  }

  private void payloadAfter(int headerLength) {
    if (ipEnd >= 0) {
      packet.ipPayloadLength = Math.max(-1, ipEnd - position - headerLength);
    }
  }

  // Steps

  private int available() {
    return Math.min(end, limit) - position;
  }

  /// Whether the layer has all of its bytes; where not, the walk is stopped.
  private boolean whole(LayerKind kind, int length) {
    if (length <= available()) {
      return true;
    }
    stop(length > limit - position ? StopReason.MALFORMED : StopReason.TRUNCATED, kind);
    return false;
  }

  private void advance(LayerKind kind, int length) {
    fields.addLayer(kind, position);
    position += length;
  }

  private LayerKind last(LayerKind kind, int length) {
    advance(kind, length);
    return stop(StopReason.END, NONE);
  }

  private LayerKind stop(StopReason reason, LayerKind kind) {
    fields.stop(reason, kind, position);
    return NONE;
  }

  private LayerKind unknown(ProtocolSpace space, int protocol) {
    if (fields.isFull()) {
      return stop(StopReason.LIMIT, LayerKind.UNKNOWN);
    }
    fields.unknown(space, protocol);
    fields.addLayer(LayerKind.UNKNOWN, position);
    return stop(StopReason.UNKNOWN_PROTOCOL, LayerKind.UNKNOWN);
  }

  private int u8(int at) {
    return Wire.u8(segment, base + position + at);
  }

  private int u16(int at) {
    return Wire.u16(segment, base + position + at);
  }

  private long u32(int at) {
    return Wire.u32(segment, base + position + at);
  }

  private long i64(int at) {
    return Wire.i64(segment, base + position + at);
  }
}
