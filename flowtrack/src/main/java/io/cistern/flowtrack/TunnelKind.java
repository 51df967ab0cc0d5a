package io.cistern.flowtrack;

/// What carries a packet inside another.
public enum TunnelKind {
  /// IP in IP, SRv6 among it.
  IP,
  /// GRE, NVGRE too.
  GRE,
  /// VXLAN or VXLAN-GPE.
  VXLAN,
  /// GENEVE.
  GENEVE,
  /// GTP-U.
  GTP_U,
  /// L2TP.
  L2TP,
  /// Teredo.
  TEREDO,
  /// ERSPAN.
  ERSPAN,
  /// Ethernet in IP.
  ETHER_IP,
  /// MPLS.
  MPLS,
  /// A pseudowire over MPLS.
  PSEUDOWIRE,
  /// IEEE 802.1ah, a provider's backbone bridges.
  BACKBONE,
  /// Something else.
  OTHER
}
