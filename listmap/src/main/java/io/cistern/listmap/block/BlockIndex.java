package io.cistern.listmap.block;

import static io.cistern.listmap.file.Format.ARRAY_INT;
import static io.cistern.listmap.file.Format.ARRAY_LONG;
import static io.cistern.listmap.file.Format.INT;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.order.Guess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;

/// Where the blocks of a sealed file are, and which keys each has: those from its separator up to
/// the next block's. A separator is the shortest start of the block's first key that is above the
/// last key of the block before; the first block's is empty.
///
/// @param offsets of the blocks, ascending
/// @param prefixes the first eight bytes of each separator
/// @param ends where each separator ends in the last array
/// @param separators one behind the other
record BlockIndex(long[] offsets, long[] prefixes, int[] ends, byte[] separators) {

  /// "LIdx".
  private static final int MAGIC = 0x7864494c;

  private static final int CHECKSUM = 4;
  private static final int COUNT = 8;
  private static final int SEPARATOR_BYTES = 12;
  private static final int ARRAYS = 16;
  private static final int BYTES_PER_BLOCK = 8 + 8 + 4;

  int blocks() {
    return offsets.length;
  }

  /// The block that has a key if any has.
  ///
  /// @return -1 if the index turns out not to be one, whatever its checksum says
  int floor(byte[] key, long prefix) {
    int at = Guess.firstAtOrAfter(prefixes, prefixes.length, prefix);
    int low = at - 1; // the block before the ties
    int high = at;
    for (int step = 1; high < prefixes.length && prefixes[high] == prefix; step <<= 1) {
      high = Math.min(prefixes.length, high + step);
    }
    high--;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      int from = middle == 0 ? 0 : ends[middle - 1];
      int to = ends[middle];
      if (from < 0 || from > to || to > separators.length) {
        return -1;
      }
      if (prefixes[middle] == prefix
          && Arrays.compareUnsigned(key, 0, key.length, separators, from, to) >= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return Math.max(0, low);
  }

  /// Reads the index.
  ///
  /// @param segment the file
  /// @param from where the index starts; it ends with the file
  /// @throws CorruptFileException if it is damaged
  static BlockIndex decode(Path file, MemorySegment segment, long from, int salt)
      throws CorruptFileException {
    long length = segment.byteSize() - from;
    if (from < Format.START || length < ARRAYS || segment.get(INT, from) != MAGIC) {
      throw new CorruptFileException(file, from, "no index where the header says");
    }
    int stored = segment.get(INT, from + CHECKSUM) ^ Checksum.mark(salt, from);
    int count = segment.get(INT, from + COUNT);
    int bytes = segment.get(INT, from + SEPARATOR_BYTES);
    if (new Checksum().of(segment, from + COUNT, length - COUNT) != stored
        || count < 0
        || bytes < 0
        || length != ARRAYS + (long) count * BYTES_PER_BLOCK + bytes) {
      throw new CorruptFileException(file, from, "index checksum");
    }
    var offsets = new long[count];
    var prefixes = new long[count];
    var ends = new int[count];
    var separators = new byte[bytes];
    long at = from + ARRAYS;
    MemorySegment.copy(segment, Format.LONG, at, offsets, 0, count);
    MemorySegment.copy(segment, Format.LONG, at + 8L * count, prefixes, 0, count);
    MemorySegment.copy(segment, INT, at + 16L * count, ends, 0, count);
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, at + 20L * count, separators, 0, bytes);
    return new BlockIndex(offsets, prefixes, ends, separators);
  }

  /// Collects an index while the blocks are written.
  static final class Builder {
    private final ByteArrayOutputStream separators = new ByteArrayOutputStream();
    private long[] offsets = new long[64];
    private long[] prefixes = new long[64];
    private int[] ends = new int[64];
    private int count;

    /// Adds the next block.
    ///
    /// @param last the last key of the block before
    /// @param first the first key of this block
    void add(long offset, byte[] last, byte[] first) throws IOException {
      if (count == offsets.length) {
        offsets = Arrays.copyOf(offsets, 2 * count);
        prefixes = Arrays.copyOf(prefixes, 2 * count);
        ends = Arrays.copyOf(ends, 2 * count);
      }
      int length = count == 0 ? 0 : Arrays.mismatch(last, first) + 1;
      if ((long) separators.size() + length > Integer.MAX_VALUE - CHECKSUM) {
        throw new IOException("keys too long for an index: blocks=" + count);
      }
      separators.write(first, 0, length);
      offsets[count] = offset;
      prefixes[count] = Format.prefix(first, 0, length);
      ends[count++] = separators.size();
    }

    int count() {
      return count;
    }

    long last() {
      return count == 0 ? 0 : offsets[count - 1];
    }

    /// The bytes of the index, to be written at an offset.
    byte[] encode(long at, int salt) {
      var bytes =
          new byte[Math.toIntExact(ARRAYS + (long) count * BYTES_PER_BLOCK + separators.size())];
      ARRAY_INT.set(bytes, 0, MAGIC);
      ARRAY_INT.set(bytes, COUNT, count);
      ARRAY_INT.set(bytes, SEPARATOR_BYTES, separators.size());
      for (int i = 0; i < count; i++) {
        ARRAY_LONG.set(bytes, ARRAYS + 8 * i, offsets[i]);
        ARRAY_LONG.set(bytes, ARRAYS + 8 * (count + i), prefixes[i]);
        ARRAY_INT.set(bytes, ARRAYS + 16 * count + 4 * i, ends[i]);
      }
      System.arraycopy(
          separators.toByteArray(), 0, bytes, ARRAYS + BYTES_PER_BLOCK * count, separators.size());
      var checksum = new Checksum();
      var segment = MemorySegment.ofArray(bytes);
      ARRAY_INT.set(
          bytes,
          CHECKSUM,
          checksum.of(segment, COUNT, bytes.length - COUNT) ^ Checksum.mark(salt, at));
      return bytes;
    }
  }
}
