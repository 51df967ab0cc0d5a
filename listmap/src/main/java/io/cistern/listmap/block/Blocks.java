package io.cistern.listmap.block;

import static io.cistern.listmap.file.Format.BLOCK_CHECKSUM;
import static io.cistern.listmap.file.Format.BLOCK_LENGTH;
import static io.cistern.listmap.file.Format.INT;

import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import java.lang.foreign.MemorySegment;

/// The bytes of the blocks of a sealed file, of either version, and of their entries. An entry is
/// named by a number: in version 1 by the offset of its header, and a high bit; in version 2 by the
/// offset of its block, a multiple of 4, without the lowest two bits, and its slot in 16. What is
/// asked of one must lie in a block that has been checked.
public final class Blocks {

  /// A block of version 1 with the shortest of entries is longer than a head of version 2.
  private static final int SHORTEST = BlocksOfVersion2.HEAD;

  private static final long VERSION_1 = 1L << 62;
  private static final int SLOT_BITS = 16;
  private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;

  private Blocks() {}

  private static boolean isOfVersion1(MemorySegment segment, long block) {
    return segment.get(INT, block) == BlocksOfVersion1.MAGIC;
  }

  /// The bytes a block says it takes, a multiple of 4, or 0 if there is none at this offset.
  public static long length(MemorySegment segment, long from, long limit) {
    if (limit - from < SHORTEST
        || (segment.get(INT, from) != BlocksOfVersion2.MAGIC && !isOfVersion1(segment, from))) {
      return 0;
    }
    long length = Format.padded(Integer.toUnsignedLong(segment.get(INT, from + BLOCK_LENGTH)));
    return length < SHORTEST || length > limit - from ? 0 : length;
  }

  /// Checks that there is a block between two offsets of the file: its checksum, and that its
  /// entries lie within it.
  ///
  /// @return the number of its entries, 0 if it is damaged
  static int check(Checksum checksum, MemorySegment segment, long from, long end, int salt) {
    if (length(segment, from, end) != end - from) {
      return 0;
    }
    int stored = segment.get(INT, from + BLOCK_CHECKSUM) ^ Checksum.mark(salt, from);
    if (checksum.of(segment, from + BLOCK_LENGTH, end - from - BLOCK_LENGTH) != stored) {
      return 0;
    }
    int count = count(segment, from);
    return count > 0 && isSound(segment, from, count) ? count : 0;
  }

  private static boolean isSound(MemorySegment segment, long block, int count) {
    long length = Integer.toUnsignedLong(segment.get(INT, block + BLOCK_LENGTH));
    return isOfVersion1(segment, block)
        ? BlocksOfVersion1.isSound(segment, block, length, count)
        : BlocksOfVersion2.isSound(segment, block, length);
  }

  /// Whether a key and a value of these lengths can have been put.
  static boolean arePossible(int keyLength, int valueLength) {
    return keyLength > 0
        && keyLength <= Format.MAX_KEY_BYTES
        && valueLength >= 0
        && valueLength <= Format.MAX_VALUE_BYTES;
  }

  static int count(MemorySegment segment, long block) {
    return isOfVersion1(segment, block)
        ? BlocksOfVersion1.count(segment, block)
        : BlocksOfVersion2.count(segment, block);
  }

  /// The entry in a slot of a block.
  static long entry(MemorySegment segment, long block, int slot) {
    return isOfVersion1(segment, block)
        ? VERSION_1 | BlocksOfVersion1.header(segment, block, slot)
        : ((block >>> 2) << SLOT_BITS) | slot;
  }

  private static boolean isOfVersion1(long entry) {
    return entry >= VERSION_1;
  }

  private static long header(long entry) {
    return entry ^ VERSION_1;
  }

  private static long block(long entry) {
    return (entry >>> SLOT_BITS) << 2;
  }

  private static int slot(long entry) {
    return (int) entry & SLOT_MASK;
  }

  /// Where in the file the key of an entry is. Its value is directly behind it.
  public static long keyAt(MemorySegment segment, long entry) {
    return isOfVersion1(entry)
        ? BlocksOfVersion1.keyAt(header(entry))
        : BlocksOfVersion2.keyAt(segment, block(entry), slot(entry));
  }

  public static int keyLength(MemorySegment segment, long entry) {
    return isOfVersion1(entry)
        ? BlocksOfVersion1.keyLength(segment, header(entry))
        : BlocksOfVersion2.keyLength(segment, block(entry), slot(entry));
  }

  public static int valueLength(MemorySegment segment, long entry) {
    return isOfVersion1(entry)
        ? BlocksOfVersion1.valueLength(segment, header(entry))
        : BlocksOfVersion2.length(segment, block(entry), slot(entry)) - keyLength(segment, entry);
  }
}
