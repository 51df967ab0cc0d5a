package io.cistern.sflow;

import io.cistern.sflow.record.FlowRecord;
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
}
