package io.cistern.flowtrack;

import org.jspecify.annotations.Nullable;

/// What is known of a flow besides its key: its link, its route, its tunnel. What its samples did
/// not say is -1, [IpAddress#NONE] or null, never a value.
///
/// The fields of a group (link, routing, tunnel, translation) are those of the first sample that
/// had any of them; delay and depth are the largest of all samples.
///
/// @param sourceMac 48 bits, first byte highest, -1 not known
/// @param destinationMac 48 bits, first byte highest, -1 not known
/// @param etherType the type of what follows the VLAN tags, -1 not known
/// @param vlanPriority 0 to 7, of the outermost VLAN tag, -1 not known
/// @param innerVlan the VLAN id of the second tag, -1 without one
/// @param sourceAs the source's autonomous system, -1 not known
/// @param destinationAs the destination's autonomous system, -1 not known
/// @param sourcePeerAs the neighbour on the way to the source, -1 not known
/// @param destinationPeerAs the neighbour on the way to the destination, -1 not known
/// @param nextHop the router that it goes to next, [IpAddress#NONE] not known
/// @param sourcePrefixLength bits of the source's route, -1 not known
/// @param destinationPrefixLength bits of the destination's route, -1 not known
/// @param tunnel what carries the inner packet, null without a tunnel
/// @param tunnelId VNI, GRE key, tunnel endpoint identifier, MPLS label, ...; -1 without one
/// @param tunnelSource where the tunnel begins, [IpAddress#NONE] not known
/// @param tunnelDestination where the tunnel ends, [IpAddress#NONE] not known
/// @param inner the packet inside the tunnel; its fields are absent where it is not known
/// @param translatedSource the source's address behind NAT, [IpAddress#NONE] not known
/// @param translatedDestination the destination's address behind NAT, [IpAddress#NONE] not known
/// @param translatedSourcePort the source's port behind NAT, -1 not known
/// @param translatedDestinationPort the destination's port behind NAT, -1 not known
/// @param queue the egress queue, -1 not known
/// @param maxTransitDelayNanos the largest time that a sampled packet spent in the device; 2^32 - 1
///   stands for that and more; -1 not known
/// @param maxQueueDepthBytes the largest depth of the egress queue, -1 not known
public record FlowDetails(
    long sourceMac,
    long destinationMac,
    int etherType,
    int vlanPriority,
    int innerVlan,
    long sourceAs,
    long destinationAs,
    long sourcePeerAs,
    long destinationPeerAs,
    IpAddress nextHop,
    int sourcePrefixLength,
    int destinationPrefixLength,
    @Nullable TunnelKind tunnel,
    long tunnelId,
    IpAddress tunnelSource,
    IpAddress tunnelDestination,
    FlowKey inner,
    IpAddress translatedSource,
    IpAddress translatedDestination,
    int translatedSourcePort,
    int translatedDestinationPort,
    long queue,
    long maxTransitDelayNanos,
    long maxQueueDepthBytes) {
  private static final TunnelKind[] KINDS = TunnelKind.values();
  private static final FlowKey NO_PACKET = new FlowKey(IpAddress.NONE, IpAddress.NONE, -1, -1, -1);

  /// Reads the words of [PacketDetails] at a place.
  ///
  /// @param key the flow's key: the inner packet, where the details are of the outer one
  static FlowDetails of(long[] rows, int at, FlowKey key) {
    var w = new Words(rows, at);
    FlowKey other = w.has(PacketDetails.OTHER_PACKET) ? w.other() : NO_PACKET;
    boolean toldOuter = w.has(PacketDetails.OTHER_PACKET) && w.isOuter();
    FlowKey inner = toldOuter ? key : other;
    FlowKey outer = toldOuter ? other : inner == NO_PACKET ? NO_PACKET : key;
    return new FlowDetails(
        w.get(PacketDetails.SOURCE_MAC, 0, 0, PacketDetails.MAC_MASK),
        w.get(PacketDetails.DESTINATION_MAC, 1, 0, PacketDetails.MAC_MASK),
        (int) w.get(PacketDetails.ETHER_TYPE, 0, 48, 0xffff),
        (int) w.get(PacketDetails.PRIORITY, 1, 48, 7),
        (int) w.get(PacketDetails.INNER_VLAN, 1, 51, 0xfff),
        w.get(PacketDetails.SOURCE_AS, 2, 32, 0xffffffffL),
        w.get(PacketDetails.DESTINATION_AS, 2, 0, 0xffffffffL),
        w.get(PacketDetails.SOURCE_PEER_AS, 3, 32, 0xffffffffL),
        w.get(PacketDetails.DESTINATION_PEER_AS, 3, 0, 0xffffffffL),
        w.has(PacketDetails.NEXT_HOP)
            ? new IpAddress((int) (rows[at + 13] >>> 16 & 7), rows[at + 4], rows[at + 5])
            : IpAddress.NONE,
        (int) w.get(PacketDetails.SOURCE_MASK, 13, 0, 0xff),
        (int) w.get(PacketDetails.DESTINATION_MASK, 13, 8, 0xff),
        w.has(PacketDetails.TUNNEL) ? KINDS[(int) (rows[at + 11] & 0xff)] : null,
        w.get(PacketDetails.TUNNEL_ID, 11, 32, 0xffffffffL),
        outer.source(),
        outer.destination(),
        inner,
        w.translated(32),
        w.translated(0),
        (int) w.get(PacketDetails.TRANSLATED_PORTS, 15, 48, 0xffff),
        (int) w.get(PacketDetails.TRANSLATED_PORTS, 15, 32, 0xffff),
        w.get(PacketDetails.QUEUE, 13, 32, 0xffffffffL),
        w.get(PacketDetails.DELAY, 12, 32, 0xffffffffL),
        w.get(PacketDetails.DEPTH, 12, 0, 0xffffffffL));
  }

  private record Words(long[] rows, int at) {
    boolean has(int bit) {
      return (rows[at + PacketDetails.KNOWN] & bit) != 0;
    }

    long get(int bit, int word, int shift, long mask) {
      return has(bit) ? rows[at + word] >>> shift & mask : -1;
    }

    boolean isOuter() {
      return (rows[at + 10] & PacketDetails.IS_OUTER) != 0;
    }

    FlowKey other() {
      long word = rows[at + 10];
      int version = (int) (word & 7);
      boolean hasPorts = (word & PacketDetails.HAS_PORTS) != 0;
      return new FlowKey(
          new IpAddress(version, rows[at + 6], rows[at + 7]),
          new IpAddress(version, rows[at + 8], rows[at + 9]),
          (int) (word >>> 8 & 0x1ff) - 1,
          hasPorts ? (int) (word >>> 48) : -1,
          hasPorts ? (int) (word >>> 32 & 0xffff) : -1);
    }

    IpAddress translated(int shift) {
      long address = get(PacketDetails.TRANSLATED, 14, shift, 0xffffffffL);
      return address <= 0 ? IpAddress.NONE : new IpAddress(4, 0, address);
    }
  }
}
