package io.cistern.protodecode;

/// Why the walk over a sampled header ended.
public enum StopReason {
  /// Everything that is decoded was read: what follows is the payload of the last layer, or
  /// nothing.
  END,
  /// The sampled header ends inside a layer, or right before one that should follow; or the packet
  /// that an ICMP error quotes does.
  TRUNCATED,
  /// A length or version field contradicts itself or the layer around it.
  MALFORMED,
  /// The next protocol is not one that is decoded; its bytes are the last layer,
  /// [LayerKind#UNKNOWN].
  UNKNOWN_PROTOCOL,
  /// A later fragment of an IP packet: its transport header went with the first one.
  FRAGMENT,
  /// What follows is encrypted: ESP, MACsec or a protected 802.11 frame.
  ENCRYPTED,
  /// More layers, VLAN tags, MPLS labels or nested packets than the walk follows.
  LIMIT
}
