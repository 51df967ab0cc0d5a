package io.cistern.flowtrack.sample;

import io.cistern.flowtrack.TunnelKind;

/// One sampled packet on its way into the recent window: a reusable holder that is cleared, filled,
/// appended and cleared again. Allocation-free and not thread-safe.
///
/// What is not set is absent, never 0: [#clear()] makes every field absent, and so does setting a
/// number below 0 or an address of version 0. Values are cut to the width of the field, unless the
/// setter says otherwise. Setters return this object, so that one is filled in a chain. Addresses:
/// IPv4 is the low 32 bits of `low`, IPv6 is both halves.
///
/// A sample needs a time, an agent and a data source; [FlowField#FRAME_BYTES] and a weight for the
/// sums. The sequence number and the place in the datagram decide whether it stays when a window
/// that is over its budget is thinned, so two samples should not share them.
@SuppressWarnings("EnumOrdinal") // ordinals live no longer than this process
public final class FlowSample {
  /// An interface value: the packet began or ended in the device itself.
  public static final long INTERNAL = 0xfffffffdL;

  /// An interface value: the packet was discarded.
  public static final long DISCARDED = 0xfffffffeL;

  /// An interface value: the packet went out by several interfaces.
  public static final long MULTIPLE = 0xffffffffL;

  private static final int FIELDS = FlowField.values().length;
  private static final long ALWAYS = FlowField.DIRECTION.bit() | FlowField.WEIGHT_ORIGIN.bit();
  private static final long MOST = 0xffffffffL;

  private final long[] lows = new long[FIELDS];
  private final long[] highs = new long[FIELDS];
  private long presence;
  private long timeMillis;
  private long sequence;
  private int place;

  /// A sample with every field absent.
  public FlowSample() {
    clear();
  }

  /// Makes every field absent: the time 0, the weight unknown, the direction ingress.
  ///
  /// @return this
  public FlowSample clear() {
    timeMillis = 0;
    sequence = 0;
    place = 0;
    presence = ALWAYS;
    lows[FlowField.DIRECTION.ordinal()] = Direction.INGRESS.ordinal();
    lows[FlowField.WEIGHT_ORIGIN.ordinal()] = WeightOrigin.UNKNOWN.ordinal();
    return this;
  }

  private FlowSample number(FlowField field, long value) {
    if (value < 0) {
      presence &= ~field.bit();
    } else {
      lows[field.ordinal()] = value & field.most();
      presence |= field.bit();
    }
    return this;
  }

  private FlowSample address(FlowField field, int version, long high, long low) {
    if (version != 4 && version != 6) {
      presence &= ~field.bit();
    } else {
      highs[field.ordinal()] = AddressBits.high(version, high);
      lows[field.ordinal()] = AddressBits.low(version, low);
      presence |= field.bit();
    }
    return this;
  }

  /// Sets when the sample was received.
  ///
  /// @param millis epoch milliseconds; time may step back
  /// @return this
  public FlowSample timeMillis(long millis) {
    timeMillis = millis;
    return this;
  }

  /// Sets which sample of its data source this is.
  ///
  /// @param number the sequence number of the sample, 32 bits unsigned
  /// @param placeInDatagram the number of the sample in its datagram, from 0
  /// @return this
  public FlowSample sequence(long number, int placeInDatagram) {
    sequence = number;
    place = placeInDatagram;
    return this;
  }

  /// Sets the data source that sampled the packet.
  ///
  /// @param sourceClass 0 for an interface (the index is an ifIndex), 1 a VLAN, 2 a physical
  ///   entity; below 0 the source is not known
  /// @param index 32 bits unsigned
  /// @return this
  public FlowSample dataSource(int sourceClass, long index) {
    return number(
        FlowField.DATA_SOURCE, sourceClass < 0 ? -1 : (long) sourceClass << 32 | index & MOST);
  }

  /// Sets which way the packet went through what sampled it.
  ///
  /// @param direction egress where the data source is the output interface and not the input
  ///   interface, else ingress
  /// @return this
  public FlowSample direction(Direction direction) {
    return number(FlowField.DIRECTION, direction.ordinal());
  }

