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
  long sourceSystem;
  long destinationSystem;
  boolean fragment;

  /// An observation with every field absent.
  public Observation() {
    clear();
  }

  /// Puts every field back to absent: numbers to 0, those that have a natural 0 to -1, the rate to
  /// 1.
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
    trafficClass = 0;
    vlan = -1;
    vni = -1;
    icmpType = -1;
    payloadLength = -1;
    dataSource = 0;
    sourceSystem = 0;
    destinationSystem = 0;
    fragment = false;
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
  /// @param id any number, the same for the same stream
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
  /// @param rate the effective rate where it is known, else the advertised one; below 1 counts as
  ///   1, above 2^32 as 2^32
  /// @return this
  public Observation samplingRate(long rate) {
    samplingRate = Math.clamp(rate, 1L, 1L << 32);
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
  /// @param value 0 to 255
  /// @return this
  public Observation trafficClass(int value) {
    trafficClass = value & 0xff;
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
    sourceSystem = source & 0xffffffffL;
    destinationSystem = destination & 0xffffffffL;
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
  /// @return 1 to 2^32
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
  /// @return 0 to 255
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
}
