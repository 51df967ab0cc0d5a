package io.cistern.protodecode;

import java.util.Objects;

/// The fields of one packet that flow accounting asks for: link addresses, VLAN tags, IP,
/// transport.
///
/// Filled by [HeaderDecoder], reused from header to header, and valid until the next decode. Not
/// thread-safe. Allocation-free.
///
/// A field is set as soon as its own bytes were there, even where its layer was cut after it: a TCP
/// header cut behind its ports has ports and no flags.
public sealed class PacketFields permits HeaderFields {
  /// VLAN tags that are kept and followed; a packet with more stops with [StopReason#LIMIT].
  public static final int MAX_VLAN_TAGS = 8;

  /// MPLS labels that are kept and followed; a packet with more stops with [StopReason#LIMIT].
  public static final int MAX_MPLS_LABELS = 16;

  static final int HAS_ETHERNET = 1;
  static final int HAS_MACS = 1 << 1;
  static final int HAS_PPPOE = 1 << 2;
  static final int HAS_ARP = 1 << 3;
  static final int HAS_PORTS = 1 << 4;
  static final int HAS_TCP = 1 << 5;
  static final int HAS_ICMP = 1 << 6;
  static final int HAS_VNI = 1 << 7;
  static final int IS_QUIC = 1 << 8;
  static final int IS_WIREGUARD = 1 << 9;

  /*
   * Which fields hold something is kept in few words, so that a header need not clear thirty
   * fields before it sets twenty of them: what their bit, count or version denies is left over
   * from an earlier header.
   */
  int present;
  int vlanCount;
  int mplsLabelCount;
  int ipVersion;
  int ipProtocol;
  int ipPayloadLength;
  final int[] vlanTags = new int[MAX_VLAN_TAGS];
  final int[] mplsLabels = new int[MAX_MPLS_LABELS];

  long destinationMac;
  long sourceMac;
  int etherType;
  int pppoeSession;
  int arpOperation;
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int trafficClass;
  int timeToLive;
  int ipTotalLength;

  /// As in the IPv4 header: more fragments 0x2000, and the offset in units of 8 bytes.
  int fragment;

  /// Both ports, the source port in the upper half.
  int ports;

  int tcpFlags;

  /// Type in the upper and code in the lower byte.
  int icmp;

  PacketFields() {
    clear();
  }

  final void clear() {
    present = 0;
    vlanCount = 0;
    mplsLabelCount = 0;
    ipVersion = 0;
    ipPayloadLength = -1;
  }

  final void setMacs(long destination, long source) {
    destinationMac = destination;
    sourceMac = source;
    present |= HAS_MACS;
  }

  private boolean has(int bit) {
    return (present & bit) != 0;
  }

  /// Whether the packet begins with an Ethernet header.
  ///
  /// @return `true` where [#etherType()] is set, and both MACs
  public final boolean hasEthernet() {
    return has(HAS_ETHERNET);
  }

  /// The destination address of the link: Ethernet, 802.11, token ring or FDDI.
  ///
  /// @return 48 bits, first byte highest; -1 without one
  public final long destinationMac() {
    return has(HAS_MACS) ? destinationMac : -1;
  }

  /// The source address of the link: Ethernet, 802.11, token ring or FDDI.
  ///
  /// @return 48 bits, first byte highest; -1 without one
  public final long sourceMac() {
    return has(HAS_MACS) ? sourceMac : -1;
  }

  /// The type of what follows the Ethernet header and the VLAN tags, VN-Tag or E-Tag that were
  /// read.
  ///
  /// @return 0x0600 to 0xFFFF an EtherType, below it the length of an IEEE 802.3 frame, -1 without
  ///   Ethernet
  public final int etherType() {
    return has(HAS_ETHERNET) ? etherType : -1;
  }

  /// The number of VLAN tags.
  ///
  /// @return 0 to [#MAX_VLAN_TAGS]
  public final int vlanCount() {
    return vlanCount;
  }

  /// The tag control information of a VLAN tag: priority in bits 15 to 13, drop eligible in bit 12,
  /// id in bits 11 to 0 (IEEE 802.1Q).
  ///
  /// @param index 0 is the outermost tag
  /// @return 16 bits
  /// @throws IndexOutOfBoundsException if there is no such tag
  public final int vlanTag(int index) {
    return vlanTags[Objects.checkIndex(index, vlanCount)];
  }

  /// The id in the outermost VLAN tag.
  ///
  /// @return 0 (a tag with a priority only) to 4095, -1 without a tag
  public final int vlanId() {
    return vlanCount == 0 ? -1 : vlanTags[0] & 0xFFF;
  }

  /// The number of MPLS labels.
  ///
  /// @return 0 to [#MAX_MPLS_LABELS]
  public final int mplsLabelCount() {
    return mplsLabelCount;
  }

  /// An MPLS label.
  ///
  /// @param index 0 is the outermost label
  /// @return 20 bits
  /// @throws IndexOutOfBoundsException if there is no such label
  public final int mplsLabel(int index) {
    return mplsLabels[Objects.checkIndex(index, mplsLabelCount)];
  }

  /// The session of PPPoE.
  ///
  /// @return 0 to 65535, -1 without PPPoE
  public final int pppoeSession() {
    return has(HAS_PPPOE) ? pppoeSession : -1;
  }

  /// The operation of an ARP or RARP packet.
  ///
  /// @return 1 request, 2 reply, 3 reverse request, 4 reverse reply, ...; -1 without ARP
  public final int arpOperation() {
    return has(HAS_ARP) ? arpOperation : -1;
  }

