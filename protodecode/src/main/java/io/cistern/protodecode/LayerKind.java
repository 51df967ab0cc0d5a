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
  /// GRE of version 0 or, with PPP inside, 1; an inner packet follows where its type is known.
  GRE,
  /// VXLAN; an inner Ethernet frame follows.
  VXLAN,
  /// IEEE 802.2 LLC, with SNAP where it has it.
  LLC,
  /// The tag of MACsec.
  MACSEC,
  /// The control word of a pseudowire behind MPLS; an inner Ethernet frame follows.
  PSEUDOWIRE,
  /// Cisco's HDLC.
  HDLC,
  /// Frame relay's address, control and network layer protocol identifier.
  FRAME_RELAY,
  /// IEEE 802.5 token ring, with its route.
  TOKEN_RING,
  /// FDDI.
  FDDI,
  /// IEEE 802.11, data or management.
  WIFI,
  /// A slow protocol of IEEE 802.3: LACP, marker, OAM, ...
  SLOW_PROTOCOL,
  /// IEEE 802.1AB, the first element only: the chassis.
  LLDP,
  /// Spanning tree: IEEE 802.1D, rapid, multiple, or Cisco's for each VLAN.
  STP,
  /// IP encapsulating security payload: the walk ends behind it.
  ESP,
  /// UDP-Lite.
  UDP_LITE,
  /// SCTP, its common header.
  SCTP,
  /// DCCP with its options.
  DCCP,
  /// IGMP.
  IGMP,
  /// OSPF of version 2 or 3.
  OSPF,
  /// VRRP.
  VRRP,
  /// PIM.
  PIM,
  /// EIGRP.
  EIGRP,
  /// ERSPAN; an inner packet follows. Type I has no bytes of its own.
  ERSPAN,
  /// EtherIP; an inner Ethernet frame follows.
  ETHER_IP,
  /// VXLAN-GPE; an inner packet follows.
  VXLAN_GPE,
  /// GENEVE with its options; an inner packet follows.
  GENEVE,
  /// GTP-U with its extension headers; an inner IP packet follows where it carries data.
  GTP_U,
  /// L2TP of version 2; inner PPP follows where it carries data.
  L2TP,
  /// Teredo: none, one or two indications; an inner IPv6 packet follows.
  TEREDO,
  /// Cisco's VN-Tag.
  VN_TAG,
  /// The E-Tag of IEEE 802.1BR.
  E_TAG,
  /// The I-TAG of IEEE 802.1ah; an inner Ethernet frame follows.
  SERVICE_TAG,
  /// InfiniBand's base transport header, behind UDP: RoCEv2.
  BASE_TRANSPORT,
  /// Bytes of a protocol that is not decoded: always the last layer.
  UNKNOWN
}
