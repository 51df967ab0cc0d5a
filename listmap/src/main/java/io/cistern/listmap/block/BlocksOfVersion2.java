package io.cistern.listmap.block;

import static io.cistern.listmap.file.Format.BLOCK_LENGTH;
import static io.cistern.listmap.file.Format.INT;
import static io.cistern.listmap.file.Format.LONG;
import static io.cistern.listmap.file.Format.SHORT;

import java.lang.foreign.MemorySegment;

/// The blocks of sealed files of version 2. A length that all keys have, and then one that all
/// values have, stands in the head. With both, entries are found by counting; otherwise by their
/// offsets, which are followed by the lengths of the keys if the head has none.
final class BlocksOfVersion2 {

  /* What these methods do for each entry is inlined into loops over cursors, to the last memory
   * access: three numbers of the head are read as one. */

  /// "LBl2".
  static final int MAGIC = 0x326c424c;

  /// What the entries have in common, a number of 64 bits: from the lowest bit their count in 16,
  /// the length of all keys or 0 in 16, the length of all values or [#ANY] in 32. The latter stands
  /// there only with a key length.
  static final int COMMON = 12;

  static final int HEAD = 20;
  static final int ANY = -1;

  private static final int U16 = 0xffff;
  private static final int KEY_LENGTH_SHIFT = 16;
  private static final int VALUE_LENGTH_SHIFT = 32;

  private BlocksOfVersion2() {}

  static long common(int count, int keyLength, int valueLength) {
    return ((long) valueLength << VALUE_LENGTH_SHIFT)
        | ((long) keyLength << KEY_LENGTH_SHIFT)
        | count;
  }

  private static int count(long common) {
    return (int) common & U16;
  }

  private static int keyLength(long common) {
    return (int) common >>> KEY_LENGTH_SHIFT;
  }

  private static int valueLength(long common) {
    return (int) (common >> VALUE_LENGTH_SHIFT);
  }

  /// Bytes of a block before its first key.
  static int headBytes(long common) {
    if (valueLength(common) != ANY) {
      return HEAD;
    }
    return HEAD + (keyLength(common) == 0 ? 4 : 2) * count(common);
  }

  static int count(MemorySegment segment, long block) {
    return count(segment.get(LONG, block + COMMON));
  }

  private static int u16(MemorySegment segment, long block, int slot) {
    return segment.get(SHORT, block + HEAD + 2L * slot) & U16;
  }

  static long keyAt(MemorySegment segment, long block, int slot) {
    long common = segment.get(LONG, block + COMMON);
    int valueLength = valueLength(common);
    return valueLength != ANY
        ? block + HEAD + (long) slot * (keyLength(common) + valueLength)
        : block + u16(segment, block, slot);
  }

  static int keyLength(MemorySegment segment, long block, int slot) {
    long common = segment.get(LONG, block + COMMON);
    int keyLength = keyLength(common);
    return keyLength != 0 ? keyLength : u16(segment, block, count(common) + slot);
  }

  /// The bytes of an entry, its key and its value.
  static int length(MemorySegment segment, long block, int slot) {
    long common = segment.get(LONG, block + COMMON);
    int valueLength = valueLength(common);
    if (valueLength != ANY) {
      return keyLength(common) + valueLength;
    }
    int end =
        slot + 1 < count(common)
            ? u16(segment, block, slot + 1)
            : segment.get(INT, block + BLOCK_LENGTH);
    return end - u16(segment, block, slot);
  }

  /// Whether the entries of a block fill it and have lengths that can be.
  static boolean isSound(MemorySegment segment, long block, long length) {
    long common = segment.get(LONG, block + COMMON);
    int head = headBytes(common);
    if (valueLength(common) != ANY) {
      long entries = count(common) * ((long) keyLength(common) + valueLength(common));
      return Blocks.arePossible(keyLength(common), valueLength(common)) && head + entries == length;
    }
    return head <= length
        && u16(segment, block, 0) == head
        && areOffsetsSound(segment, block, (int) length, common);
  }

  private static boolean areOffsetsSound(
      MemorySegment segment, long block, int length, long common) {
    int count = count(common);
    int sharedKeyLength = keyLength(common);
    int end = u16(segment, block, 0);
    for (int slot = 0; slot < count; slot++) {
      int start = end;
      end = slot + 1 < count ? u16(segment, block, slot + 1) : length;
      int keyLength = sharedKeyLength != 0 ? sharedKeyLength : u16(segment, block, count + slot);
      if (!Blocks.arePossible(keyLength, end - start - keyLength)) {
        return false;
      }
    }
    return true;
  }
}
