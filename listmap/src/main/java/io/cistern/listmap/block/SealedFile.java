package io.cistern.listmap.block;

import io.cistern.listmap.MapFullException;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Header;
import io.cistern.listmap.file.Region;
import io.cistern.listmap.file.Space;
import io.cistern.listmap.order.Position;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.UUID;

/// Writes a sealed file: entries in key order into blocks, then their index, then the headers.
public final class SealedFile {

  private final Path file;
  private final Space space;
  private final UUID id = UUID.randomUUID();
  private final int salt = (int) id.getLeastSignificantBits();
  private final BlockIndex.Builder index = new BlockIndex.Builder();
  private long at = Format.START;
  private long entries;
  private long entryBytes;

  private final BlockBuilder block = new BlockBuilder();
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

  /// Writes all entries, and forces them.
  ///
  /// @param from which checks them anew: damage must not get a right checksum here
  /// @return the length of the file
  /// @throws MapFullException if the disk is full
  public static long write(Path file, Region region, Position from) throws IOException {
    var sealed = new SealedFile(file, region);
    for (boolean found = from.first(); found; found = from.next()) {
      sealed.add(from.keyBytes(), from.value());
    }
    return sealed.finish();
  }

  private void add(byte[] key, MemorySegment value) throws IOException {
    if (block.isEmpty()) {
      firstKey = key;
    }
    block.add(key, value);
    lastKey = key;
    entries++;
    entryBytes += key.length + value.byteSize();
    if (block.isFull()) {
      writeBlock();
    }
  }

  private void writeBlock() throws IOException {
    var bytes = block.take(at, salt);
    index.add(at, lastKeyBefore, firstKey);
    append(bytes);
    space.region().step("seal.block");
    lastKeyBefore = lastKey;
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
    if (!block.isEmpty()) {
      writeBlock();
    }
    long indexAt = at;
    append(index.encode(at, salt));
    space.region().force(0, at);
    space.region().step("seal.forced");
    for (int generation = 0; generation < 2; generation++) {
      Header.sealed(generation, id, at, index.count(), index.last(), indexAt, entries, entryBytes)
          .write(space);
    }
    space.region().force(0, Format.START);
    space.region().step("seal.headers");
    return at;
  }
}
