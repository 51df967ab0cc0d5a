package io.cistern.metricstore;

/// What is made of the values that the series of one group have in a step. Absent values do not
/// count; where all are absent the result is.
///
/// A sum is absent, too, where the value of one of the series is not known though the series goes
/// on: the step lies in a gap of its samples, cuts it ([Function]), or holds a reset. What a series
/// has before its first sample and after its last one in the range is nothing; so is the SUM and
/// the COUNT of no samples.
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
