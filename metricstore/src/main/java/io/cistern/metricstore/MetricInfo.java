package io.cistern.metricstore;

import java.util.Objects;

/// What is known of one metric.
///
/// @param metric its name
/// @param kind of its values
/// @param unit of its values, may be empty
public record MetricInfo(String metric, ValueKind kind, String unit) {

  /// Checks that nothing is missing.
  public MetricInfo {
    Objects.requireNonNull(metric);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(unit);
  }
}
