package io.cistern.listmap;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;

/// What one thread, or one cursor, needs to read without allocating: a checksum, a buffer, and the
/// place a search ended at.
final class Reading {

  /* The JDK computes CRC32C with the processor's instruction over arrays and direct buffers, not over segments. A copy
   * into an array of this size, which stays in the first-level cache, costs less than a buffer view on a shared arena,
   * which would touch a counter all readers share. */
  private static final int BUFFER = 4096;

  private static final int AHEAD_AT_FIRST = 4;

  private final CRC32C crc = new CRC32C();
  private final byte[] buffer = new byte[BUFFER];

  /// The leaf a search ended in, and the version of it that was read. In a sealed file the ordinal
  /// of the block, and the number of its entries once it has been checked.
  long leaf;

  int version;

  /// Where the leaf is mapped; of no meaning in a sealed file.
  Space.Window leafWindow = Space.Window.NONE;

  /// The slot of the key; where it is absent, that of the next greater key, which may be one past
  /// the last.
  int slot;

  /// The record in the slot if the key was found, otherwise 0.
  long record;

  /// Between which prefixes the keys of the leaf lie, as far as the index knew.
  long lowPrefix;

  long highPrefix;

  /// Between which slots of the leaf a cursor has touched records, and how many it will touch next;
  /// stale values cost time only.
  int touchedFrom;

  int touchedTo;

  int ahead = AHEAD_AT_FIRST;

  /// What came of touching records ahead; of no meaning, but the compiler must not know.
  long touched;

  // The record that was checked last.

  private Space.Window window = Space.Window.NONE;
  private long recordAt;
  private int keyLength;
  private int valueLength;

  /// The next steps start somewhere else: look ahead a little only, until they go on.
  void forgetTouched() {
    touchedFrom = Integer.MAX_VALUE;
    touchedTo = 0;
    ahead = AHEAD_AT_FIRST;
  }

  /// The place is in another leaf.
  void enter(long to, Space.Window in, int seen) {
    leaf = to;
    leafWindow = in;
    version = seen;
  }

  /// The window a record is in: mostly that of the record before.
  Space.Window window(Space space, long record) {
    return window.holds(space, record) ? window : space.window(record);
  }

  /// Remembers a record that has been checked.
  void arrive(Space.Window at, long offset, int keyBytes, int valueBytes) {
    window = at;
    recordAt = offset;
    keyLength = keyBytes;
    valueLength = valueBytes;
  }

  /// The key of the record that was checked last.
  MemorySegment key() {
    return window.readable.asSlice(recordAt + Format.RECORD_HEADER, keyLength);
  }

  /// The value of the record that was checked last.
  MemorySegment value() {
    return window.readable.asSlice(recordAt + Format.RECORD_HEADER + keyLength, valueLength);
  }

  /// CRC32C of a part of a segment.
  int checksum(MemorySegment segment, long offset, long length) {
    crc.reset();
    if (length <= BUFFER) {
      update(segment, offset, (int) length);
    } else {
      updateInParts(segment, offset, length);
    }
    return (int) crc.getValue();
  }

  private void updateInParts(MemorySegment segment, long offset, long length) {
    long end = offset + length;
    for (long at = offset; at < end; at += BUFFER) {
      update(segment, at, (int) Math.min(BUFFER, end - at));
    }
  }

  private void update(MemorySegment segment, long offset, int length) {
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, buffer, 0, length);
    crc.update(buffer, 0, length);
  }
}
