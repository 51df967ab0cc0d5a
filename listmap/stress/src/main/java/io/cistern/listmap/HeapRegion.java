package io.cistern.listmap;

import io.cistern.listmap.file.Region;
import io.cistern.listmap.file.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// A map's bytes in the heap: quick to make and to throw away, and seen by tools that look into
/// arrays but not into mapped memory.
final class HeapRegion implements Region {

  private static final Path FILE = Path.of("heap.lm");

  private final MemorySegment bytes;
  private long size;

  private HeapRegion(int capacity) {
    bytes = MemorySegment.ofArray(new long[capacity / Long.BYTES]);
  }

  /// An empty map in the heap, never forced.
  ///
  /// @param capacity bytes it can grow to
  static ListMap map(int capacity) {
    var options = ListMapOptions.builder().durability(Durability.OS).build();
    try {
      return ListMap.open(new Heap(capacity), FILE, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void clear() {
    size = 0;
  }

  @Override
  public void extend(long newSize) {
    size = newSize;
  }

  @Override
  public MemorySegment map(long offset, long length) {
    return bytes.asSlice(offset, length);
  }

  @Override
  public MemorySegment view(long length) {
    return bytes.asSlice(0, length).asReadOnly();
  }

  @Override
  public void force(long offset, long length) {
    // there is no disk
  }

  @Override
  public void share() {
    // nobody else knows of it
  }

  @Override
  public void close(long keepBytes) {
    // the garbage collector does it
  }

  /// Files of one region each, that are gone when they are closed.
  private record Heap(int capacity) implements Storage {
    @Override
    public boolean exists(Path file) {
      return false;
    }

    @Override
    public Region open(Path file, boolean readOnly) {
      throw new UnsupportedOperationException("not kept: " + file);
    }

    @Override
    public Region openNew(Path file, Path temporary) {
      return new HeapRegion(capacity);
    }

    @Override
    public void rename(Path from, Path to) {
      // a region has no name
    }

    @Override
    public void forceDirectory(Path file) {
      // there is no disk
    }

    @Override
    public void delete(Path file) {
      // the garbage collector does it
    }
  }
}
