package io.cistern.metricstore;

/// What a query computes of the samples of each step `[t, t + step)`; with step 0, of each sample.
/// A NaN that was appended is a sample to RAW alone.
///
/// *Observed interval* is the median distance of the series' samples, rounded up to four
/// significant bits (10 s to 10.24 s); a *gap* is more than three times that. A step without a
/// sample is absent (NaN), except that LAST, FIRST, AVG, MIN, MAX and QUANTILE repeat the value
/// before it, and RATE the rate across it, where no gap lies between.
public enum Function {
  /// The samples themselves; only with step 0.
  RAW,
  /// The last value.
  LAST,
  /// The arithmetic mean of the values: SUM by COUNT.
  AVG,
  /// The least value.
  MIN,
  /// The greatest value.
  MAX,
  /// The sum of the values, exact and then rounded to a double.
  SUM,
  /// The number of samples.
  COUNT,
  /// The first value.
  FIRST,
  /// The last value less the last value before the step (less the first one of the step after a
  /// gap); resets are not looked at.
  DELTA,
  /// By how much a counter grew from the last sample before the step to the last one in it, wraps
  /// and resets resolved. What grew across a gap counts only where both ends of the gap lie in the
  /// step. Of a gauge: as DELTA.
  INCREASE,
  /// INCREASE by the seconds between the samples it was taken from: per second.
  RATE,
  /// The value below which the asked share of the sorted values lies ([Query#quantile()]), between
  /// the two nearest in proportion.
  QUANTILE;

  /// Whether rollups can answer it.
  boolean isOfSummaries() {
    return this != RAW && this != QUANTILE;
  }
}
