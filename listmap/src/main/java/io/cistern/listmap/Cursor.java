package io.cistern.listmap;

import java.lang.foreign.MemorySegment;

/// A position in the key order of a map, moving both ways along the list.
///
/// Not thread-safe; any number of cursors may run while the map is written. It is then weakly
/// consistent: keys come strictly ascending (or descending), and every key that is in the map
/// throughout is seen. A new cursor is on no entry. A move that returns `false` leaves it on no
/// entry. Moves verify the checksum of the record they arrive at.
public final class Cursor {

  private final ListMap map;
  private final Log log;
  private final Leaves leaves;
  private final Reading reading = new Reading();

  /// The record the cursor is on, or 0.
  private long record;

  private boolean isReadable;

  Cursor(ListMap map, Log log, Leaves leaves) {
    this.map = map;
    this.log = log;
    this.leaves = leaves;
  }

  /// Moves to the smallest key.
  ///
  /// @return `false` if the map is empty
  /// @throws CorruptFileException if the record is damaged
  public boolean first() throws CorruptFileException {
    map.checkOpen();
    return arrive(leaves.firstFrom(reading, leaves.first()));
  }

  /// Moves to the greatest key.
  ///
  /// @return `false` if the map is empty
  /// @throws CorruptFileException if the record is damaged
  public boolean last() throws CorruptFileException {
    map.checkOpen();
    return arrive(leaves.lastOf(reading, leaves.last(), 0));
  }

  /// Moves to the smallest key at or after this one.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return `false` if there is none
  /// @throws CorruptFileException if the record is damaged
  public boolean seek(byte[] key) throws CorruptFileException {
    map.checkOpen();
    ListMap.checkKey(key);
    return seek(key, true);
  }

  /// Moves to the greatest key at or before this one.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return `false` if there is none
  /// @throws CorruptFileException if the record is damaged
  public boolean seekFloor(byte[] key) throws CorruptFileException {
    map.checkOpen();
    ListMap.checkKey(key);
    return seekFloor(key, true);
  }

  /// Moves to the next greater key. On no entry: `false`.
  ///
  /// @return `false` if there is none
  /// @throws CorruptFileException if the record is damaged; another `next` goes on after it
  public boolean next() throws CorruptFileException {
    map.checkOpen();
    if (record == 0) {
      return false;
    }
    long found = leaves.after(reading);
    return found == Leaves.CHANGED ? seek(currentKey(), false) : arrive(found);
  }

  /// Moves to the next smaller key. On no entry: `false`.
  ///
  /// @return `false` if there is none
  /// @throws CorruptFileException if the record is damaged; another `prev` goes on before it
  public boolean prev() throws CorruptFileException {
    map.checkOpen();
    if (record == 0) {
      return false;
    }
    long found = leaves.before(reading);
    return found == Leaves.CHANGED ? seekFloor(currentKey(), false) : arrive(found);
  }

  private byte[] currentKey() throws CorruptFileException {
    log.check(reading, record);
    return log.keyBytes(record);
  }

  private boolean seek(byte[] key, boolean orEqual) throws CorruptFileException {
    long prefix = Format.prefix(key);
    long found;
    do {
      leaves.find(reading, key, prefix);
      found = reading.record != 0 && orEqual ? reading.record : leaves.afterFound(reading);
    } while (found == Leaves.CHANGED);
    return arrive(found);
  }

  private boolean seekFloor(byte[] key, boolean orEqual) throws CorruptFileException {
    long prefix = Format.prefix(key);
    long found;
    do {
      leaves.find(reading, key, prefix);
      found = reading.record != 0 && orEqual ? reading.record : leaves.before(reading);
    } while (found == Leaves.CHANGED);
    return arrive(found);
  }

  private boolean arrive(long found) throws CorruptFileException {
    record = found;
    isReadable = false;
    if (found == 0) {
      return false;
    }
    log.check(reading, found);
    isReadable = true;
    return true;
  }

  private long current() {
    if (!isReadable) {
      throw new IllegalStateException("the cursor is on no entry");
    }
    return record;
  }

  /// The key. Valid while the map is open.
  ///
  /// @return read-only bytes of the mapped file
  /// @throws IllegalStateException if the cursor is on no entry
  public MemorySegment key() {
    return log.key(current());
  }

  /// The value. Valid while the map is open.
  ///
  /// @return read-only bytes of the mapped file
  /// @throws IllegalStateException if the cursor is on no entry
  public MemorySegment value() {
    return log.value(current());
  }

  /// A copy of the key.
  ///
  /// @return the bytes
  /// @throws IllegalStateException if the cursor is on no entry
  public byte[] keyBytes() {
    return log.keyBytes(current());
  }

  /// A copy of the value.
  ///
  /// @return the bytes
  /// @throws IllegalStateException if the cursor is on no entry
  public byte[] valueBytes() {
    return log.valueBytes(current());
  }
}
