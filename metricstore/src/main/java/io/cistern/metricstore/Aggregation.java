package io.cistern.metricstore;

/// What is made of the values that the series of one group have in a step. Absent values do not
/// count; where all are absent the result is.
public enum Aggregation {
  /// Their sum.
  SUM,
  /// Their arithmetic mean.
  AVG,
  /// The least.
  MIN,
  /// The greatest.
  MAX,
  /// How many there are.
  COUNT,
  /// The series themselves whose values have the greatest mean over the whole range, the greatest
  /// first.
  TOPK
}
