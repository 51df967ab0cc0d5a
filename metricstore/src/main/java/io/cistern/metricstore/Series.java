package io.cistern.metricstore;

import java.util.Map;

/// One answered series. The arrays belong to the caller and are of equal length.
///
/// @param source of the entity; of a group empty unless it is grouped by it
/// @param instance of the entity; of a group empty unless it is grouped by it
/// @param labels of the entity; of a group what it is grouped by. Sorted by name
/// @param metric of the column
/// @param kind of the column
/// @param unit of the column's values; a rate is in this unit per second, a count in none
/// @param function that was computed
/// @param times epoch milliseconds, ascending: of the samples with step 0, else the beginnings of
///   the steps
/// @param values one for each time; NaN is absent
/// @param rawBits with [Function#RAW] the exact 64 bits of each sample (of a double its bits), else
///   empty
@SuppressWarnings("ArrayRecordComponent") // a million points are not to be copied or boxed
public record Series(
    String source,
    String instance,
    Map<String, String> labels,
    String metric,
    ValueKind kind,
    String unit,
    Function function,
    long[] times,
    double[] values,
    long[] rawBits) {

  /// How many points there are.
  ///
  /// @return the length of the arrays
  public int size() {
    return times.length;
  }
}
