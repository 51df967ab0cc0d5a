package io.cistern.metricstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/// What is done every few seconds: seals the hours that are over and drops what is expired. Its
/// monitor lets one thread do it at a time.
final class Maintenance {
  private final MetricStoreOptions options;
  private final StoreDirectory directory;
  private final MapFiles files;
  private final EntityTable entities;
  private final Appender appender;
  private final CurrentView view;
  private final Sealer sealer;
  final LongAdder partitionsDropped = new LongAdder();

  Maintenance(
      MetricStoreOptions options,
      StoreDirectory directory,
      MapFiles files,
      EntityTable entities,
      Appender appender,
      CurrentView view,
      Sealer sealer) {
    this.options = options;
    this.directory = directory;
    this.files = files;
    this.entities = entities;
    this.appender = appender;
    this.view = view;
    this.sealer = sealer;
  }

  synchronized void run() throws IOException {
    entities.flush();
    for (Head head : appender.freezeDue()) {
      seal(head);
    }
    dropExpired();
  }

  private void seal(Head head) throws IOException {
    Partition partition = partitionOf(head.startMillis());
    SharedMap shared = partition.acquire();
    if (shared == null) {
      throw new IllegalStateException(
          "partition dropped while maintained: " + partition.directory());
    }
    boolean intact;
    try {
      intact = sealer.seal(head, shared.map());
      shared.map().flush();
    } finally {
      shared.release();
    }
    entities.writeLastSeen(directory.partitionMillis());
    entities.flush();
    view.change(before -> before.without(head));
    Path file = head.file().path();
    head.shared()
        .retire(intact ? () -> Files.deleteIfExists(file) : () -> directory.setAside(file));
  }

  private Partition partitionOf(long time) throws IOException {
    long start = Math.floorDiv(time, directory.partitionMillis()) * directory.partitionMillis();
    Partition known = view.get().partitions().get(start);
    if (known != null) {
      return known;
    }
    Partition created = files.createPartition(start);
    view.change(before -> before.with(created));
    return created;
  }

  private void dropExpired() throws IOException {
    if (options.retention().isZero()) {
      return;
    }
    long expired = options.clock().millis() - options.retention().toMillis();
    for (Partition partition : view.get().partitions().headMap(expired, true).values()) {
      if (partition.endMillis() <= expired) {
        view.change(before -> before.without(partition));
        partition.drop();
        partitionsDropped.increment();
      }
    }
  }
}
