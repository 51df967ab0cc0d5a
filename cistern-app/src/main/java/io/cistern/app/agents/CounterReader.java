package io.cistern.app.agents;

import io.cistern.app.metrics.CounterRow;
import io.cistern.app.metrics.EntityId;
import io.cistern.app.metrics.EntitySnapshot;
import io.cistern.app.metrics.EntityState;
import io.cistern.app.metrics.PortColumns;
import io.cistern.app.metrics.RecordPlan;
import io.cistern.sflow.DatagramCursor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Makes rows of the counters samples of one stream. Belongs to one shard thread.
///
/// The way of a row:
///
/// 1. [StreamState] accounts for the sample's number and calls [#read] with the cursor on it.
/// 2. [SampleRecords] notes the sample's records: which there are decides what the source is.
/// 3. [InstanceNames] names the instance with its first record; the source keeps its [EntityState].
/// 4. [RecordPlan] has the columns of each structure; the entity reads the numbers into them.
/// 5. [EntityState#end] makes the [CounterRow] and hands it to the store's queue.
/// 6. The same row's octets and packets are held against the samples of the port.
final class CounterReader {
  private static final int HOST_FIRST = 2000;
  private static final int HOST_LAST = 2010;
  private static final int MACHINE_FIRST = 2101;
  private static final int MACHINE_LAST = 2104;
  private static final int PHYSICAL_ENTITY = 2;

  private final StreamId id;
  private final TagCounts unknown;
  private final ShardCounters shard;
  private final List<EntityState> entities = new ArrayList<>();

  /// @param id whose samples it reads
  /// @param unknown counts the records of structures that nobody knows
  CounterReader(StreamId id, TagCounts unknown, ShardCounters shard) {
    this.id = id;
    this.unknown = unknown;
    this.shard = shard;
  }

  /// Reads the cursor's sample and leaves the cursor behind its records.
  ///
  /// @param time when it was made, by the agent's clock in our time, epoch milliseconds
  /// @param isContinued whether the agent went on counting since the source's last sample
  void read(
      SourceState source,
      DatagramCursor cursor,
      MemorySegment segment,
      long time,
      boolean isContinued) {
    SampleRecords records = shard.records;
    records.take(cursor);
    EntityState entity = null;
    EntityState host = null;
    for (int i = 0; i < records.size(); i++) {
      RecordPlan plan = RecordPlan.of(records.enterprise(i), records.format(i));
      if (plan == null) {
        unknown.count(TagCounts.Place.COUNTER_RECORD, records.enterprise(i), records.format(i));
      } else if (source.sourceClass == PHYSICAL_ENTITY
          && records.isWithin(i, HOST_FIRST, HOST_LAST)) {
        host = host == null ? begin(host(source), time, isContinued) : host;
        host.read(plan, segment, records.offset(i), records.length(i));
      } else {
        entity = entity == null ? begin(entity(source), time, isContinued) : entity;
        entity.read(plan, segment, records.offset(i), records.length(i));
      }
    }
    CounterRow row = entity == null ? null : entity.end(shard.rows);
    if (row != null) {
      cover(source, row, isContinued && !row.isReset());
    }
    if (host != null) {
      host.end(shard.rows);
    }
  }

  private static EntityState begin(EntityState entity, long time, boolean isContinued) {
    entity.begin(time, isContinued);
    return entity;
  }

  /// What the host records of a source belong to.
  private EntityState host(SourceState source) {
    EntityState host = source.host;
    if (host == null) {
      host = newEntity(shard.names.claimHost(id, source));
      source.host = host;
    }
    return host;
  }

  /// What its other records belong to.
  private EntityState entity(SourceState source) {
    EntityState entity = source.entity;
    if (entity == null) {
      boolean isMachine = shard.records.isAnyWithin(MACHINE_FIRST, MACHINE_LAST);
      entity = newEntity(shard.names.claim(id, source, isMachine));
      source.entity = entity;
    }
    return entity;
  }

  private EntityState newEntity(String instance) {
    var entity = new EntityState(new EntityId(id.address(), instance, id.subAgent()));
    entities.add(entity);
    return entity;
  }

  /// Holds the samples of a port against its counters, if the row has them.
  private static void cover(SourceState source, CounterRow row, boolean isContinued) {
    for (int i = 0; i < row.parts().size(); i++) {
      CounterRow.Part part = row.parts().get(i);
      PortColumns port = part.plan().port();
      if (port != null) {
        source.counted(
            part.valueOrAbsent(port.inOctets()),
            port.inPackets(part),
            part.valueOrAbsent(port.outOctets()),
            port.outPackets(part),
            isContinued);
      }
    }
  }

  /// Hands on the rows that still wait for the next ones of their entities: none will come.
  void finish() {
    entities.forEach(entity -> entity.finish(shard.rows));
  }

  /// What is known of the stream's entities now.
  List<EntitySnapshot> snapshots() {
    return entities.stream().map(EntityState::snapshot).toList();
  }
}
