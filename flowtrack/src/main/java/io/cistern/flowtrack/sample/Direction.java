package io.cistern.flowtrack.sample;

/// Which way a packet went through the interface that sampled it.
public enum Direction {
  /// Sampled at the input interface, or by a source that is no interface and so samples each packet
  /// once.
  INGRESS,
  /// Sampled at the output interface.
  EGRESS
}
