package io.cistern.protodecode;

/// Why the walk over a header ended.
public enum StopReason {
  /// Every layer that is known was read.
  END,
  /// The sampled header ends inside a layer.
  TRUNCATED,
  /// A length or version field contradicts itself.
  MALFORMED,
  /// The next protocol is not one that is decoded.
  UNKNOWN_PROTOCOL
}
