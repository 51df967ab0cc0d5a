package io.cistern.metricstore;

import io.cistern.listmap.ListMap;
import io.cistern.metricstore.codec.ChunkDecoder;
import io.cistern.metricstore.codec.ChunkEncoder;
import io.cistern.metricstore.codec.DamagedDataException;
import io.cistern.metricstore.codec.NumberKind;
import io.cistern.metricstore.codec.RowCodec;
import io.cistern.metricstore.codec.RowTable;
import io.cistern.metricstore.map.Keys;
import io.cistern.metricstore.map.Scan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Turns the rows of a head into chunks of a partition, in one pass in key order.
///
/// An entity's chunks of an hour are one chunk whose key has the beginning of the hour as its time,
/// and where there are more rows than a chunk holds, further ones whose keys have the time of their
/// first row. The chunks that hold rows of that hour already are merged, so that sealing a head
/// again after a crash, or a second head of the same hour, changes nothing that is right already.
final class Sealer {
  private final EntityTable entities;
  private final LongAdder damaged;
  private final RowCodec rows = new RowCodec();
  private final ChunkEncoder encoder = ChunkEncoder.ofRows();
  private final ChunkDecoder decoder = new ChunkDecoder();
  private volatile long chunksSealed;
  private volatile long rowsSealed;

  Sealer(EntityTable entities, LongAdder damaged) {
    this.entities = entities;
    this.damaged = damaged;
  }

  long chunksSealed() {
    return chunksSealed;
  }

  long rowsSealed() {
    return rowsSealed;
  }

  /// Seals one head.
  ///
  /// @return whether every row was readable
  boolean seal(Head head, ListMap partition) throws IOException {
    var scan = new Scan(head.map(), damaged).from(Keys.of(0, Keys.RECORD));
    var table = new RowTable();
    int current = -1;
    while (scan.next()) {
      int id = scan.entity();
      if (id != current) {
        write(current, table, head, partition);
        table.clear();
        current = id;
      }
      add(scan, table);
    }
    write(current, table, head, partition);
    return scan.skipped() == 0;
  }

  private void add(Scan scan, RowTable table) {
    if (scan.time() == Keys.RECORD) {
      return;
    }
    Entity entity = entities.find(scan.entity());
    if (entity == null) {
      scan.skip();
      return;
    }
    try {
      rows.decode(scan.value(), scan.time(), entity.columnCount(), table);
    } catch (DamagedDataException _) { // counted; the head is kept aside
      scan.skip();
    }
  }

  private void write(int id, RowTable table, Head head, ListMap partition) throws IOException {
    Entity entity = entities.find(id);
    if (table.rows == 0 || entity == null) {
      return;
    }
    var stale = new ArrayList<Long>();
    RowTable earlier = existing(entity, head, partition, stale);
    RowTable all = earlier.rows == 0 ? table : RowTable.union(earlier, table);
    long first =
        stale.isEmpty() ? head.startMillis() : Math.min(stale.getFirst(), head.startMillis());
    NumberKind[] kinds = entity.kinds();
    var batch = partition.batch();
    int pieces = (all.rows + ChunkEncoder.MAX_ROWS - 1) / ChunkEncoder.MAX_ROWS;
    for (int piece = 0; piece < pieces; piece++) {
      int from = (int) ((long) all.rows * piece / pieces);
      int to = (int) ((long) all.rows * (piece + 1) / pieces);
      long time = piece == 0 ? first : all.times[from];
      stale.remove(Long.valueOf(time));
      byte[] chunk = encoder.encode(all, from, to, kinds);
      if (pieces == 1 && stale.isEmpty()) {
        partition.put(Keys.of(id, time), chunk);
      } else {
        batch.put(Keys.of(id, time), chunk);
      }
      chunksSealed++;
    }
    rowsSealed += table.rows;
    for (long time : stale) {
      batch.remove(Keys.of(id, time));
    }
    if (batch.size() > 0) {
      batch.commit();
    }
  }

  /// The rows of the chunks in the partition that have any of the entity and hour, and the times of
  /// their keys.
  private RowTable existing(Entity entity, Head head, ListMap partition, List<Long> times)
      throws IOException {
    var found = new RowTable();
    var scan = new Scan(partition, damaged).fromFloor(entity.id(), head.startMillis());
    while (scan.next() && scan.entity() == entity.id() && scan.time() < head.endMillis()) {
      var chunk = new RowTable();
      try {
        byte[] bytes = scan.value();
        decoder.wrapHead(bytes);
        if (decoder.lastTime() < head.startMillis()) {
          continue;
        }
        times.add(scan.time());
        decoder.readAll(bytes, entity.columnCount(), chunk);
      } catch (DamagedDataException _) { // counted; what was read before the damage is kept
        scan.skip();
      }
      found = found.rows == 0 ? chunk : RowTable.union(found, chunk);
    }
    return found;
  }
}
