package io.cistern.sflow;

import io.cistern.sflow.record.FlowRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A packet the agent discarded, and why: `discarded_packet` (0:5).
///
/// Source: `sflow_drops.txt`.
///
/// @param sequenceNumber the notification's number within its data source, unsigned 32 bits,
///   wrapping
/// @param source where it was discarded
/// @param drops the notifications the agent lost itself, an unsigned 32-bit counter
/// @param inputIfIndex the ifIndex it came in on, 0 unknown
/// @param outputIfIndex the ifIndex it would have gone out on, 0 unknown
/// @param reason the code of a [DiscardReason]
/// @param records what is known of the packet
/// @param leftovers bytes that no record's declaration accounts for
public record DiscardedPacket(
    long sequenceNumber,
    DataSource source,
    long drops,
    long inputIfIndex,
    long outputIfIndex,
    long reason,
    List<FlowRecord> records,
    List<Leftover> leftovers)
    implements Sample {
  /// Copies the lists.
  public DiscardedPacket {
    records = List.copyOf(records);
    leftovers = List.copyOf(leftovers);
  }

  /// Starts a discarded packet. What is not set is 0, unknown or empty.
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
    builder.sequenceNumber = sequenceNumber;
    builder.source = source;
    builder.drops = drops;
    builder.inputIfIndex = inputIfIndex;
    builder.outputIfIndex = outputIfIndex;
    builder.reason = reason;
    builder.records.addAll(records);
    builder.leftovers.addAll(leftovers);
    return builder;
  }

  /// Collects the parts of a discarded packet. Not thread-safe.
  public static final class Builder {
    private long sequenceNumber;
    private DataSource source = DataSource.ifIndex(0);
    private long drops;
    private long inputIfIndex;
    private long outputIfIndex;
    private long reason;
    private final List<FlowRecord> records = new ArrayList<>();
    private final List<Leftover> leftovers = new ArrayList<>();

    private Builder() {}

    /// Sets the number of the notification in its data source.
    ///
    /// @param sequenceNumber unsigned 32 bits
    /// @return this builder
    public Builder sequenceNumber(long sequenceNumber) {
      this.sequenceNumber = sequenceNumber;
      return this;
    }

    /// Sets where it was discarded.
    ///
    /// @param source an interface, unless the agent has other sources
    /// @return this builder
    public Builder source(DataSource source) {
      this.source = source;
      return this;
    }

    /// Sets the notifications the agent lost so far.
    ///
    /// @param drops unsigned 32 bits
    /// @return this builder
    public Builder drops(long drops) {
      this.drops = drops;
      return this;
    }

    /// Sets the interface it came in on.
    ///
    /// @param inputIfIndex an ifIndex, 0 unknown
    /// @return this builder
    public Builder inputIfIndex(long inputIfIndex) {
      this.inputIfIndex = inputIfIndex;
      return this;
    }

    /// Sets the interface it would have gone out on.
    ///
    /// @param outputIfIndex an ifIndex, 0 unknown
    /// @return this builder
    public Builder outputIfIndex(long outputIfIndex) {
      this.outputIfIndex = outputIfIndex;
      return this;
    }

    /// Sets why it was discarded.
    ///
    /// @param reason the code of a [DiscardReason]
    /// @return this builder
    public Builder reason(long reason) {
      this.reason = reason;
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

    /// Makes a discarded packet.
    ///
    /// @return an immutable value; the builder can go on
    public DiscardedPacket build() {
      return new DiscardedPacket(
          sequenceNumber, source, drops, inputIfIndex, outputIfIndex, reason, records, leftovers);
    }
  }
}