  /// Sets for how many packets the sample stands: the sampling rate N.
  ///
  /// @param packets at least 1, above 2^32 - 1 counts as that; below 1 is unknown, whatever the
  ///   origin
  /// @param origin how that is known
  /// @return this
  public FlowSample weight(long packets, WeightOrigin origin) {
    boolean isKnown = packets > 0 && origin != WeightOrigin.UNKNOWN;
    number(FlowField.WEIGHT, isKnown ? Math.min(packets, MOST) : -1);
    return number(
        FlowField.WEIGHT_ORIGIN, isKnown ? origin.ordinal() : WeightOrigin.UNKNOWN.ordinal());
  }

  /// Sets whether the packet is a fragment.
  ///
  /// @param isFragment true for every fragment, the first too
  /// @return this
  public FlowSample fragment(boolean isFragment) {
    return number(FlowField.FRAGMENT, isFragment ? 1 : 0);
  }

  /// Sets the kind of tunnel around the inner packet.
  ///
  /// @param kind what it is
  /// @return this
  public FlowSample tunnel(TunnelKind kind) {
    return number(FlowField.TUNNEL, kind.ordinal());
  }

  /// Sets the address of the agent that sampled the packet.
  ///
  /// @param version 4 or 6, anything else makes it absent
  /// @param high the first 64 bits of an IPv6 address, of no meaning for IPv4
  /// @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
  /// @return this
  public FlowSample agent(int version, long high, long low) {
    return address(FlowField.AGENT, version, high, low);
  }

  /// Sets the source IP address.
  ///
  /// @param version 4 or 6, anything else makes it absent
  /// @param high the first 64 bits of an IPv6 address, of no meaning for IPv4
  /// @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
  /// @return this
  public FlowSample source(int version, long high, long low) {
    return address(FlowField.SOURCE, version, high, low);
  }

  /// Sets the destination IP address.
  ///
  /// @param version 4 or 6, anything else makes it absent
  /// @param high the first 64 bits of an IPv6 address, of no meaning for IPv4
  /// @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
  /// @return this
  public FlowSample destination(int version, long high, long low) {
    return address(FlowField.DESTINATION, version, high, low);
  }

  /// Sets the source address of the packet inside the tunnel.
  ///
  /// @param version 4 or 6, anything else makes it absent
  /// @param high the first 64 bits of an IPv6 address, of no meaning for IPv4
  /// @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
  /// @return this
  public FlowSample innerSource(int version, long high, long low) {
    return address(FlowField.INNER_SOURCE, version, high, low);
  }

  /// Sets the destination address of the packet inside the tunnel.
  ///
  /// @param version 4 or 6, anything else makes it absent
  /// @param high the first 64 bits of an IPv6 address, of no meaning for IPv4
  /// @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
  /// @return this
  public FlowSample innerDestination(int version, long high, long low) {
    return address(FlowField.INNER_DESTINATION, version, high, low);
  }

  /// Sets the router the packet goes to next.
  ///
  /// @param version 4 or 6, anything else makes it absent
  /// @param high the first 64 bits of an IPv6 address, of no meaning for IPv4
  /// @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
  /// @return this
  public FlowSample nextHop(int version, long high, long low) {
    return address(FlowField.NEXT_HOP, version, high, low);
  }

  /// Sets the sub-agent of the agent.
  ///
  /// @param value 32 bits unsigned; below 0 is absent
  /// @return this
  public FlowSample subAgent(long value) {
    return number(FlowField.SUB_AGENT, value);
  }

  /// Sets the interface the packet came in by.
  ///
  /// @param value ifIndex, 32 bits unsigned, or [#INTERNAL], [#DISCARDED], [#MULTIPLE]; below 0 is
  ///   absent
  /// @return this
  public FlowSample inputIf(long value) {
    return number(FlowField.INPUT_IF, value);
  }

  /// Sets the interface the packet went out by.
  ///
  /// @param value ifIndex, 32 bits unsigned, or [#INTERNAL], [#DISCARDED], [#MULTIPLE]; below 0 is
  ///   absent
  /// @return this
  public FlowSample outputIf(long value) {
    return number(FlowField.OUTPUT_IF, value);
  }

