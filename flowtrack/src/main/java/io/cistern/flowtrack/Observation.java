package io.cistern.flowtrack;

/// One sampled packet as the caller saw it: a reusable flyweight that is filled, handed to
/// [FlowTracker#observe(Observation)] and filled again. Allocation-free and not thread-safe.
///
/// Every setter returns this object, so that one is filled in a chain; [#clear()] puts every field
/// back to "absent". Addresses: IPv4 is the low 32 bits of `low` with `high` zero, IPv6 is both
/// halves, version 0 is a packet without IP. Nothing is kept of the object after `observe`.
public final class Observation {
  long timeMillis;
  int observer;
  long inputInterface;
  long outputInterface;
  long samplingRate;
  long frameLengthBytes;
  int ipVersion;
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int protocol;
  int sourcePort;
  int destinationPort;
  int tcpFlags;
  int trafficClass;
  int vlan;
  int vni;
  int icmpType;
  int payloadLength;
  long dataSource;
  boolean fragment;

  /* What few packets tell, in the words of PacketDetails: only its word of what is known is
   * cleared. */
  final long[] details = new long[PacketDetails.LENGTH];
  int known;

  /// An observation with every field absent.
  public Observation() {
    clear();
  }

  /// Puts every field back to absent: to 0, or to -1 where 0 is a value; the sampling rate to 1.
  /// Fields of the link, the route and the tunnel are unknown until they are set.
  ///
  /// @return this
  public Observation clear() {
    timeMillis = 0;
    observer = 0;
    inputInterface = 0;
    outputInterface = 0;
    samplingRate = 1;
    frameLengthBytes = 0;
    ipVersion = 0;
    sourceHigh = 0;
    sourceLow = 0;
    destinationHigh = 0;
    destinationLow = 0;
    protocol = -1;
    sourcePort = -1;
    destinationPort = -1;
    tcpFlags = -1;
    trafficClass = -1;
    vlan = -1;
    vni = -1;
    icmpType = -1;
    payloadLength = -1;
    dataSource = 0;
    fragment = false;
    known = 0;
    return this;
  }

  /// Sets when the sample was received, in epoch milliseconds.
  ///
  /// @param millis any value; time going backwards is harmless
  /// @return this
  public Observation timeMillis(long millis) {
    timeMillis = millis;
    return this;
  }

  /// Sets who saw the packet: the caller's number of a datagram stream (agent and sub-agent).
  ///
  /// @param id any number, always the same for one stream
  /// @return this
  public Observation observer(int id) {
    observer = id;
    return this;
  }

  /// Sets the interfaces the packet came in and went out by.
  ///
  /// @param input the ifIndex, 32 bits unsigned, 0 unknown
  /// @param output the ifIndex, 32 bits unsigned, 0 unknown
  /// @return this
  public Observation interfaces(long input, long output) {
    inputInterface = input & 0xffffffffL;
    outputInterface = output & 0xffffffffL;
    return this;
  }

  /// Sets the sampling rate N: this packet stands for N packets.
  ///
  /// @param rate the effective rate if it is known, else the advertised one; above 2^32 counts as
  ///   2^32. Below 1 means unknown: the packet counts as a sample, but is in no sum
  /// @return this
  public Observation samplingRate(long rate) {
    samplingRate = Math.clamp(rate, 0L, 1L << 32);
    return this;
  }

  /// Sets the length of the frame on the wire less the stripped FCS, in bytes.
  ///
  /// @param bytes below 0 counts as 0, above 2^30 as 2^30
  /// @return this
  public Observation frameLengthBytes(long bytes) {
    frameLengthBytes = Math.clamp(bytes, 0L, 1L << 30);
    return this;
  }

  /// Sets the IP version.
  ///
  /// @param version 4, 6, or 0 for a packet without IP
  /// @return this
  public Observation ipVersion(int version) {
    ipVersion = version & 7;
    return this;
  }

  /// Sets the source address.
  ///
  /// @param high the first 64 bits of an IPv6 address, 0 for IPv4
  /// @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
  /// @return this
  public Observation source(long high, long low) {
    sourceHigh = high;
    sourceLow = low;
    return this;
  }

  /// Sets the destination address.
  ///
  /// @param high the first 64 bits of an IPv6 address, 0 for IPv4
  /// @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
  /// @return this
  public Observation destination(long high, long low) {
    destinationHigh = high;
    destinationLow = low;
    return this;
  }

  /// Sets the IP protocol number.
  ///
  /// @param number 0 to 255, -1 none
  /// @return this
  public Observation protocol(int number) {
    protocol = number;
    return this;
  }

