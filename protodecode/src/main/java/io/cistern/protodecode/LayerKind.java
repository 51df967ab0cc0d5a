package io.cistern.protodecode;

/// A layer of a sampled header, as the walk names it.
public enum LayerKind {
  /// No layer. Only [HeaderFields#stopLayer()] answers it: nothing was cut or contradictory.
  NONE,
  /// Ethernet II, or IEEE 802.3 with a length instead of a type.
  ETHERNET,
  /// One VLAN tag, of any of the tag protocol identifiers 0x8100, 0x88A8, 0x9100, 0x9200, 0x9300.
  VLAN,
  /// ARP or RARP.
  ARP,
  /// IPv4 with its options.
  IPV4,
  /// The fixed header of IPv6.
  IPV6,
  /// IPv6 hop-by-hop options.
  HOP_BY_HOP,
  /// IPv6 routing header of any type.
  ROUTING,
  /// IPv6 fragment header.
  FRAGMENT,
  /// IPv6 destination options.
  DESTINATION_OPTIONS,
  /// IP authentication header, over IPv4 or IPv6.
  AUTHENTICATION,
  /// TCP with its options.
  TCP,
  /// UDP.
  UDP,
  /// ICMP for IPv4.
  ICMP,
  /// ICMP for IPv6.
  ICMPV6,
  /// One label of an MPLS stack.
  MPLS,
  /// PPPoE of the session stage.
  PPPOE,
  /// The protocol field of PPP.
  PPP,
  /// GRE of version 0; an inner packet follows where its type is IP, Ethernet or MPLS.
  GRE,
  /// VXLAN; an inner Ethernet frame follows.
  VXLAN,
  /// Bytes of a protocol that is not decoded: always the last layer.
  UNKNOWN
}
