package io.cistern.metricstore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a store does without, in words. Reading takes no lock.
final class Problems {
  private static final int VANISHED_LISTED = 100;

  private final List<String> vanished = new ArrayList<>();
  private volatile List<String> now = List.of();

  /// All of them; the same list as long as nothing changes.
  List<String> now() {
    return now;
  }

  /// Adds a partition that somebody else deleted and the store lets go.
  synchronized void vanished(Path file) {
    if (vanished.size() < VANISHED_LISTED) {
      vanished.add(file + ": vanished");
    }
  }

  /// Adds a file that turned out not to be readable.
  synchronized void found(Path file, String what) {
    var more = new ArrayList<>(now);
    more.add(file + ": " + what);
    now = List.copyOf(more);
  }

  /// Looks at what there is now.
  synchronized void look(StoreView view, StoreDirectory directory) throws IOException {
    var all = new ArrayList<>(vanished);
    for (Partition partition : view.partitions()) {
      String problem = partition.problem();
      if (problem != null) {
        all.add(partition.file() + ": " + problem);
      }
    }
    for (Path file : directory.aside()) {
      all.add(file + ": set aside as damaged: a salvage finds what of it is intact");
    }
    now = List.copyOf(all);
  }
}
