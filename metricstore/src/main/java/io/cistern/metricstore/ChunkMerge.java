package io.cistern.metricstore;

import io.cistern.listmap.Batch;
import io.cistern.listmap.ListMap;
import io.cistern.metricstore.codec.ChunkDecoder;
import io.cistern.metricstore.codec.ChunkEncoder;
import io.cistern.metricstore.codec.NumberKind;
import io.cistern.metricstore.codec.RowTable;
import io.cistern.metricstore.map.Keys;
import io.cistern.metricstore.map.Scan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Adds earlier rows of one entity to the chunks of a raw partition: chunks of the same time become
/// one, in which what was there wins. Not thread-safe.
final class ChunkMerge {
  private final ListMap partition;
  private final int entity;
  private final NumberKind[] kinds;
  private final ChunkDecoder decoder = new ChunkDecoder();

  ChunkMerge(ListMap partition, int entity, NumberKind[] kinds) {
    this.partition = partition;
    this.entity = entity;
    this.kinds = kinds;
  }

  /// Adds rows, at least one.
  void add(RowTable rows) throws IOException {
    var replaced = new ArrayList<Long>();
    RowTable there = overlapping(rows.times[0], rows.times[rows.rows - 1], replaced);
    RowTable all = RowTable.union(rows, there);
    Batch batch = partition.batch();
    for (long time : replaced) {
      batch.remove(Keys.of(entity, time));
    }
    int pieces = (all.rows + ChunkEncoder.MAX_ROWS - 1) / ChunkEncoder.MAX_ROWS;
    ChunkEncoder encoder = ChunkEncoder.ofRows();
    for (int piece = 0; piece < pieces; piece++) {
      int from = (int) ((long) all.rows * piece / pieces);
      int to = (int) ((long) all.rows * (piece + 1) / pieces);
      batch.put(Keys.of(entity, all.times[from]), encoder.encode(all, from, to, kinds));
    }
    batch.commit();
  }

  /// The rows of the chunks that have any between two times, and the times of their keys.
  private RowTable overlapping(long first, long last, List<Long> times) throws IOException {
    var found = new RowTable();
    Scan scan = new Scan(partition, new LongAdder()).fromFloor(entity, first);
    while (scan.next() && scan.entity() == entity && scan.time() <= last) {
      byte[] bytes = scan.value();
      decoder.wrapHead(bytes);
      if (decoder.lastTime() >= first && decoder.firstTime() <= last) {
        times.add(scan.time());
        var chunk = new RowTable();
        decoder.readAll(bytes, kinds.length, chunk);
        found = RowTable.union(found, chunk);
      }
    }
    return found;
  }
}
