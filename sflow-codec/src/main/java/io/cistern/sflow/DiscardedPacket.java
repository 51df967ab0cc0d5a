package io.cistern.sflow;

import io.cistern.sflow.record.FlowRecord;
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
}
