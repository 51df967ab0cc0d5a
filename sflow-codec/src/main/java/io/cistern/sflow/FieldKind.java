package io.cistern.sflow;

/// What the values of a field mean over time.
public enum FieldKind {
  /// A number that only grows until it wraps or is reset.
  COUNTER,
  /// A number that goes up and down.
  GAUGE,
  /// A number that names a state, an index or a setting.
  STATE,
  /// Text.
  TEXT,
  /// Anything else: values of one packet or event, addresses, bytes and lists. No metric.
  OTHER
}