  /// Sets the length of the frame on the wire less the FCS.
  ///
  /// @param value bytes; above 2^32 - 1 counts as that; below 0 is absent
  /// @return this
  public FlowSample frameBytes(long value) {
    return number(FlowField.FRAME_BYTES, Math.min(value, MOST));
  }

  /// Sets the type of what follows the link header and its VLAN tags.
  ///
  /// @param value 0 to 65535; below 0 is absent
  /// @return this
  public FlowSample etherType(int value) {
    return number(FlowField.ETHER_TYPE, value);
  }

  /// Sets the source MAC address.
  ///
  /// @param value 48 bits, first byte highest; below 0 is absent
  /// @return this
  public FlowSample sourceMac(long value) {
    return number(FlowField.SOURCE_MAC, value);
  }

  /// Sets the destination MAC address.
  ///
  /// @param value 48 bits, first byte highest; below 0 is absent
  /// @return this
  public FlowSample destinationMac(long value) {
    return number(FlowField.DESTINATION_MAC, value);
  }

  /// Sets the outer VLAN id.
  ///
  /// @param value 0 to 4095; below 0 is absent
  /// @return this
  public FlowSample vlan(int value) {
    return number(FlowField.VLAN, value);
  }

  /// Sets the priority of the outer VLAN tag.
  ///
  /// @param value 0 to 7; below 0 is absent
  /// @return this
  public FlowSample vlanPriority(int value) {
    return number(FlowField.VLAN_PRIORITY, value);
  }

  /// Sets the inner VLAN id.
  ///
  /// @param value 0 to 4095; below 0 is absent
  /// @return this
  public FlowSample innerVlan(int value) {
    return number(FlowField.INNER_VLAN, value);
  }

  /// Sets the IP protocol.
  ///
  /// @param value 0 to 255; below 0 is absent
  /// @return this
  public FlowSample protocol(int value) {
    return number(FlowField.PROTOCOL, value);
  }

  /// Sets the source port.
  ///
  /// @param value 0 to 65535; below 0 is absent
  /// @return this
  public FlowSample sourcePort(int value) {
    return number(FlowField.SOURCE_PORT, value);
  }

  /// Sets the destination port.
  ///
  /// @param value 0 to 65535; below 0 is absent
  /// @return this
  public FlowSample destinationPort(int value) {
    return number(FlowField.DESTINATION_PORT, value);
  }

  /// Sets the TCP flags.
  ///
  /// @param value nine bits as on the wire: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR
  ///   128, AE 256; below 0 is absent
  /// @return this
  public FlowSample tcpFlags(int value) {
    return number(FlowField.TCP_FLAGS, value);
  }

  /// Sets the time to live or hop limit.
  ///
  /// @param value 0 to 255; below 0 is absent
  /// @return this
  public FlowSample ttl(int value) {
    return number(FlowField.TTL, value);
  }

  /// Sets the differentiated services code point.
  ///
  /// @param value 0 to 63; below 0 is absent
  /// @return this
  public FlowSample dscp(int value) {
    return number(FlowField.DSCP, value);
  }

  /// Sets the ICMP or ICMPv6 type.
  ///
  /// @param value 0 to 255; below 0 is absent
  /// @return this
  public FlowSample icmpType(int value) {
    return number(FlowField.ICMP_TYPE, value);
  }

  /// Sets the ICMP or ICMPv6 code.
  ///
  /// @param value 0 to 255; below 0 is absent
  /// @return this
  public FlowSample icmpCode(int value) {
    return number(FlowField.ICMP_CODE, value);
  }

  /// Sets what the tunnel is told apart by: VNI, TEID, GRE key or MPLS label.
  ///
  /// @param value 32 bits unsigned; below 0 is absent
  /// @return this
  public FlowSample tunnelId(long value) {
    return number(FlowField.TUNNEL_ID, value);
  }

  /// Sets the virtual network.
  ///
  /// @param value 32 bits unsigned; below 0 is absent
  /// @return this
  public FlowSample vni(long value) {
    return number(FlowField.VNI, value);
  }

  /// Sets the IP protocol of the packet inside the tunnel.
  ///
  /// @param value 0 to 255; below 0 is absent
  /// @return this
  public FlowSample innerProtocol(int value) {
    return number(FlowField.INNER_PROTOCOL, value);
  }

