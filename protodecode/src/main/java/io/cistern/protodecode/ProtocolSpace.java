package io.cistern.protodecode;

/// The registry a protocol number belongs to: 6 is TCP as an IP protocol and something else
/// elsewhere.
public enum ProtocolSpace {
  /// No protocol number.
  NONE,
  /// sFlow version 5, `header_protocol` of `sampled_header`.
  HEADER_PROTOCOL,
  /// IEEE 802 EtherType.
  ETHER_TYPE,
  /// IEEE 802.2 LLC: destination service access point in the high byte, source in the low one.
  LLC,
  /// IANA protocol numbers, shared by IPv4 and IPv6.
  IP_PROTOCOL,
  /// The bottom label of an MPLS stack: what it stands for is known to the routers only.
  MPLS_LABEL,
  /// IANA PPP DLL protocol numbers.
  PPP,
  /// SNAP protocol identifiers of organisations other than the EtherTypes.
  SNAP,
  /// Network layer protocol identifiers (ISO/IEC TR 9577), as frame relay has them.
  NLPID,
  /// Next protocol of VXLAN-GPE.
  VXLAN_GPE
}
