package io.cistern.metricstore.map;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.Cursor;
import io.cistern.listmap.ListMap;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/// Walks a head or a partition in key order, counting and leaving out what is damaged. Not
/// thread-safe.
public final class Scan {
  /// More entries than this that are damaged are not passed.
  public static final int MOST_DAMAGED = 100_000;

  private final Cursor cursor;
  private final LongAdder damaged;
  private byte[] from = new byte[0];
  private boolean floor;
  private int floorEntity;
  private boolean started;
  private int skipped;

  public Scan(ListMap map, LongAdder damaged) {
    this.cursor = map.cursor();
    this.damaged = damaged;
  }

  /// The next call of [#next()] moves to the first entry at or after this key.
  public Scan from(byte[] key) {
    from = key;
    floor = false;
    started = false;
    return this;
  }

  /// The next call of [#next()] moves to the last chunk of an entity that begins no later than a
  /// time; if there is none to the first one after it.
  public Scan fromFloor(int entity, long time) {
    from(Keys.of(entity, time));
    floor = true;
    floorEntity = entity;
    return this;
  }

  public boolean next() throws IOException {
    while (true) {
      try {
        if (!move()) {
          return false;
        }
        if (Keys.isKey(cursor.key())) {
          return true;
        }
        skip();
      } catch (CorruptFileException e) {
        if (skipped >= MOST_DAMAGED) {
          throw e;
        }
        skip();
      }
    }
  }

  private boolean move() throws CorruptFileException {
    if (started) {
      return cursor.next();
    }
    started = true;
    return (floor && seekFloor()) || cursor.seek(from);
  }

  private boolean seekFloor() throws CorruptFileException {
    try {
      return cursor.seekFloor(from)
          && Keys.isKey(cursor.key())
          && Keys.entity(cursor.key()) == floorEntity;
    } catch (CorruptFileException _) { // counted when it is passed
      from = Keys.of(floorEntity, Keys.RECORD);
      return false;
    }
  }

  /// Counts the current entry as damaged.
  public void skip() {
    damaged.increment();
    skipped++;
  }

  /// How many were left out.
  public int skipped() {
    return skipped;
  }

  public int entity() {
    return Keys.entity(cursor.key());
  }

  public long time() {
    return Keys.time(cursor.key());
  }

  public byte[] value() {
    return cursor.valueBytes();
  }
}
