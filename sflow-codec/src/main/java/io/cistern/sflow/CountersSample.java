package io.cistern.sflow;

import io.cistern.sflow.record.CounterRecord;
import java.util.ArrayList;
import java.util.Collection;
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

  /// Starts a counters sample. What is not set is 0, unknown or empty.
  ///
  /// @return a builder
  public static Builder builder() {
    return new Builder();
  }

  /// Starts with the parts of this one.
  ///
  /// @return a builder
  public Builder toBuilder() {
    var builder = new Builder();
    builder.expanded = expanded;
    builder.sequenceNumber = sequenceNumber;
    builder.source = source;
    builder.records.addAll(records);
    builder.leftovers.addAll(leftovers);
    return builder;
  }

  /// Collects the parts of a counters sample. Not thread-safe.
  public static final class Builder {
    private boolean expanded;
    private long sequenceNumber;
    private DataSource source = DataSource.ifIndex(0);
    private final List<CounterRecord> records = new ArrayList<>();
    private final List<Leftover> leftovers = new ArrayList<>();

    private Builder() {}

    /// Sets whether it has the expanded form, which an index of more than 24 bits or an interface
    /// of more than 30 needs.
    ///
    /// @param expanded `true` for the expanded form
    /// @return this builder
    public Builder expanded(boolean expanded) {
      this.expanded = expanded;
      return this;
    }

    /// Sets the number of the sample in its data source.
    ///
    /// @param sequenceNumber unsigned 32 bits
    /// @return this builder
    public Builder sequenceNumber(long sequenceNumber) {
      this.sequenceNumber = sequenceNumber;
      return this;
    }

    /// Sets whose counters they are.
    ///
    /// @param source an interface, unless the agent has other sources
    /// @return this builder
    public Builder source(DataSource source) {
      this.source = source;
      return this;
    }

    /// Adds counters.
    ///
    /// @param record the next one
    /// @return this builder
    public Builder record(CounterRecord record) {
      records.add(record);
      return this;
    }

    /// Adds several of these.
    ///
    /// @param records in their order
    /// @return this builder
    public Builder records(Collection<? extends CounterRecord> records) {
      this.records.addAll(records);
      return this;
    }

    /// Adds what encoding to the same bytes needs, which only who decoded it has.
    ///
    /// @param leftover bytes that no declaration accounts for
    /// @return this builder
    public Builder leftover(Leftover leftover) {
      leftovers.add(leftover);
      return this;
    }

    /// Adds several of these.
    ///
    /// @param leftovers in the order of their parts
    /// @return this builder
    public Builder leftovers(Collection<? extends Leftover> leftovers) {
      this.leftovers.addAll(leftovers);
      return this;
    }

    /// Makes a counters sample.
    ///
    /// @return an immutable value; the builder can go on
    public CountersSample build() {
      return new CountersSample(expanded, sequenceNumber, source, records, leftovers);
    }
  }
}
