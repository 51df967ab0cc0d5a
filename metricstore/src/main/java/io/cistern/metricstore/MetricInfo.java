package io.cistern.metricstore;

/// What is known of one metric.
///
/// @param metric its name
/// @param kind of its values
/// @param unit of its values, may be empty
public record MetricInfo(String metric, ValueKind kind, String unit) {}
