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
        Llc,
        Stp,
        Lldp,
        SlowProtocol,
        Macsec,
        PseudowireControl,
        Hdlc,
        FrameRelay,
        TokenRing,
        Fddi,
        Wifi,
        Ipv6Routing,
        Esp,
        UdpLite,
        Sctp,
        Dccp,
        Igmp,
        Ospf,
        Vrrp,
        Pim,
        Eigrp,
        Erspan,
        EtherIp,
        VxlanGpe,
        Geneve,
        GtpU,
        L2tp,
        Teredo,
        UnknownLayer {

  /// Which layer this is.
  ///
  /// @return never [LayerKind#NONE]
  LayerKind kind();
}
