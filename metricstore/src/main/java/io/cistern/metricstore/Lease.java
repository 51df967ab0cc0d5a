package io.cistern.metricstore;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.ListMap;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The maps that hold rows of a range of time, kept open until this is closed. Not thread-safe.
final class Lease implements AutoCloseable {
  private final List<SharedMap> partitions = new ArrayList<>();
  private final List<SharedMap> heads = new ArrayList<>();

  private Lease() {}

  /// Enters all of them as they are at one moment.
  static Lease of(Supplier<StoreView> current, long from, long to, LongAdder damaged)
      throws IOException {
    while (true) {
      var lease = new Lease();
      boolean complete = false;
      try {
        complete = lease.enter(current.get(), from, to, damaged);
        if (complete) {
          return lease;
        }
      } finally {
        if (!complete) {
          lease.close();
        }
      }
    }
  }

  /// `false` if something of the view is gone already: there is a newer one.
  private boolean enter(StoreView view, long from, long to, LongAdder damaged) throws IOException {
    for (Head head : view.heads()) {
      if (head.startMillis() < to && head.endMillis() > from) {
        if (!head.shared().acquire()) {
          return false;
        }
        heads.add(head.shared());
      }
    }
    for (Partition partition : view.partitions().values()) {
      if (partition.startMillis() < to && partition.endMillis() > from) {
        try {
          SharedMap shared = partition.acquire();
          if (shared == null) {
            return false;
          }
          partitions.add(shared);
        } catch (CorruptFileException | NoSuchFileException _) { // counted; the others answer
          damaged.increment();
        }
      }
    }
    return true;
  }

  List<ListMap> partitions() {
    return partitions.stream().map(SharedMap::map).toList();
  }

  /// In the order in which later ones win.
  List<ListMap> heads() {
    return heads.stream().map(SharedMap::map).toList();
  }

  @Override
  public void close() throws IOException {
    IOException failed = release(heads, null);
    failed = release(partitions, failed);
    if (failed != null) {
      throw failed;
    }
  }

  private static @Nullable IOException release(List<SharedMap> maps, @Nullable IOException before) {
    IOException failed = before;
    for (SharedMap map : maps) {
      try {
        map.release();
      } catch (IOException e) {
        failed = e;
      }
    }
    return failed;
  }
}
