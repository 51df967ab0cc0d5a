package io.cistern.flowtrack;

/// What ranks the keys of a [TopDefinition].
public enum TopValue {
  /// Estimated bytes.
  BYTES,
  /// Estimated packets.
  PACKETS,
  /// How many distinct values of other fields were sampled with the key, for example destinations
  /// of a source.
  DISTINCT
}