  /// Sets the transport ports.
  ///
  /// @param source 0 to 65535, -1 none (a later fragment, a protocol without ports, a short header)
  /// @param destination 0 to 65535, -1 none
  /// @return this
  public Observation ports(int source, int destination) {
    sourcePort = source;
    destinationPort = destination;
    return this;
  }

  /// Sets the TCP flags. Flags that are not known are no evidence of anything: a packet without
  /// them is neither a SYN nor an answer.
  ///
  /// @param flags the low nine bits as on the wire: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32;
  ///   below 0 not known (the header was cut before them), or not TCP
  /// @return this
  public Observation tcpFlags(int flags) {
    tcpFlags = flags < 0 ? -1 : flags & 0x1ff;
    return this;
  }

  /// Sets the IPv4 type of service or the IPv6 traffic class.
  ///
  /// @param value 0 to 255, below 0 not known
  /// @return this
  public Observation trafficClass(int value) {
    trafficClass = value < 0 ? -1 : value & 0xff;
    return this;
  }

  /// Sets the outermost VLAN id.
  ///
  /// @param id 0 to 4095, -1 untagged
  /// @return this
  public Observation vlan(int id) {
    vlan = id;
    return this;
  }

  /// Sets the virtual network (VXLAN, Geneve) of an inner header.
  ///
  /// @param id 24 bits, -1 none
  /// @return this
  public Observation vni(int id) {
    vni = id;
    return this;
  }

  /// Sets the ICMP or ICMPv6 type.
  ///
  /// @param type 0 to 255, -1 none
  /// @return this
  public Observation icmpType(int type) {
    icmpType = type;
    return this;
  }

  /// Sets how many bytes follow the transport header according to the IP length: it tells an
  /// acknowledgement with data from a bare one.
  ///
  /// @param bytes 0 or more, -1 unknown
  /// @return this
  public Observation payloadLength(int bytes) {
    payloadLength = bytes;
    return this;
  }

  /// Sets the interface that sampled the packet (the data source of the flow sample). Where both
  /// interfaces of an agent sample a packet, it is still counted once.
  ///
  /// @param ifIndex 32 bits unsigned, 0 unknown or not an interface
  /// @return this
  public Observation dataSource(long ifIndex) {
    dataSource = ifIndex & 0xffffffffL;
    return this;
  }

  /// Sets the autonomous systems of the addresses.
  ///
  /// @param source 32 bits unsigned, 0 unknown
  /// @param destination 32 bits unsigned, 0 unknown
  /// @return this
  public Observation autonomousSystems(long source, long destination) {
    return pair(2, PacketDetails.SOURCE_AS, PacketDetails.DESTINATION_AS, source, destination);
  }

  /// Sets the neighbouring autonomous systems on the way to the addresses.
  ///
  /// @param source 32 bits unsigned, 0 unknown
  /// @param destination 32 bits unsigned, 0 unknown
  /// @return this
  public Observation peerSystems(long source, long destination) {
    return pair(
        3, PacketDetails.SOURCE_PEER_AS, PacketDetails.DESTINATION_PEER_AS, source, destination);
  }

  private Observation pair(int word, int highBit, int lowBit, long high, long low) {
    details[word] = high << 32 | low & 0xffffffffL;
    know(highBit, (high & 0xffffffffL) != 0);
    know(lowBit, (low & 0xffffffffL) != 0);
    return this;
  }

  private void know(int bit, boolean isKnown) {
    known = isKnown ? known | bit : known & ~bit;
  }

  private void put(int word, int shift, long mask, int bit, long value) {
    details[word] = details[word] & ~(mask << shift) | (value & mask) << shift;
    know(bit, value >= 0);
  }

  /// Sets the link addresses.
  ///
  /// @param source 48 bits, first byte highest; below 0 not known
  /// @param destination 48 bits, first byte highest; below 0 not known
  /// @return this
  public Observation macs(long source, long destination) {
    put(0, 0, PacketDetails.MAC_MASK, PacketDetails.SOURCE_MAC, source);
    put(1, 0, PacketDetails.MAC_MASK, PacketDetails.DESTINATION_MAC, destination);
    return this;
  }

  /// Sets the type of what follows the link header and its VLAN tags.
  ///
  /// @param type 0 to 65535, below 0 not known
  /// @return this
  public Observation etherType(int type) {
    put(0, 48, 0xffff, PacketDetails.ETHER_TYPE, type);
    return this;
  }

  /// Sets the priority of the outermost VLAN tag.
  ///
  /// @param priority 0 to 7, below 0 not known
  /// @return this
  public Observation vlanPriority(int priority) {
    put(1, 48, 7, PacketDetails.PRIORITY, priority);
    return this;
  }

