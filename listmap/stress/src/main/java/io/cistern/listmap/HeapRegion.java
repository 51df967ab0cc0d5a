package io.cistern.listmap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// A map's bytes in the heap: quick to make and to throw away, and seen by tools that look into
/// arrays but not into mapped memory.
final class HeapRegion implements Region {

  private static final Path FILE = Path.of("heap.lm");

  private long size;

  /// An empty map in the heap, never forced.
  static ListMap map() {
    var options = ListMapOptions.defaults().withDurability(Durability.OS);
    try {
      return ListMap.open(new Heap(), FILE, options);
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
    return MemorySegment.ofArray(new long[Math.toIntExact(length / Long.BYTES)]);
  }

  @Override
  public MemorySegment view(long length) {
    throw new UnsupportedOperationException("a map of a stress test that grows");
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
  private static final class Heap implements Storage {
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
      return new HeapRegion();
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
