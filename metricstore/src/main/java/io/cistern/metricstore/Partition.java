package io.cistern.metricstore;

import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/// The sealed chunks of one stretch of time, in a directory of their own. Its map is opened when it
/// is first needed.
final class Partition {
  static final String FILE = "raw.lm";

  private final Path directory;
  private final long startMillis;
  private final long endMillis;
  private final ListMapOptions options;
  private @Nullable SharedMap shared;
  private volatile boolean settled;
  private boolean retired;

  Partition(Path directory, long startMillis, long endMillis, ListMapOptions options) {
    this.directory = directory;
    this.startMillis = startMillis;
    this.endMillis = endMillis;
    this.options = options;
  }

  Path directory() {
    return directory;
  }

  long startMillis() {
    return startMillis;
  }

  long endMillis() {
    return endMillis;
  }

  /// Enters its map; `null` if it was dropped meanwhile.
  synchronized @Nullable SharedMap acquire() throws IOException {
    if (retired) {
      return null;
    }
    if (shared == null) {
      shared = new SharedMap(ListMap.open(file(), options));
    }
    return shared.acquire() ? shared : null;
  }

  Path file() {
    return directory.resolve(FILE);
  }

  /// Whether there is nothing to pack: it is packed, or damaged.
  boolean isSettled() {
    return settled;
  }

  void settle() {
    settled = true;
  }

  /// Puts another file, forced to disk already, in the place of its own. Who reads the old map goes
  /// on; who enters from now on gets the new one.
  synchronized void replace(Path file) throws IOException {
    Files.move(file, file(), StandardCopyOption.ATOMIC_MOVE);
    StoreDirectory.force(directory);
    settled = false;
    if (shared != null) {
      shared.retire(() -> {});
      shared = null;
    }
  }

  /// Lets its map go.
  synchronized void close() throws IOException {
    retired = true;
    if (shared != null) {
      shared.retire(() -> {});
    }
  }

  /// Takes its directory out of the store, lets its map go and deletes the files once the last
  /// reader has left.
  synchronized void drop() throws IOException {
    retired = true;
    Path dropped = StoreDirectory.rename(directory);
    if (shared == null) {
      StoreDirectory.deleteTree(dropped);
    } else {
      shared.retire(() -> StoreDirectory.deleteTree(dropped));
    }
  }
}
