package io.cistern.app.intake;

import io.cistern.app.agents.Copies;
import io.cistern.app.agents.SequenceCounter.Outcome;
import io.cistern.app.agents.SourceState;
import io.cistern.app.agents.StreamState;
import io.cistern.app.agents.TagCounts;
import io.cistern.app.discards.DiscardIntake;
import io.cistern.app.flows.FlowIntake;
import io.cistern.sflow.DatagramCursor;
import io.cistern.sflow.Structures;
import java.lang.foreign.MemorySegment;

/// Walks the samples of a datagram: flow samples and discarded packets are read here, counters by
/// the stream they belong to. Belongs to one shard thread; reading flow samples is allocation-free.
final class SampleReader {
  /*
   * Only a datagram that came before with the same number and the same bytes is read no further:
   * the network copies whole datagrams. All other numbers serve the accounts, and say where
   * counters may have begun again.
   */
  private static final int FORMATS = 1 << 12;

  private final FlowIntake flows;
  private final boolean[] knownFlowRecords = new boolean[FORMATS]; // of enterprise 0
  private final DiscardIntake discards = new DiscardIntake();
  private long samples;

  SampleReader(FlowIntake flows) {
    this.flows = flows;
    for (int format = 0; format < FORMATS; format++) {
      knownFlowRecords[format] = Structures.standard().flowRecord(0, format) != null;
    }
    knownFlowRecords[1] = true; // sampled_header: the cursor itself reads it
  }

  /// The discarded packets.
  DiscardIntake discards() {
    return discards;
  }

  /// Samples read since the start.
  long samples() {
    return samples;
  }

  /// Reads a datagram that is all of a segment.
  ///
  /// @param time when it came, epoch milliseconds
  void read(StreamState stream, DatagramCursor cursor, MemorySegment segment, long time) {
    read(stream, cursor, segment, Copies.hash(segment, 0, segment.byteSize()), time);
  }

  /// Reads a datagram.
  ///
  /// @param hash of its bytes
  /// @param time when it came, epoch milliseconds
  void read(
      StreamState stream, DatagramCursor cursor, MemorySegment segment, long hash, long time) {
    Outcome outcome = stream.accept(cursor.sequenceNumber(), cursor.uptimeMillis(), hash, time);
    if (outcome == Outcome.DUPLICATE) {
      return;
    }
    while (cursor.nextSample()) {
      samples++;
      switch (cursor.sampleKind()) {
        case FLOW -> flow(stream, cursor, segment, time);
        case COUNTERS -> stream.readCounters(cursor, segment, outcome != Outcome.REORDERED);
        case DISCARDED_PACKET -> discarded(stream, cursor, segment, time);
        case UNKNOWN -> stream.unknownSample(cursor.sampleEnterprise(), cursor.sampleFormat());
      }
    }
  }

  private void flow(StreamState stream, DatagramCursor cursor, MemorySegment segment, long time) {
    SourceState source = stream.source(cursor);
    if (source == null) {
      return;
    }
    stream.acceptFlow(source, cursor);
    flows.begin(stream.observer(), source.ifIndex(), time, source.effectiveRate());
    flows.interfaces(
        cursor.inputFormat(), cursor.inputValue(), cursor.outputFormat(), cursor.outputValue());
    boolean isDiscarded = DiscardIntake.isDiscarded(cursor);
    if (isDiscarded) {
      discards.begin(stream.observer(), source.ifIndex(), cursor);
    }
    while (cursor.nextRecord()) {
      if (isDiscarded) {
        discards.record(cursor, segment);
      }
      if (cursor.isSampledHeader()) {
        flows.header(
            cursor.headerProtocol(),
            cursor.frameLength(),
            cursor.stripped(),
            segment,
            cursor.headerOffset(),
            cursor.headerLength());
      } else {
        flows.record(cursor.recordTag(), segment, cursor.recordOffset(), cursor.recordLength());
        countUnknownFlowRecord(stream, cursor);
      }
    }
    long frameBytes = flows.end();
    if (frameBytes >= 0) {
      stream.sampledPacket(
          source,
          cursor.inputFormat() == 0 ? cursor.inputValue() : -1,
          cursor.outputFormat() == 0 ? cursor.outputValue() : -1,
          frameBytes);
    }
    if (isDiscarded) {
      discards.endSample(source.effectiveRate(), time);
    }
  }

  private void countUnknownFlowRecord(StreamState stream, DatagramCursor cursor) {
    int enterprise = cursor.recordEnterprise();
    int format = cursor.recordFormat();
    boolean known =
        switch (enterprise) {
          case 0 -> knownFlowRecords[format];
          case DatagramCursor.OLDER -> true;
          default -> Structures.standard().flowRecord(enterprise, format) != null;
        };
    if (!known) {
      stream.unknownRecord(TagCounts.Place.FLOW_RECORD, enterprise, format);
    }
  }

  private void discarded(
      StreamState stream, DatagramCursor cursor, MemorySegment segment, long time) {
    SourceState source = stream.source(cursor);
    if (source == null) {
      return;
    }
    stream.acceptDiscarded(source, cursor);
    discards.begin(stream.observer(), source.ifIndex(), cursor);
    while (cursor.nextRecord()) {
      discards.record(cursor, segment);
      countUnknownFlowRecord(stream, cursor);
    }
    discards.endNotification(time);
  }
}
