package io.cistern.simulate;

/// What an interface samples.
public enum Directions {
  /// Packets as they come in.
  INGRESS,
  /// Packets as they go out.
  EGRESS,
  /// Both, by one sampler with one pool.
  BOTH
}
