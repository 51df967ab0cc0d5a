package io.cistern.metricstore;

/// What a query computes of the samples of each step `[t, t + step)`; with step 0, of each sample.
/// A NaN that was appended is a sample to RAW alone.
///
/// *Observed interval* is the median distance of the series' samples, rounded up to four
/// significant bits (10 s to 10.24 s); a *gap* is more than three times that. A step without a
/// sample is absent (NaN), except that LAST, FIRST, AVG, MIN, MAX and QUANTILE repeat the value
/// before it, and RATE the rate across it, where no gap lies between.
///
/// DELTA, INCREASE and RATE count what grew between two samples in the step of the later one. A
/// step that holds both ends of a gap has what grew across it. One that cuts it is absent: it holds
/// the sample after the gap but not the one before, or the one before with more than the observed
/// interval of the step behind it. The same is the first step of a range before which there is no
/// sample ([Query]) though the entity has had rows. So the steps of a range add up to the increase
/// of the range where none is absent, whatever their length.
public enum Function {
  /// The samples themselves; only with step 0.
  RAW,
  /// The last value.
  LAST,
  /// The arithmetic mean of the values: SUM by COUNT, also where the sum is beyond a double.
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
  /// The last value less the last value before the step, or less the first one where there is none
  /// before; resets are not looked at.
  DELTA,
  /// By how much a counter grew from the last sample before the step, or from the first one where
  /// there is none before, to the last one in it. Wraps are resolved. What a counter counted before
  /// it began again is not known: a step that holds a reset is absent; [MetricStore#resets(String,
  /// String, long, long)] tells those that are marked. Of a gauge: as DELTA.
  INCREASE,
  /// INCREASE by the seconds between the samples it was taken from, per second; absent where that
  /// is.
  RATE,
  /// The value below which the asked share of the sorted values lies ([Query#quantile()]), between
  /// the two nearest in proportion.
  QUANTILE;

  /// Whether rollups can answer it.
  boolean isOfSummaries() {
    return this != RAW && this != QUANTILE;
  }
}
