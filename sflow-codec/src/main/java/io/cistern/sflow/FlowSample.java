package io.cistern.sflow;

import io.cistern.sflow.record.FlowRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// One sampled packet: `flow_sample` (0:1) or `flow_sample_expanded` (0:3).
///
/// Source: sFlow version 5, section 5.
///
/// @param expanded whether it has the expanded form, with 32 bits for every index
/// @param sequenceNumber the sample's number within its data source, unsigned 32 bits, wrapping
/// @param source where it was taken
/// @param samplingRate N of one in N, 0 where the agent does not know
/// @param samplePool the packets that could have been sampled, an unsigned 32-bit counter
/// @param drops the samples the agent lost itself, an unsigned 32-bit counter
/// @param input where the packet came in
/// @param output where the packet went out
/// @param records what is known of the packet
/// @param leftovers bytes that no record's declaration accounts for
public record FlowSample(
    boolean expanded,
    long sequenceNumber,
    DataSource source,
    long samplingRate,
    long samplePool,
    long drops,
    PacketInterface input,
    PacketInterface output,
    List<FlowRecord> records,
    List<Leftover> leftovers)
    implements Sample {
  /// Copies the lists.
  public FlowSample {
    records = List.copyOf(records);
    leftovers = List.copyOf(leftovers);
  }

  /// Starts a flow sample. What is not set is 0, unknown or empty.
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
    builder.samplingRate = samplingRate;
    builder.samplePool = samplePool;
    builder.drops = drops;
    builder.input = input;
    builder.output = output;
    builder.records.addAll(records);
    builder.leftovers.addAll(leftovers);
    return builder;
  }

  /// Collects the parts of a flow sample. Not thread-safe.
  public static final class Builder {
    private boolean expanded;
    private long sequenceNumber;
    private DataSource source = DataSource.ifIndex(0);
    private long samplingRate;
    private long samplePool;
    private long drops;
    private PacketInterface input = PacketInterface.UNKNOWN;
    private PacketInterface output = PacketInterface.UNKNOWN;
    private final List<FlowRecord> records = new ArrayList<>();
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

    /// Sets where it was taken.
    ///
    /// @param source an interface, unless the agent has other sources
    /// @return this builder
    public Builder source(DataSource source) {
      this.source = source;
      return this;
    }

    /// Sets the sampling rate.
    ///
    /// @param samplingRate N of one in N, 0 unknown
    /// @return this builder
    public Builder samplingRate(long samplingRate) {
      this.samplingRate = samplingRate;
      return this;
    }

    /// Sets the packets that could have been sampled so far.
    ///
    /// @param samplePool unsigned 32 bits
    /// @return this builder
    public Builder samplePool(long samplePool) {
      this.samplePool = samplePool;
      return this;
    }

    /// Sets the samples the agent lost so far.
    ///
    /// @param drops unsigned 32 bits
    /// @return this builder
    public Builder drops(long drops) {
      this.drops = drops;
      return this;
    }

    /// Sets where the packet came in.
    ///
    /// @param input an interface
    /// @return this builder
    public Builder input(PacketInterface input) {
      this.input = input;
      return this;
    }

    /// Sets where the packet went out.
    ///
    /// @param output an interface, several, or why it was discarded
    /// @return this builder
    public Builder output(PacketInterface output) {
      this.output = output;
      return this;
    }

    /// Adds what is known of the packet.
    ///
    /// @param record the next one
    /// @return this builder
    public Builder record(FlowRecord record) {
      records.add(record);
      return this;
    }

    /// Adds several of these.
    ///
    /// @param records in their order
    /// @return this builder
    public Builder records(Collection<? extends FlowRecord> records) {
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

    /// Makes a flow sample.
    ///
    /// @return an immutable value; the builder can go on
    public FlowSample build() {
      return new FlowSample(
          expanded,
          sequenceNumber,
          source,
          samplingRate,
          samplePool,
          drops,
          input,
          output,
          records,
          leftovers);
    }
  }
}
