package io.cistern.app.intake;

import io.cistern.app.agents.Copies;
import io.cistern.app.agents.InstanceNames;
import io.cistern.app.agents.SequenceCounter.Outcome;
import io.cistern.app.agents.SourceState;
import io.cistern.app.agents.StreamState;
import io.cistern.app.agents.TagCounts;
import io.cistern.app.discards.DiscardIntake;
import io.cistern.app.flows.FlowIntake;
import io.cistern.app.metrics.CounterRow;
import io.cistern.app.metrics.EntityState;
import io.cistern.app.metrics.RecordPlan;
import io.cistern.app.store.RowQueue;
import io.cistern.sflow.DatagramCursor;
import io.cistern.sflow.Structures;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Walks the samples of a datagram into sequence accounts, flows and metrics. Belongs to one shard
/// thread; reading flow samples is allocation-free.
final class SampleReader {
  /*
   * Only a datagram that came before with the same number and the same bytes is read no further:
   * the network copies whole datagrams. All other numbers serve the accounts, and say where
   * counters may have begun again.
   */
  private static final int HOST_FIRST = 2000;
  private static final int HOST_LAST = 2010;
  private static final int MACHINE_FIRST = 2101;
  private static final int MACHINE_LAST = 2104;
  private static final int PHYSICAL_ENTITY = 2;
  private static final int FORMATS = 1 << 12;
  private static final String IF_IN_OCTETS = "if_in_octets";
  private static final String IF_OUT_OCTETS = "if_out_octets";
  private static final String[] IN_PACKETS = {
    "if_in_ucast_pkts", "if_in_multicast_pkts", "if_in_broadcast_pkts"
  };
  private static final String[] OUT_PACKETS = {
    "if_out_ucast_pkts", "if_out_multicast_pkts", "if_out_broadcast_pkts"
  };

  private final FlowIntake flows;
  private final InstanceNames names;
  private final RowQueue rows;
  private final boolean[] knownFlowRecords = new boolean[FORMATS]; // of enterprise 0
  private final int[] tags = new int[DatagramCursor.MAX_RECORDS];
  private final long[] offsets = new long[DatagramCursor.MAX_RECORDS];
  private final long[] lengths = new long[DatagramCursor.MAX_RECORDS];
  private final DiscardIntake discards = new DiscardIntake();
  private long samples;

  SampleReader(FlowIntake flows, InstanceNames names, RowQueue rows) {
    this.flows = flows;
    this.names = names;
    this.rows = rows;
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
        case COUNTERS -> counters(stream, cursor, segment, outcome != Outcome.REORDERED);
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

  /// Takes counters; those of a late datagram are not current any more.
  private void counters(
      StreamState stream, DatagramCursor cursor, MemorySegment segment, boolean isCurrent) {
    SourceState source = stream.source(cursor);
    if (source == null) {
      return;
    }
    Outcome outcome = stream.acceptCounters(source, cursor);
    int count = 0;
    boolean isMachine = false;
    while (cursor.nextRecord()) {
      tags[count] = cursor.recordTag();
      offsets[count] = cursor.recordOffset();
      lengths[count] = cursor.recordLength();
      isMachine |= tags[count] >= MACHINE_FIRST && tags[count] <= MACHINE_LAST;
      count++;
    }
    if (!isCurrent) {
      return;
    }
    long time = stream.madeMillis();
    boolean isContinued = continues(outcome);
    EntityState entity = null;
    EntityState host = null;
    for (int i = 0; i < count; i++) {
      int enterprise = tags[i] >>> 12;
      int format = tags[i] & FORMATS - 1;
      RecordPlan plan = RecordPlan.of(enterprise, format);
      if (plan == null) {
        stream.unknownRecord(TagCounts.Place.COUNTER_RECORD, enterprise, format);
      } else if (cursor.sourceClass() == PHYSICAL_ENTITY && isHost(tags[i])) {
        host = host == null ? begin(stream.host(source, names), time, isContinued) : host;
        host.read(plan, segment, offsets[i], lengths[i]);
      } else {
        entity =
            entity == null
                ? begin(stream.entity(source, names, isMachine), time, isContinued)
                : entity;
        entity.read(plan, segment, offsets[i], lengths[i]);
      }
    }
    CounterRow row = commit(entity);
    if (row != null) {
      cover(source, row, isContinued && !row.isReset());
    }
    commit(host);
  }

  /// Holds the samples of an interface against its counters, if the row has them.
  private static void cover(SourceState source, CounterRow row, boolean isContinued) {
    for (CounterRow.Part part : row.parts()) {
      if (part.plan().indexOf(IF_IN_OCTETS) >= 0) {
        source.counted(
            value(part, IF_IN_OCTETS),
            sum(part, IN_PACKETS),
            value(part, IF_OUT_OCTETS),
            sum(part, OUT_PACKETS),
            isContinued);
      }
    }
  }

  private static long value(CounterRow.Part part, String metric) {
    int index = part.plan().indexOf(metric);
    return part.isPresent(index) ? part.value(index) : -1;
  }

  /// The sum, without those that the agent does not count; -1 where it counts none.
  private static long sum(CounterRow.Part part, String[] metrics) {
    long sum = -1;
    for (String metric : metrics) {
      long value = value(part, metric);
      sum = value < 0 ? sum : Math.max(0, sum) + value;
    }
    return sum;
  }

  /// Whether counters go on since the sample before: not where the agent began again, or may have.
  private static boolean continues(Outcome outcome) {
    return switch (outcome) {
      case FIRST, RESTART, ASIDE -> false;
      case NEWER, REORDERED, DUPLICATE, UNNUMBERED -> true;
    };
  }

  private static boolean isHost(int tag) {
    return tag >= HOST_FIRST && tag <= HOST_LAST;
  }

  private static EntityState begin(EntityState entity, long time, boolean isContinued) {
    entity.begin(time, isContinued);
    return entity;
  }

  private @Nullable CounterRow commit(@Nullable EntityState entity) {
    CounterRow row = entity == null ? null : entity.commit();
    if (entity != null) {
      entity.store(rows::offer);
    }
    return row;
  }

  /// Hands on the rows that still wait: nothing more will come.
  void finish(List<StreamState> streams) {
    streams.forEach(stream -> stream.finish(rows::offer));
  }
}
