package io.cistern.sflow;

/// One field of a structure.
///
/// @param name the standard's spelling: `ifInOctets`, `cpu_user`
/// @param metric the name of the metric it is: `if_in_octets`, `cpu_user`; empty where it is none
/// @param kind what its values mean over time
/// @param type how it is written
/// @param unit `bytes`, `packets`, `ms`, ... or empty
/// @param description what it is, where the name does not say it; may be empty
public record Field(
    String name, String metric, FieldKind kind, WireType type, String unit, String description) {
  /// Whether the field becomes a metric.
  ///
  /// @return `true` for counters, gauges and states
  public boolean isMetric() {
    return !metric.isEmpty();
  }
}