  /// Sets the VLAN id of the second tag.
  ///
  /// @param id 0 to 4095, below 0 none
  /// @return this
  public Observation innerVlan(int id) {
    put(1, 51, 0xfff, PacketDetails.INNER_VLAN, id);
    return this;
  }

  /// Sets the router that the packet goes to next.
  ///
  /// @param version 4 or 6, 0 not known
  /// @param high the first 64 bits of an IPv6 address, 0 for IPv4
  /// @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
  /// @return this
  public Observation nextHop(int version, long high, long low) {
    details[4] = high;
    details[5] = low;
    put(13, 16, 7, PacketDetails.NEXT_HOP, version == 0 ? -1 : version);
    return this;
  }

  /// Sets the lengths of the routes by which the addresses are reached.
  ///
  /// @param source 1 to 128 bits, below 0 not known
  /// @param destination 1 to 128 bits, below 0 not known
  /// @return this
  public Observation prefixLengths(int source, int destination) {
    put(13, 0, 0xff, PacketDetails.SOURCE_MASK, source);
    put(13, 8, 0xff, PacketDetails.DESTINATION_MASK, destination);
    return this;
  }

  /// Sets the tunnel that the packet carries or goes through.
  ///
  /// @param kind what it is
  /// @param id what it is told apart by, 32 bits unsigned; below 0 nothing
  /// @return this
  @SuppressWarnings("EnumOrdinal") // lives no longer than this process
  public Observation tunnel(TunnelKind kind, long id) {
    put(11, 0, 0xff, PacketDetails.TUNNEL, kind.ordinal());
    put(11, 32, 0xffffffffL, PacketDetails.TUNNEL_ID, id);
    return this;
  }

  /// Sets the addresses of the packet inside the tunnel. Packets of one tunnel with different inner
  /// packets are different flows.
  ///
  /// @param version 4 or 6
  /// @param sourceHigh as of [#source(long, long)]
  /// @param sourceLow as of [#source(long, long)]
  /// @param destinationHigh as of [#destination(long, long)]
  /// @param destinationLow as of [#destination(long, long)]
  /// @return this
  public Observation inner(
      int version, long sourceHigh, long sourceLow, long destinationHigh, long destinationLow) {
    return other(version & 7, sourceHigh, sourceLow, destinationHigh, destinationLow);
  }

  /// Sets the ends of the tunnel that carried the packet or will carry it; for packets whose inner
  /// packet is not set.
  ///
  /// @param version 4 or 6
  /// @param sourceHigh as of [#source(long, long)]
  /// @param sourceLow as of [#source(long, long)]
  /// @param destinationHigh as of [#destination(long, long)]
  /// @param destinationLow as of [#destination(long, long)]
  /// @return this
  public Observation tunnelEnds(
      int version, long sourceHigh, long sourceLow, long destinationHigh, long destinationLow) {
    int isOuter = version & 7 | PacketDetails.IS_OUTER;
    return other(isOuter, sourceHigh, sourceLow, destinationHigh, destinationLow);
  }

  private Observation other(int bits, long sHigh, long sLow, long dHigh, long dLow) {
    details[6] = sHigh;
    details[7] = sLow;
    details[8] = dHigh;
    details[9] = dLow;
    details[10] = bits;
    known |= PacketDetails.OTHER_PACKET;
    return this;
  }

  /// Sets the protocol and ports of the packet inside the tunnel, once its addresses are set.
  ///
  /// @param protocol 0 to 255, below 0 not known
  /// @param source the source port, below 0 none
  /// @param destination the destination port, below 0 none
  /// @return this
  public Observation innerTransport(int protocol, int source, int destination) {
    boolean hasPorts = source >= 0 && destination >= 0;
    details[10] =
        details[10] & (7 | PacketDetails.IS_OUTER)
            | (protocol + 1L & 0x1ff) << 8
            | (hasPorts
                ? PacketDetails.HAS_PORTS | (source & 0xffffL) << 48 | (destination & 0xffffL) << 32
                : 0);
    return this;
  }

  /// Sets the IPv4 addresses that the packet has behind NAT.
  ///
  /// @param source 32 bits, 0 not known
  /// @param destination 32 bits, 0 not known
  /// @return this
  public Observation translated(long source, long destination) {
    details[14] = source << 32 | destination & 0xffffffffL;
    know(PacketDetails.TRANSLATED, details[14] != 0);
    return this;
  }

  /// Sets the ports that the packet has behind NAT.
  ///
  /// @param source 0 to 65535
  /// @param destination 0 to 65535
  /// @return this
  public Observation translatedPorts(int source, int destination) {
    details[15] = (source & 0xffffL) << 48 | (destination & 0xffffL) << 32;
    known |= PacketDetails.TRANSLATED_PORTS;
    return this;
  }

