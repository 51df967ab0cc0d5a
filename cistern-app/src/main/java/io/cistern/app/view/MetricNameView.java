package io.cistern.app.view;

/// A metric that the codec declares.
///
/// @param structure the structure it comes from, such as `if_counters`
public record MetricNameView(
    String metric, String kind, String unit, String description, String structure, String field) {}
