package io.cistern.listmap;

import static io.cistern.listmap.Format.BLOCK_CHECKSUM;
import static io.cistern.listmap.Format.BLOCK_COUNT;
import static io.cistern.listmap.Format.BLOCK_LENGTH;
import static io.cistern.listmap.Format.BLOCK_MAGIC;
import static io.cistern.listmap.Format.BLOCK_OFFSETS;
import static io.cistern.listmap.Format.INT;

import java.lang.foreign.MemorySegment;

/// The bytes of the blocks of a sealed file.
final class Blocks {

  private Blocks() {}

  static int keyLength(MemorySegment segment, long entry) {
    return segment.get(Format.SHORT, entry + Format.ENTRY_KEY_LENGTH) & Format.KEY_LENGTH_MASK;
  }

  static int valueLength(MemorySegment segment, long entry) {
    return segment.get(INT, entry + Format.ENTRY_VALUE_LENGTH);
  }

  /// The length a block says it has, or 0 if there is none at this offset.
  static long length(MemorySegment segment, long from, long limit) {
    if (limit - from < BLOCK_OFFSETS || segment.get(INT, from) != BLOCK_MAGIC) {
      return 0;
    }
    long length = Integer.toUnsignedLong(segment.get(INT, from + BLOCK_LENGTH));
    return length < BLOCK_OFFSETS || length > limit - from ? 0 : length;
  }

  static int count(MemorySegment segment, long block) {
    return segment.get(INT, block + BLOCK_COUNT);
  }

  /// Checks that there is a block between two offsets, by its checksum.
  ///
  /// @return the number of its entries, 0 if it is damaged
  static int check(Reading reading, MemorySegment segment, long from, long end, int salt) {
    long length = end - from;
    if (from < Format.START || end > segment.byteSize() || length(segment, from, end) != length) {
      return 0;
    }
    int count = count(segment, from);
    int stored = segment.get(INT, from + BLOCK_CHECKSUM) ^ Records.mark(salt, from);
    long covered = length - BLOCK_LENGTH;
    boolean isIntact = reading.checksum(segment, from + BLOCK_LENGTH, covered) == stored;
    return isIntact && count > 0 && BLOCK_OFFSETS + 4L * count <= length ? count : 0;
  }
}