  /// Sets the queue that the packet left by.
  ///
  /// @param number 32 bits unsigned, below 0 not known
  /// @return this
  public Observation queue(long number) {
    put(13, 32, 0xffffffffL, PacketDetails.QUEUE, number);
    return this;
  }

  /// Sets how deep that queue was.
  ///
  /// @param bytes 32 bits unsigned, below 0 not known
  /// @return this
  public Observation queueDepthBytes(long bytes) {
    put(12, 0, 0xffffffffL, PacketDetails.DEPTH, bytes);
    return this;
  }

  /// Sets how long the packet was in the device.
  ///
  /// @param nanos 32 bits unsigned, 2^32 - 1 for that and more; below 0 not known
  /// @return this
  public Observation transitDelayNanos(long nanos) {
    put(12, 32, 0xffffffffL, PacketDetails.DELAY, nanos);
    return this;
  }

  /// Sets whether the packet is a fragment.
  ///
  /// @param isFragment true for every fragment of a datagram, the first too
  /// @return this
  public Observation fragment(boolean isFragment) {
    fragment = isFragment;
    return this;
  }

  boolean isEgress() {
    return dataSource != 0 && dataSource == outputInterface && dataSource != inputInterface;
  }

  /// When the sample was received.
  ///
  /// @return epoch milliseconds
  public long timeMillis() {
    return timeMillis;
  }

  /// Who saw the packet.
  ///
  /// @return the caller's number
  public int observer() {
    return observer;
  }

  /// The interface the packet came in by.
  ///
  /// @return ifIndex, 0 unknown
  public long inputInterface() {
    return inputInterface;
  }

  /// The interface the packet went out by.
  ///
  /// @return ifIndex, 0 unknown
  public long outputInterface() {
    return outputInterface;
  }

  /// The sampling rate N.
  ///
  /// @return 1 to 2^32, 0 not known
  public long samplingRate() {
    return samplingRate;
  }

  /// The length of the frame less its FCS.
  ///
  /// @return bytes
  public long frameLengthBytes() {
    return frameLengthBytes;
  }

  /// The IP version.
  ///
  /// @return 4, 6, or 0 without IP
  public int ipVersion() {
    return ipVersion;
  }

  /// The first half of the source address.
  ///
  /// @return 0 for IPv4
  public long sourceHigh() {
    return sourceHigh;
  }

  /// The second half of the source address.
  ///
  /// @return for IPv4 its 32 bits
  public long sourceLow() {
    return sourceLow;
  }

  /// The first half of the destination address.
  ///
  /// @return 0 for IPv4
  public long destinationHigh() {
    return destinationHigh;
  }

  /// The second half of the destination address.
  ///
  /// @return for IPv4 its 32 bits
  public long destinationLow() {
    return destinationLow;
  }

  /// The IP protocol number.
  ///
  /// @return -1 none
  public int protocol() {
    return protocol;
  }

  /// The source port.
  ///
  /// @return -1 none
  public int sourcePort() {
    return sourcePort;
  }

  /// The destination port.
  ///
  /// @return -1 none
  public int destinationPort() {
    return destinationPort;
  }

  /// The TCP flags.
  ///
  /// @return the low nine bits as on the wire, -1 not known or not TCP
  public int tcpFlags() {
    return tcpFlags;
  }

  /// The type of service or traffic class.
  ///
  /// @return 0 to 255, -1 not known
  public int trafficClass() {
    return trafficClass;
  }

  /// The outermost VLAN id.
  ///
  /// @return -1 untagged
  public int vlan() {
    return vlan;
  }

  /// The virtual network.
  ///
  /// @return -1 none
  public int vni() {
    return vni;
  }

  /// The ICMP or ICMPv6 type.
  ///
  /// @return -1 none
  public int icmpType() {
    return icmpType;
  }

  /// The bytes after the transport header.
  ///
  /// @return -1 unknown
  public int payloadLength() {
    return payloadLength;
  }

  /// Whether the packet is a fragment.
  ///
  /// @return true for the first one too
  public boolean fragment() {
    return fragment;
  }

  /// What is known of the packet besides its key, as a flow would have it. Allocates, so filters
  /// should not call it.
  ///
  /// @return a copy
  public FlowDetails details() {
    var words = details.clone();
    words[PacketDetails.KNOWN] |= known;
    var key =
        new FlowKey(
            new IpAddress(ipVersion, sourceHigh, sourceLow),
            new IpAddress(ipVersion, destinationHigh, destinationLow),
            protocol,
            sourcePort,
            destinationPort);
    return FlowDetails.of(words, 0, key);
  }
}