  /// The version of IP.
  ///
  /// @return 4, 6, or 0 without IP; set once the header is there but for its options
  public final int ipVersion() {
    return ipVersion;
  }

  /// The high half of the source address.
  ///
  /// @return bytes 0 to 7 of an IPv6 address, 0 for IPv4
  public final long sourceHigh() {
    return ipVersion == 6 ? sourceHigh : 0;
  }

  /// The low half of the source address.
  ///
  /// @return bytes 8 to 15 of an IPv6 address, or an IPv4 address in the low 32 bits
  public final long sourceLow() {
    return ipVersion != 0 ? sourceLow : 0;
  }

  /// The high half of the destination address, as it stands in the IP header (a routing header may
  /// name a later one).
  ///
  /// @return bytes 0 to 7 of an IPv6 address, 0 for IPv4
  public final long destinationHigh() {
    return ipVersion == 6 ? destinationHigh : 0;
  }

  /// The low half of the destination address.
  ///
  /// @return bytes 8 to 15 of an IPv6 address, or an IPv4 address in the low 32 bits
  public final long destinationLow() {
    return ipVersion != 0 ? destinationLow : 0;
  }

  /// The protocol that IP carries, after all extension headers that were read.
  ///
  /// Where the walk ended in an extension header this is that extension header's own number.
  ///
  /// @return 0 to 255 (IANA protocol numbers), -1 without IP
  public final int ipProtocol() {
    return ipVersion != 0 ? ipProtocol : -1;
  }

  /// The IPv4 type of service or IPv6 traffic class: DSCP in bits 7 to 2, ECN in bits 1 and 0.
  ///
  /// @return 0 to 255, -1 without IP
  public final int trafficClass() {
    return ipVersion != 0 ? trafficClass : -1;
  }

  /// The IPv4 time to live or IPv6 hop limit.
  ///
  /// @return 0 to 255, -1 without IP
  public final int timeToLive() {
    return ipVersion != 0 ? timeToLive : -1;
  }

  /// The length of the whole IP packet with its headers, in bytes, as the IP header says.
  ///
  /// @return IPv4 total length, or 40 plus IPv6 payload length (jumbo payload option included); -1
  ///   without IP, or where the header says 0 as segmentation offload leaves it
  public final int ipTotalLength() {
    return ipVersion != 0 ? ipTotalLength : -1;
  }

  /// Whether this is one fragment of several.
  ///
  /// @return `true` if more fragments follow or the fragment offset is not 0
  public final boolean isFragment() {
    return ipVersion != 0 && fragment != 0;
  }

  /// The place of this fragment in its packet's payload, in bytes.
  ///
  /// @return 0 for a first fragment and for whole packets
  public final int fragmentOffset() {
    return ipVersion != 0 ? (fragment & 0x1FFF) << 3 : 0;
  }

  /// The number of bytes after the transport header, according to the length in the IP header.
  ///
  /// It does not depend on where the sampled header was cut, so it tells a TCP segment with data
  /// from a bare acknowledgement. The transport header counts whole: TCP with options, UDP,
  /// UDP-Lite, ICMP, ICMPv6 8 bytes, SCTP 12 bytes, DCCP as long as it says.
  ///
  /// @return bytes, or -1 where the IP length or the transport header's length is not known
  public final int ipPayloadLength() {
    return ipPayloadLength;
  }

  /// Whether ports were read: of TCP, UDP, UDP-Lite, SCTP or DCCP.
  ///
  /// @return `true` where both ports are set
  public final boolean hasPorts() {
    return has(HAS_PORTS);
  }

  /// The source port.
  ///
  /// @return 0 to 65535, -1 without ports
  public final int sourcePort() {
    return has(HAS_PORTS) ? ports >>> 16 : -1;
  }

  /// The destination port.
  ///
  /// @return 0 to 65535, -1 without ports
  public final int destinationPort() {
    return has(HAS_PORTS) ? ports & 0xFFFF : -1;
  }

  /// Whether this is TCP and its flags were read.
  ///
  /// @return `true` where [#tcpFlags()] is set
  public final boolean hasTcp() {
    return has(HAS_TCP);
  }

  /// The control bits of TCP (RFC 9293, section 3.1): FIN 0x001, SYN 0x002, RST 0x004, PSH 0x008,
  /// ACK 0x010, URG 0x020, ECE 0x040, CWR 0x080, AE 0x100, and the three reserved bits above.
  ///
  /// @return 12 bits, -1 where [#hasTcp()] is `false`: not TCP, or cut before its flags
  public final int tcpFlags() {
    return has(HAS_TCP) ? tcpFlags : -1;
  }

  /// The type of an ICMP or ICMPv6 message.
  ///
  /// @return 0 to 255, -1 without one; [#ipVersion()] tells which registry it is from
  public final int icmpType() {
    return has(HAS_ICMP) ? icmp >>> 8 : -1;
  }

  /// The code of an ICMP or ICMPv6 message.
  ///
  /// @return 0 to 255, -1 without one
  public final int icmpCode() {
    return has(HAS_ICMP) ? icmp & 0xFF : -1;
  }

  /// What the payload is by its ports, for labelling; QUIC and WireGuard also by its first bytes.
  ///
  /// @return [Application#NONE] where neither tells
  public final Application application() {
    if (has(IS_QUIC)) {
      return Application.QUIC;
    }
    if (has(IS_WIREGUARD)) {
      return Application.WIREGUARD;
    }
    return has(HAS_PORTS)
        ? Application.byPorts(ipProtocol(), ports >>> 16, ports & 0xFFFF)
        : Application.NONE;
  }
}