  /// Sets the source port of the packet inside the tunnel.
  ///
  /// @param value 0 to 65535; below 0 is absent
  /// @return this
  public FlowSample innerSourcePort(int value) {
    return number(FlowField.INNER_SOURCE_PORT, value);
  }

  /// Sets the destination port of the packet inside the tunnel.
  ///
  /// @param value 0 to 65535; below 0 is absent
  /// @return this
  public FlowSample innerDestinationPort(int value) {
    return number(FlowField.INNER_DESTINATION_PORT, value);
  }

  /// Sets the autonomous system of the source.
  ///
  /// @param value 32 bits unsigned; below 0 is absent
  /// @return this
  public FlowSample sourceAs(long value) {
    return number(FlowField.SOURCE_AS, value);
  }

  /// Sets the autonomous system of the destination.
  ///
  /// @param value 32 bits unsigned; below 0 is absent
  /// @return this
  public FlowSample destinationAs(long value) {
    return number(FlowField.DESTINATION_AS, value);
  }

  /// Sets the neighbouring autonomous system on the way to the source.
  ///
  /// @param value 32 bits unsigned; below 0 is absent
  /// @return this
  public FlowSample sourcePeerAs(long value) {
    return number(FlowField.SOURCE_PEER_AS, value);
  }

  /// Sets the neighbouring autonomous system on the way to the destination.
  ///
  /// @param value 32 bits unsigned; below 0 is absent
  /// @return this
  public FlowSample destinationPeerAs(long value) {
    return number(FlowField.DESTINATION_PEER_AS, value);
  }

  /// Sets why the packet was discarded; the sample is then in no total of traffic.
  ///
  /// @param value 32 bits unsigned, as sFlow numbers reasons; below 0 is absent
  /// @return this
  public FlowSample discardReason(long value) {
    return number(FlowField.DISCARD_REASON, value);
  }

  /// Sets how long the packet was in the device.
  ///
  /// @param value nanoseconds; above 2^32 - 1 counts as that; below 0 is absent
  /// @return this
  public FlowSample transitDelay(long value) {
    return number(FlowField.TRANSIT_DELAY, Math.min(value, MOST));
  }

  /// Sets the egress queue.
  ///
  /// @param value 32 bits unsigned; below 0 is absent
  /// @return this
  public FlowSample queue(long value) {
    return number(FlowField.QUEUE, value);
  }

  /// Sets how deep the egress queue was.
  ///
  /// @param value bytes; above 2^32 - 1 counts as that; below 0 is absent
  /// @return this
  public FlowSample queueDepth(long value) {
    return number(FlowField.QUEUE_DEPTH, Math.min(value, MOST));
  }

  /// When the sample was received.
  ///
  /// @return epoch milliseconds
  public long timeMillis() {
    return timeMillis;
  }

  /// The sequence number of the sample.
  ///
  /// @return as it was set
  public long sequence() {
    return sequence;
  }

  /// The place of the sample in its datagram.
  ///
  /// @return from 0
  public int place() {
    return place;
  }

  /// Which fields are present.
  ///
  /// @return the [FlowField#bit()] of each
  public long presence() {
    return presence;
  }

  /// Whether a field is present.
  ///
  /// @param field any
  /// @return false if it is absent
  public boolean has(FlowField field) {
    return (presence & field.bit()) != 0;
  }

  /// The first word of an address.
  ///
  /// @param field an address that is present
  /// @return as [AddressBits] has it
  public long high(FlowField field) {
    return highs[field.ordinal()];
  }

  /// The value of a number, code or MAC address, or the second word of an address.
  ///
  /// @param field one that is present
  /// @return unsigned
  public long low(FlowField field) {
    return lows[field.ordinal()];
  }

  /// The fields that are present, for people.
  @Override
  public String toString() {
    var text = new StringBuilder("time=").append(timeMillis);
    for (FlowField field : FlowField.values()) {
      if (has(field)) {
        text.append(' ')
            .append(field.key())
            .append('=')
            .append(field.text(high(field), low(field)));
      }
    }
    return text.toString();
  }
}
