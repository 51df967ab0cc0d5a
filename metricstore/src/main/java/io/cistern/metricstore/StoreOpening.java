package io.cistern.metricstore;

import io.cistern.listmap.CorruptFileException;
import io.cistern.metricstore.map.SharedMap;
import io.cistern.metricstore.map.Steps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Finds what a store's directory holds when it is opened, and learns from it what `entities.lm`
/// may not have kept when the power failed.
final class StoreOpening {
  private final StoreDirectory directory;
  private final MapFiles files;
  private final EntityTable entities;
  private final LongAdder damaged;

  StoreOpening(StoreDirectory directory, MapFiles files, EntityTable entities, LongAdder damaged) {
    this.directory = directory;
    this.files = files;
    this.entities = entities;
    this.damaged = damaged;
  }

  void open(CurrentView view) throws IOException {
    var partitions = new ArrayList<Partition>();
    for (Tier tier : Tier.values()) {
      for (StoreDirectory.Named named : directory.partitions(tier)) {
        partitions.add(files.partition(tier, named));
      }
    }
    var heads = new ArrayList<Head>();
    try {
      for (StoreDirectory.Named named : directory.heads()) {
        Head head = openHead(named);
        if (head != null) {
          heads.add(head);
          new HeadRecovery(entities, damaged).recover(head);
        }
      }
      view.change(_ -> StoreView.of(heads, partitions, directory.partitionMillis()));
      var raw = view.get().partitions(Tier.RAW);
      if (!raw.isEmpty()) {
        recoverLastSeen(raw.lastEntry().getValue());
      }
      Steps.passed("open.recovered");
      entities.flush();
      files.problems().look(view.get(), directory);
      directory.bytes();
    } catch (IOException | RuntimeException e) {
      closeAll(heads, e);
      throw e;
    }
  }

  private static void closeAll(List<Head> heads, Exception cause) {
    for (Head head : heads) {
      try {
        head.shared().retire();
      } catch (IOException | RuntimeException e) {
        cause.addSuppressed(e);
      }
    }
  }

  private @Nullable Head openHead(StoreDirectory.Named named) throws IOException {
    try {
      return files.openHead(named);
    } catch (CorruptFileException _) { // counted and kept for salvage; the others answer
      damaged.increment();
      StoreDirectory.setAside(named.path());
      return null;
    }
  }

  /// The heads know the latest rows of whoever sent any within the hour; of the others the newest
  /// partition does.
  private void recoverLastSeen(Partition newest) throws IOException {
    SharedMap shared = newest.acquire();
    if (shared != null) {
      try {
        new HeadRecovery(entities, damaged).recoverLastSeen(shared.map());
      } finally {
        shared.release();
      }
    }
  }
}
