package io.cistern.flowtrack;

/// A field of a packet by which traffic can be summed, see [TopDefinition].
public enum KeyField {
  /// The source address.
  SOURCE,
  /// The destination address.
  DESTINATION,
  /// The IP protocol number; -1 for packets without IP.
  PROTOCOL,
  /// The source port.
  SOURCE_PORT,
  /// The destination port.
  DESTINATION_PORT,
  /// The ICMP or ICMPv6 type.
  ICMP_TYPE,
  /// The TCP flags; -1 for packets without, and where they are not known.
  TCP_FLAGS,
  /// The IPv4 type of service or IPv6 traffic class; -1 where it is not known.
  TRAFFIC_CLASS,
  /// The outermost VLAN id.
  VLAN,
  /// The virtual network (VXLAN, Geneve).
  VNI,
  /// The ifIndex the packet came in by; -1 where it is not known.
  INPUT_INTERFACE,
  /// The ifIndex the packet went out by; -1 where it is not known.
  OUTPUT_INTERFACE,
  /// The number of the source's autonomous system; -1 where it is not known.
  SOURCE_AS,
  /// The number of the destination's autonomous system; -1 where it is not known.
  DESTINATION_AS
}
