package io.cistern.listmap.block;

import static io.cistern.listmap.block.BlocksOfVersion2.ANY;
import static io.cistern.listmap.file.Format.ARRAY_INT;
import static io.cistern.listmap.file.Format.ARRAY_LONG;
import static io.cistern.listmap.file.Format.ARRAY_SHORT;

import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// A block of a sealed file that is being filled: entries in key order, of which it finds out what
/// lengths they have in common.
final class BlockBuilder {

  private final Checksum checksum = new Checksum();
  private byte[] entries = new byte[2 * Format.BLOCK_BYTES];
  private int length;
  private int[] starts = new int[256];
  private short[] keyLengths = new short[256];
  private int count;

  /// The length of all keys, or 0, and that of all values, or [BlocksOfVersion2#ANY].
  private int keyLength;

  private int valueLength;

  boolean isEmpty() {
    return count == 0;
  }

  boolean isFull() {
    return headBytes() + length >= Format.BLOCK_BYTES;
  }

  /// Adds an entry behind the others of a block that is not full, so that offsets of 16 bits reach.
  void add(byte[] key, MemorySegment value) {
    int bytes = (int) value.byteSize();
    makeRoom(key.length + bytes);
    keyLength = count == 0 || keyLength == key.length ? key.length : 0;
    valueLength = keyLength != 0 && (count == 0 || valueLength == bytes) ? bytes : ANY;
    starts[count] = length;
    keyLengths[count++] = (short) key.length;
    System.arraycopy(key, 0, entries, length, key.length);
    length += key.length;
    MemorySegment.copy(value, ValueLayout.JAVA_BYTE, 0, entries, length, bytes);
    length += bytes;
  }

  private void makeRoom(int bytes) {
    if (length + bytes > entries.length) {
      entries = Arrays.copyOf(entries, Math.max(2 * entries.length, length + bytes));
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      keyLengths = Arrays.copyOf(keyLengths, 2 * count);
    }
  }

  private long common() {
    return BlocksOfVersion2.common(count, keyLength, valueLength);
  }

  private int headBytes() {
    return BlocksOfVersion2.headBytes(common());
  }

  /// The bytes of the block, to be written at an offset of the file. What is added next goes into
  /// the next block.
  byte[] take(long at, int salt) {
    int head = headBytes();
    var block = new byte[(int) Format.padded((long) head + length)];
    ARRAY_INT.set(block, 0, BlocksOfVersion2.MAGIC);
    ARRAY_INT.set(block, Format.BLOCK_LENGTH, head + length);
    ARRAY_LONG.set(block, BlocksOfVersion2.COMMON, common());
    if (head > BlocksOfVersion2.HEAD) {
      writeOffsets(block, head);
    }
    System.arraycopy(entries, 0, block, head, length);
    int covered = block.length - Format.BLOCK_LENGTH;
    int value = checksum.of(MemorySegment.ofArray(block), Format.BLOCK_LENGTH, covered);
    ARRAY_INT.set(block, Format.BLOCK_CHECKSUM, value ^ Checksum.mark(salt, at));
    count = 0;
    length = 0;
    return block;
  }

  private void writeOffsets(byte[] block, int head) {
    int at = BlocksOfVersion2.HEAD;
    for (int slot = 0; slot < count; slot++, at += 2) {
      ARRAY_SHORT.set(block, at, (short) (head + starts[slot]));
    }
    for (int slot = 0; at < head; slot++, at += 2) {
      ARRAY_SHORT.set(block, at, keyLengths[slot]);
    }
  }
}
