package io.cistern.sflow;

import io.cistern.sflow.record.CounterRecord;
import java.util.List;

/// Counters of one data source: `counters_sample` (0:2) or `counters_sample_expanded` (0:4).
///
/// Source: sFlow version 5, section 5.
///
/// @param expanded whether it has the expanded form, with 32 bits for every index
/// @param sequenceNumber the sample's number within its data source, unsigned 32 bits; it starts
///   anew where the counters do
/// @param source whose counters they are
/// @param records the counters
/// @param leftovers bytes that no record's declaration accounts for
public record CountersSample(
    boolean expanded,
    long sequenceNumber,
    DataSource source,
    List<CounterRecord> records,
    List<Leftover> leftovers)
    implements Sample {
  /// Copies the lists.
  public CountersSample {
    records = List.copyOf(records);
    leftovers = List.copyOf(leftovers);
  }
}
