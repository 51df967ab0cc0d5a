package io.cistern.flowtrack;

/// What a flood is made of.
public enum FloodKind {
  /// TCP SYN without ACK.
  SYN,
  /// UDP from the ports of services that answer with more than they are asked: 19, 53, 123, 161,
  /// 389, 1900, 11211.
  UDP_AMPLIFICATION,
  /// Other UDP.
  UDP,
  /// ICMP and ICMPv6.
  ICMP,
  /// Fragments of any protocol.
  FRAGMENTS,
  /// Anything else: the sheer volume.
  VOLUME
}
