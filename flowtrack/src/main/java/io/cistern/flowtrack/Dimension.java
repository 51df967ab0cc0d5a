package io.cistern.flowtrack;

/// What traffic is summed by to find its top talkers. The observer is always part of the counter.
public enum Dimension {
  /// The source address.
  SOURCE,
  /// The destination address.
  DESTINATION,
  /// Source and destination address, in that direction.
  PAIR,
  /// IP protocol and destination port.
  DESTINATION_PORT,
  /// IP protocol; packets without IP are protocol -1.
  PROTOCOL,
  /// Addresses, protocol and ports.
  FIVE_TUPLE
}
