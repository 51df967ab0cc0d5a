package io.cistern.metricstore;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.Cursor;
import io.cistern.listmap.ListMap;
import io.cistern.metricstore.codec.ChunkDecoder;
import io.cistern.metricstore.codec.DamagedDataException;
import io.cistern.metricstore.map.Keys;
import io.cistern.metricstore.map.Scan;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/// Learns from maps found at opening what `entities.lm` may not have kept when the power failed:
/// records of new entities and columns, and the times of their latest rows.
final class HeadRecovery {
  private final EntityTable entities;
  private final LongAdder damaged;

  HeadRecovery(EntityTable entities, LongAdder damaged) {
    this.entities = entities;
    this.damaged = damaged;
  }

  /// Visits each entity of a head with three seeks, not its rows.
  void recover(Head head) throws IOException {
    var scan = new Scan(head.map(), damaged).from(Keys.of(0, Keys.RECORD));
    Cursor cursor = head.map().cursor();
    while (scan.next()) {
      int id = scan.entity();
      if (scan.time() == Keys.RECORD) {
        restore(id, scan);
      }
      Entity entity = entities.find(id);
      if (entity != null) {
        recoverTimes(entity, head, cursor);
      }
      if (id == Integer.MAX_VALUE) {
        return;
      }
      scan.from(Keys.of(id + 1, Keys.RECORD));
    }
  }

  private void restore(int id, Scan scan) throws IOException {
    try {
      entities.restore(id, scan.value());
    } catch (DamagedDataException _) { // counted; it may be in entities.lm all the same
      scan.skip();
    }
  }

  private void recoverTimes(Entity entity, Head head, Cursor cursor) throws IOException {
    try {
      if (cursor.seek(Keys.of(entity.id(), head.startMillis()))
          && Keys.isKey(cursor.key())
          && Keys.entity(cursor.key()) == entity.id()) {
        long first = Keys.time(cursor.key());
        if (cursor.seekFloor(Keys.of(entity.id(), head.endMillis()))) {
          entity.saw(first, Math.max(first, Keys.time(cursor.key())));
        }
      }
    } catch (
        CorruptFileException _) { // counted; the times are only for display and for what to look up
      damaged.increment();
    }
  }

  /// Looks at the last chunk of each entity in a partition.
  void recoverLastSeen(ListMap partition) throws IOException {
    Cursor cursor = partition.cursor();
    var decoder = new ChunkDecoder();
    for (Entity entity : entities.all().toList()) {
      try {
        if (cursor.seekFloor(Keys.of(entity.id(), Row.MAX_TIME))
            && Keys.isKey(cursor.key())
            && Keys.entity(cursor.key()) == entity.id()) {
          decoder.wrapHead(cursor.valueBytes());
          entity.saw(decoder.firstTime(), decoder.lastTime());
        }
      } catch (CorruptFileException
          | DamagedDataException _) { // counted; the times are only for display
        damaged.increment();
      }
    }
  }
}
