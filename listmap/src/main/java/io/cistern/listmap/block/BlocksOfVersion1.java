package io.cistern.listmap.block;

import static io.cistern.listmap.file.Format.INT;
import static io.cistern.listmap.file.Format.SHORT;

import io.cistern.listmap.file.Format;
import java.lang.foreign.MemorySegment;

/// The blocks of sealed files of version 1: an offset for each entry, and a header with its lengths
/// before it. They are read, and no longer written.
final class BlocksOfVersion1 {

  /// "LBlk".
  static final int MAGIC = 0x6b6c424c;

  private static final int COUNT = 12;
  private static final int OFFSETS = 16;
  private static final int ENTRY_KEY_LENGTH = 4;
  private static final int ENTRY_HEADER = 6;

  private BlocksOfVersion1() {}

  static int count(MemorySegment segment, long block) {
    return segment.get(INT, block + COUNT);
  }

  /// Where the header of an entry is.
  static long header(MemorySegment segment, long block, int slot) {
    return block + Integer.toUnsignedLong(segment.get(INT, block + OFFSETS + 4L * slot));
  }

  static long keyAt(long header) {
    return header + ENTRY_HEADER;
  }

  static int keyLength(MemorySegment segment, long header) {
    return segment.get(SHORT, header + ENTRY_KEY_LENGTH) & Format.KEY_LENGTH_MASK;
  }

  static int valueLength(MemorySegment segment, long header) {
    return segment.get(INT, header);
  }

  /// Whether the entries of a block lie within it and have lengths that can be.
  static boolean isSound(MemorySegment segment, long block, long length, int count) {
    long end = block + length;
    long first = block + OFFSETS + 4L * count;
    if (first > end) {
      return false;
    }
    for (int slot = 0; slot < count; slot++) {
      long header = header(segment, block, slot);
      if (header < first || header > end - ENTRY_HEADER) {
        return false;
      }
      int keyLength = keyLength(segment, header);
      int valueLength = valueLength(segment, header);
      if (!Blocks.arePossible(keyLength, valueLength)
          || keyAt(header) + keyLength + valueLength > end) {
        return false;
      }
    }
    return true;
  }
}
