package io.cistern.metricstore;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.Cursor;
import io.cistern.listmap.ListMap;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/// Walks a head or a partition in key order, counting and leaving out what is damaged. Not
/// thread-safe.
final class Scan {
  private static final int MOST_DAMAGED = 100_000;

  private final Cursor cursor;
  private final LongAdder damaged;
  private byte[] from = new byte[0];
  private boolean floor;
  private int floorEntity;
  private boolean started;

  /// Damage is where it sought: it goes there from the beginning.
  private boolean walking;

  private int skipped;

  Scan(ListMap map, LongAdder damaged) {
    this.cursor = map.cursor();
    this.damaged = damaged;
  }

  /// The next call of [#next()] moves to the first entry at or after this key.
  Scan from(byte[] key) {
    from = key;
    floor = false;
    started = false;
    walking = false;
    return this;
  }

  /// The next call of [#next()] moves to the last chunk of an entity that begins no later than a
  /// time; if there is none to the first one after it.
  Scan fromFloor(int entity, long time) {
    from(Keys.of(entity, time));
    floor = true;
    floorEntity = entity;
    return this;
  }

  private boolean seek() throws CorruptFileException {
    boolean found =
        floor
            && cursor.seekFloor(from)
            && Keys.isKey(cursor.key())
            && Keys.entity(cursor.key()) == floorEntity;
    return found || cursor.seek(from);
  }

  boolean next() throws IOException {
    while (true) {
      try {
        if (!move()) {
          return false;
        }
        if (!Keys.isKey(cursor.key())) {
          skip();
        } else if (!walking || Arrays.compareUnsigned(cursor.keyBytes(), from) >= 0) {
          walking = false;
          return true;
        }
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
    try {
      return seek();
    } catch (CorruptFileException _) { // counted when it is passed
      walking = true;
      from = floor ? Keys.of(floorEntity, Keys.RECORD) : from;
      return cursor.first();
    }
  }

  /// Counts the current entry as damaged.
  void skip() {
    damaged.increment();
    skipped++;
  }

  /// How many were left out.
  int skipped() {
    return skipped;
  }

  int entity() {
    return Keys.entity(cursor.key());
  }

  long time() {
    return Keys.time(cursor.key());
  }

  byte[] value() {
    return cursor.valueBytes();
  }
}
