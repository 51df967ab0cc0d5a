package io.cistern.listmap;

import static io.cistern.listmap.Format.ARRAY_INT;
import static io.cistern.listmap.Format.BLOCK_OFFSETS;
import static io.cistern.listmap.Format.ENTRY_HEADER;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;

/// Writes a sealed file: entries in key order into blocks, then their index, then the headers.
final class SealedFile {

  private final Path file;
  private final Space space;
  private final UUID id = UUID.randomUUID();
  private final int salt = (int) id.getLeastSignificantBits();
  private final Reading reading = new Reading();
  private final BlockIndex.Builder index = new BlockIndex.Builder();
  private long at = Format.START;
  private long entries;
  private long entryBytes;

  // The block that is being filled: its entries, and the offset of each from the first.

  private byte[] body = new byte[2 * Format.BLOCK_BYTES];
  private int length;
  private int[] offsets = new int[256];
  private int count;
  private byte[] firstKey = {};
  private byte[] lastKey = {};
  private byte[] lastKeyBefore = {};

  private SealedFile(Path file, Region region) throws IOException {
    this.file = file;
    try {
      region.extend(Format.INITIAL_BYTES);
    } catch (IOException e) {
      throw new MapFullException(file, "no room for a sealed file", e);
    }
    this.space = new Space(region, Format.INITIAL_BYTES);
  }

  /// Writes all entries that a cursor has, and forces them.
  ///
  /// @return the length of the file
  /// @throws MapFullException if the disk is full
  static long write(Path file, Region region, Cursor from) throws IOException {
    var sealed = new SealedFile(file, region);
    for (boolean found = from.first(); found; found = from.next()) {
      sealed.add(from.keyBytes(), from.value());
    }
    return sealed.finish();
  }

  private void add(byte[] key, MemorySegment value) throws IOException {
    int valueLength = (int) value.byteSize();
    int bytes = ENTRY_HEADER + key.length + valueLength;
    if (length + bytes > body.length) {
      body = Arrays.copyOf(body, Math.max(2 * body.length, length + bytes));
    }
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
    }
    if (count == 0) {
      firstKey = key;
    }
    lastKey = key;
    offsets[count++] = length;
    ARRAY_INT.set(body, length, valueLength);
    body[length + 4] = (byte) key.length;
    body[length + 5] = (byte) (key.length >>> 8);
    System.arraycopy(key, 0, body, length + ENTRY_HEADER, key.length);
    int valueAt = length + ENTRY_HEADER + key.length;
    MemorySegment.copy(value, ValueLayout.JAVA_BYTE, 0, body, valueAt, valueLength);
    length += bytes;
    entries++;
    entryBytes += bytes;
    if (BLOCK_OFFSETS + 4 * count + length >= Format.BLOCK_BYTES) {
      writeBlock();
    }
  }

  private void writeBlock() throws IOException {
    int head = BLOCK_OFFSETS + 4 * count;
    var block = new byte[(int) Format.padded((long) head + length)];
    ARRAY_INT.set(block, 0, Format.BLOCK_MAGIC);
    ARRAY_INT.set(block, Format.BLOCK_LENGTH, block.length);
    ARRAY_INT.set(block, Format.BLOCK_COUNT, count);
    for (int i = 0; i < count; i++) {
      ARRAY_INT.set(block, BLOCK_OFFSETS + 4 * i, head + offsets[i]);
    }
    System.arraycopy(body, 0, block, head, length);
    int covered = block.length - Format.BLOCK_LENGTH;
    int checksum =
        reading.checksum(MemorySegment.ofArray(block), Format.BLOCK_LENGTH, covered)
            ^ Records.mark(salt, at);
    ARRAY_INT.set(block, Format.BLOCK_CHECKSUM, checksum);
    index.add(at, lastKeyBefore, firstKey);
    append(block);
    space.region().step("seal.block");
    lastKeyBefore = lastKey;
    count = 0;
    length = 0;
  }

  private void append(byte[] bytes) throws IOException {
    if (space.capacity() - at < bytes.length) {
      try {
        space.grow(bytes.length);
      } catch (IOException e) {
        throw new MapFullException(file, "no room to grow by " + bytes.length + " bytes", e);
      }
    }
    for (int done = 0; done < bytes.length; ) {
      var window = space.window(at);
      int n = (int) Math.min(bytes.length - done, window.end - at);
      MemorySegment.copy(bytes, done, window.segment, ValueLayout.JAVA_BYTE, at - window.base, n);
      done += n;
      at += n;
    }
  }

  private long finish() throws IOException {
    if (count > 0) {
      writeBlock();
    }
    long indexAt = at;
    append(index.encode(at, salt));
    space.region().force(0, at);
    space.region().step("seal.forced");
    for (int generation = 0; generation < 2; generation++) {
      Header.sealed(generation, id, at, index, indexAt, entries, entryBytes).write(space);
    }
    space.region().force(0, Format.START);
    space.region().step("seal.headers");
    return at;
  }
}
