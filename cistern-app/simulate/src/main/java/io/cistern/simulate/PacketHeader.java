package io.cistern.simulate;

import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Builds the first bytes of a packet as a device sees it: the addresses of the link it is on, a
/// VLAN tag between devices, and a TTL that falls at routers.
final class PacketHeader {
  private static final int SAMPLED = 128;
  private static final int FCS = 4;
  private static final int TTL = 64;
  private static final int VLAN_TAG = 0x8100;
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;
  private static final int IPV4_BYTES = 20;
  private static final int IPV6_BYTES = 40;
  private static final int ETHERNET_BYTES = 14;
  private static final int TAG_BYTES = 4;
  private static final int TCP_BYTES = 20;
  private static final int SYN = 0x02;
  private static final int ACK = 0x10;
  private static final long FORGED = 0xcb007100L; // 203.0.113.0, and on from there
  private static final long SCANNED = 0x0ac80000L; // 10.200.0.0

  private final ByteBuffer buffer = ByteBuffer.allocate(SAMPLED);

  /// The least frame that holds what is built, with its frame check sequence, bytes.
  static int least(boolean isIpv6, int protocol) {
    int ip = isIpv6 ? IPV6_BYTES : IPV4_BYTES;
    return ETHERNET_BYTES + ip + (protocol == Flow.TCP ? TCP_BYTES : 8) + FCS;
  }

  /// A packet of a flow.
  ///
  /// @param place which packet of the flow it is
  /// @param hop which device of its way sees it
  /// @param isIn whether it comes in there, else it goes out
  Bytes build(Flow flow, long place, Path path, int hop, boolean isIn) {
    Path.Hop seen = path.hops().get(hop);
    Port link = isIn ? seen.in() : seen.out();
    buffer.clear();
    mac(path.receiver(hop, isIn, flow.destination));
    mac(path.sender(hop, isIn, flow.source));
    if (link.isTagged) {
      buffer.putShort((short) VLAN_TAG).putShort((short) flow.source.vlan());
    }
    int ipBytes = flow.frameBytes - FCS - ETHERNET_BYTES;
    int ttl = TTL - path.routers(hop, isIn);
    if (flow.isIpv6) {
      ipv6(flow, place, ipBytes, ttl);
    } else {
      ipv4(flow, place, ipBytes, ttl);
    }
    transport(flow, place, ipBytes - (flow.isIpv6 ? IPV6_BYTES : IPV4_BYTES));
    int length = Math.min(SAMPLED, frameBytes(flow, link) - FCS);
    while (buffer.position() < length) {
      buffer.put((byte) 0);
    }
    return Bytes.of(Arrays.copyOf(buffer.array(), length));
  }

  /// The frame on a link, with tag and frame check sequence, bytes.
  static int frameBytes(Flow flow, Port link) {
    return flow.frameBytes + (link.isTagged ? TAG_BYTES : 0);
  }

  private void mac(long address) {
    buffer.putShort((short) (address >>> 32)).putInt((int) address);
  }

  private void ipv4(Flow flow, long place, int length, int ttl) {
    buffer.putShort((short) IPV4).putShort((short) 0x4500).putShort((short) length);
    buffer.putShort((short) place).putShort((short) 0x4000);
    buffer.put((byte) ttl).put((byte) flow.protocol).putShort((short) 0);
    buffer.putInt((int) source(flow, place).low()).putInt((int) destination(flow, place).low());
  }

  private void ipv6(Flow flow, long place, int length, int ttl) {
    buffer.putShort((short) IPV6).putInt(0x60000000).putShort((short) (length - IPV6_BYTES));
    buffer.put((byte) flow.protocol).put((byte) ttl);
    Address source = source(flow, place);
    Address destination = destination(flow, place);
    buffer.putLong(source.high()).putLong(source.low());
    buffer.putLong(destination.high()).putLong(destination.low());
  }

  private static Address source(Flow flow, long place) {
    return flow.kind == Flow.Kind.FLOOD
        ? Address.ipv4(FORGED + flow.target(place))
        : flow.source.address(flow.isIpv6);
  }

  private static Address destination(Flow flow, long place) {
    return flow.kind == Flow.Kind.HORIZONTAL_SCAN
        ? Address.ipv4(SCANNED + flow.target(place))
        : flow.destination.address(flow.isIpv6);
  }

  private void transport(Flow flow, long place, int length) {
    int port = flow.kind == Flow.Kind.VERTICAL_SCAN ? 1 + flow.target(place) : flow.destinationPort;
    buffer.putShort((short) flow.sourcePort).putShort((short) port);
    if (flow.protocol == Flow.TCP) {
      boolean isProbe = flow.kind != Flow.Kind.TUPLE;
      buffer.putInt((int) place * 1_000).putInt(isProbe ? 0 : (int) place * 900 + 1);
      buffer.put((byte) 0x50).put((byte) (isProbe ? SYN : ACK)).putShort((short) 0xffff);
      buffer.putInt(0);
    } else {
      buffer.putShort((short) length).putShort((short) 0);
    }
  }
}
