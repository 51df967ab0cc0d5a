package io.cistern.metricstore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// Watches the room on the disk and says what must not be done while there is little.
final class DiskGuard {

  /// What the room allows.
  enum Room {
    /// Everything.
    PLENTY,
    /// No rollups and no packing: less than twice the reserve is free.
    SCARCE,
    /// Raw partitions must go: less than the reserve is free.
    SHORT
  }

  private final Path directory;
  private final long reserve;
  private final FreeSpace space;
  private volatile boolean refusing;
  private volatile long free = Long.MAX_VALUE;
  private volatile Room room = Room.PLENTY;

  DiskGuard(Path directory, MetricStoreOptions options) {
    this.directory = directory;
    this.reserve = options.diskReserveBytes();
    this.space = options.freeSpace();
  }

  /// Looks again.
  Room look() throws IOException {
    free = space.bytes(directory);
    room = free < reserve ? Room.SHORT : free / 2 < reserve ? Room.SCARCE : Room.PLENTY;
    if (room != Room.SHORT) {
      refusing = false;
    }
    return room;
  }

  /// What was found when it last looked.
  Room room() {
    return room;
  }

  /// Nothing is left to be dropped.
  void refuse() {
    refusing = true;
  }

  boolean isRefusing() {
    return refusing;
  }

  void check() throws StoreFullException {
    if (refusing) {
      throw new StoreFullException(
          String.format(
              Locale.ROOT,
              "disk is nearly full: free=%d, reserve=%d, directory=%s",
              free,
              reserve,
              directory),
          null);
    }
  }
}
