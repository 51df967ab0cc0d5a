package io.cistern.flowtrack;

/// Something an operator should know: a scan or a flood, with its evidence.
public sealed interface Alert permits Scan, Flood {
  /// When the evidence began.
  ///
  /// @return epoch milliseconds
  long firstSeenMillis();

  /// When it was last seen.
  ///
  /// @return epoch milliseconds
  long lastSeenMillis();

  /// Whether it goes on.
  ///
  /// @return false once it ended
  boolean active();

  /// How sure the verdict is, as far as sampling goes.
  ///
  /// @return a probability, 0 to 1
  double confidence();

  /// The evidence in words.
  ///
  /// @return a few sentences
  String explanation();

  /// The same as one that ended.
  ///
  /// @return a copy
  Alert ended();
}
