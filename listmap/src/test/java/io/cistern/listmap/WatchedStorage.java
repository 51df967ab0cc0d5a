package io.cistern.listmap;

import io.cistern.listmap.file.Region;
import io.cistern.listmap.file.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// A storage that is another one, watched.
abstract class WatchedStorage implements Storage {

  /// The steps of writing, that a life of some length passes all.
  static final String[] STEPS = {
    "batch.before-commit",
    "create.forced",
    "create.leaf",
    "file.before-rename",
    "file.published",
    "file.renamed",
    "header.forced",
    "header.written",
    "leaf.after-split",
    "leaf.before-split",
    "leaf.half-linked",
    "log.appended",
    "log.before-checksum",
    "seal.block",
    "seal.forced",
    "seal.headers",
    "space.extended",
    "write.entered",
  };

  private final Storage files;

  WatchedStorage(Storage files) {
    this.files = files;
  }

  /// A step of a protocol is passed.
  void passed(String step) {}

  /// A force is about to begin.
  void forcing(long offset) {}

  /// A force has ended, after so long.
  void forced(long nanos) {}

  @Override
  public boolean exists(Path file) {
    return files.exists(file);
  }

  @Override
  public Region open(Path file, boolean readOnly) throws IOException {
    return new WatchedRegion(files.open(file, readOnly));
  }

  @Override
  public Region openNew(Path file, Path temporary) throws IOException {
    return new WatchedRegion(files.openNew(file, temporary));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    files.rename(from, to);
  }

  @Override
  public void forceDirectory(Path file) throws IOException {
    files.forceDirectory(file);
  }

  @Override
  public void delete(Path file) throws IOException {
    files.delete(file);
  }

  private final class WatchedRegion implements Region {
    private final Region region;

    WatchedRegion(Region region) {
      this.region = region;
    }

    @Override
    public long size() {
      return region.size();
    }

    @Override
    public void clear() throws IOException {
      region.clear();
    }

    @Override
    public void extend(long newSize) throws IOException {
      region.extend(newSize);
    }

    @Override
    public MemorySegment map(long offset, long length) throws IOException {
      return region.map(offset, length);
    }

    @Override
    public MemorySegment view(long length) throws IOException {
      return region.view(length);
    }

    @Override
    public void force(long offset, long length) throws IOException {
      forcing(offset);
      long start = System.nanoTime();
      region.force(offset, length);
      forced(System.nanoTime() - start);
    }

    @Override
    public void share() throws IOException {
      region.share();
    }

    @Override
    public void close(long keepBytes) throws IOException {
      region.close(keepBytes);
    }

    @Override
    public void step(String name) {
      region.step(name);
      passed(name);
    }
  }
}
