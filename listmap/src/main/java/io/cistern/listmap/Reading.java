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

  private final CRC32C crc = new CRC32C();
  private final byte[] buffer = new byte[BUFFER + Long.BYTES];
  private final boolean checksAnew;
  private long checksummedBytes;

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

  /// What a cursor knows of its leaf; of no meaning in a sealed file.
  final ReadAhead ahead = new ReadAhead();

  // The record that was checked last.

  private Space.Window window = Space.Window.NONE;
  private long recordAt;
  private int keyLength;
  private int valueLength;

  /// To read with: what has been checked since the file was mapped is believed.
  Reading() {
    this(false);
  }

  /// @param checksAnew whether everything is checked, as if it were read for the first time: for
  ///   who verifies, or copies what will then have checksums of its own
  Reading(boolean checksAnew) {
    this.checksAnew = checksAnew;
  }

  boolean checksAnew() {
    return checksAnew;
  }

  /// Bytes whose checksum was computed so far.
  long checksummedBytes() {
    return checksummedBytes;
  }

  /// The place is in another leaf.
  void enter(long to, Space.Window in, int seen) {
    leaf = to;
    leafWindow = in;
    version = seen;
  }

  /// Where the next record is to be looked for first: where the last one was, unless a cursor knows
  /// better.
  Space.Window window() {
    return window;
  }

  /// The records to come are in this window, or most of them.
  void expect(Space.Window in) {
    window = in;
  }

  /// Remembers a record that has been checked.
  void arrive(Space.Window at, long offset, int keyBytes, int valueBytes) {
    if (window != at) { // storing a reference costs more than a comparison
      window = at;
    }
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
    checksummedBytes += length;
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
    /* Up to seven bytes more than are needed, so that it is never a multiple of eight: the JDK copies longs where place
     * and length allow it, which of records at multiples of four the processor cannot foresee, and ints otherwise. */
    int some = (length + 3) & -4 | 4;
    int copied = (int) Math.min(some, segment.byteSize() - offset);
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, buffer, 0, copied);
    crc.update(buffer, 0, length);
  }
}
