package io.cistern.metricstore;

import io.cistern.metricstore.map.Steps;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.concurrent.atomic.LongAdder;

/// Drops partitions: by age, by bytes, and when the disk is short. Running queries keep what they
/// read; the files are deleted when the last one has left.
final class Expiry {
  private final MetricStoreOptions options;
  private final StoreDirectory directory;
  private final CurrentView view;
  private final Problems problems;
  final LongAdder partitionsDropped = new LongAdder();

  Expiry(
      MetricStoreOptions options, StoreDirectory directory, CurrentView view, Problems problems) {
    this.options = options;
    this.directory = directory;
    this.view = view;
    this.problems = problems;
  }

  void run() throws IOException {
    long now = options.clock().millis();
    for (Tier tier : Tier.values()) {
      long age = options.retention().age(tier).toMillis();
      if (age > 0) {
        for (Partition p : view.get().partitions(tier).values()) {
          if (p.endMillis() <= now - age) {
            drop(p);
          }
        }
      }
    }
    if (options.retention().bytes() > 0) {
      dropToSize(options.retention().bytes());
    }
  }

  private void dropToSize(long limit) throws IOException {
    long bytes = directory.bytes();
    for (Tier tier : Tier.values()) {
      NavigableMap<Long, Partition> partitions = view.get().partitions(tier);
      while (bytes > limit && partitions.size() > 1) {
        Partition oldest = partitions.firstEntry().getValue();
        bytes -= StoreDirectory.bytes(oldest.directory());
        drop(oldest);
        partitions = view.get().partitions(tier);
      }
    }
  }

  /// Drops the oldest raw partition unless it is the newest too.
  ///
  /// @return whether there was one to drop
  boolean dropOldestRaw() throws IOException {
    NavigableMap<Long, Partition> raw = view.get().partitions(Tier.RAW);
    if (raw.size() < 2) {
      return false;
    }
    drop(raw.firstEntry().getValue());
    return true;
  }

  private void drop(Partition partition) throws IOException {
    partition.leave();
    view.change(before -> before.without(partition));
    partitionsDropped.increment();
    Steps.passed("drop.left");
    partition.delete();
  }

  /// Takes out one that somebody else deleted.
  void vanished(Partition partition) throws IOException {
    problems.vanished(partition.file());
    view.change(before -> before.without(partition));
    partition.close();
  }
}
