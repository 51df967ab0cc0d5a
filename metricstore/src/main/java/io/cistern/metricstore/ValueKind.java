package io.cistern.metricstore;

/// What the values of a column are.
public enum ValueKind {
  COUNTER64,
  COUNTER32,
  GAUGE_LONG,
  GAUGE_DOUBLE,
  STATE
}
