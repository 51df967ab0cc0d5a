package io.cistern.protodecode;

/// One layer of a packet, decoded into an immutable record.
public sealed interface Layer
    permits Ethernet,
        VlanTag,
        Arp,
        Ipv4,
        Ipv6,
        Ipv6Extension,
        Ipv6Fragment,
        Authentication,
        Tcp,
        Udp,
        Icmp,
        Icmpv6,
        MplsLabel,
        PppoeSession,
        Ppp,
        Gre,
        Vxlan,
        UnknownLayer {

  /// Which layer this is.
  ///
  /// @return never [LayerKind#NONE]
  LayerKind kind();
}
