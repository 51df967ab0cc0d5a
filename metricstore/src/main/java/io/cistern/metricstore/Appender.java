package io.cistern.metricstore;

import io.cistern.listmap.MapFullException;
import io.cistern.metricstore.codec.DamagedDataException;
import io.cistern.metricstore.codec.RowCodec;
import io.cistern.metricstore.codec.RowTable;
import io.cistern.metricstore.map.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Puts rows into the heads, one row at a time, and takes the heads away that are to be sealed. Its
/// monitor guards which head takes rows; it is never held while chunks are made.
final class Appender {
  private final MetricStoreOptions options;
  private final EntityTable entities;
  private final MapFiles files;
  private final CurrentView view;
  private final DiskGuard disk;
  private final RowCodec rowCodec = new RowCodec();
  private @Nullable Head latestHead;
  final LongAdder rowsAppended = new LongAdder();
  final LongAdder samplesAppended = new LongAdder();
  final LongAdder rowsReplaced = new LongAdder();
  final LongAdder rowsLate = new LongAdder();
  final LongAdder rowsFuture = new LongAdder();
  final LongAdder rowsLowDisk = new LongAdder();

  Appender(
      MetricStoreOptions options,
      EntityTable entities,
      MapFiles files,
      CurrentView view,
      DiskGuard disk) {
    this.options = options;
    this.entities = entities;
    this.files = files;
    this.view = view;
    this.disk = disk;
  }

  /// `false` if the row was refused for its time.
  synchronized boolean append(Row row) throws IOException {
    long now = options.clock().millis();
    long time = row.timeMillis();
    if (time < now - options.lateness().toMillis()) {
      rowsLate.increment();
      return false;
    }
    if (time > now + options.future().toMillis()) {
      rowsFuture.increment();
      return false;
    }
    try {
      disk.check();
      put(row, time);
      return true;
    } catch (MapFullException e) {
      rowsLowDisk.increment();
      throw new StoreFullException("disk is full: " + e.getMessage(), e);
    } catch (StoreFullException e) {
      rowsLowDisk.increment();
      throw e;
    }
  }

  private void put(Row row, long time) throws IOException {
    Entity entity = row.entity();
    Head head = headOf(time, entity);
    entities.prepare(entity, head);
    byte[] key = Keys.of(entity.id(), time);
    byte[] before = time <= entity.lastSeen ? head.map().getBytes(key) : null;
    head.map().put(key, encode(before == null ? row : merge(before, row)));
    entity.saw(time, time);
    rowsAppended.increment();
    samplesAppended.add(row.presentCount());
    if (before != null) {
      rowsReplaced.increment();
    }
  }

  private Head headOf(long time, Entity entity) throws IOException {
    long hour = Math.floorDiv(time, StoreDirectory.HEAD_MILLIS) * StoreDirectory.HEAD_MILLIS;
    Head latest = latestHead;
    if (latest != null && latest.startMillis() == hour) {
      return latest;
    }
    for (Head head : view.get().heads()) {
      if (head.startMillis() == hour && !head.isFrozen()) {
        latestHead = head;
        return head;
      }
    }
    int heads = view.get().heads().size();
    int limit = options.limits().openHeads();
    if (heads >= limit) {
      entities.refusals().check(entity.source(), "openHeads", heads + 1L, limit);
    }
    Head head = files.createHead(hour);
    view.change(before -> before.with(head));
    latestHead = head;
    return head;
  }

  /// How long after its end an hour is sealed.
  static long sealDelayMillis(MetricStoreOptions options) {
    return Math.min(options.lateness().toMillis(), StoreDirectory.HEAD_MILLIS);
  }

  /// Takes the heads whose hour is over, and those whose files somebody deleted: their rows are in
  /// memory alone. Rows of the hour go into another one from now on.
  synchronized List<Head> freezeDue() {
    long now = options.clock().millis();
    long delay = sealDelayMillis(options);
    List<Head> due =
        view.get().heads().stream()
            .filter(head -> head.endMillis() + delay <= now || !Files.exists(head.file().path()))
            .toList();
    due.forEach(Head::freeze);
    latestHead = null;
    return due;
  }

  private byte[] encode(Row row) {
    return rowCodec.encode(row.isReset(), row.span, row.present, row.values);
  }

  private Row merge(byte[] before, Row row) throws DamagedDataException {
    var table = new RowTable();
    rowCodec.decode(before, row.timeMillis(), row.entity().columnCount(), table);
    return row.over(table);
  }
}
