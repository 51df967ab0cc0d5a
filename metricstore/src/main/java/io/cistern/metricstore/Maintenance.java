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
  private final Packer packer;
  final LongAdder partitionsDropped = new LongAdder();

  Maintenance(
      MetricStoreOptions options,
      StoreDirectory directory,
      MapFiles files,
      EntityTable entities,
      Appender appender,
      CurrentView view,
      Sealer sealer,
      Packer packer) {
    this.options = options;
    this.directory = directory;
    this.files = files;
    this.entities = entities;
    this.appender = appender;
    this.view = view;
    this.sealer = sealer;
    this.packer = packer;
  }

  synchronized void run() throws IOException {
    entities.flush();
    for (Head head : appender.freezeDue()) {
      seal(head);
    }
    dropExpired();
    packOne();
  }

  /// Packs one partition that is over, if there is any: the next run finds the next one.
  private void packOne() throws IOException {
    long now = options.clock().millis();
    for (Partition partition : view.get().partitions().values()) {
      boolean over = partition.endMillis() + Appender.sealDelayMillis(options) <= now;
      if (over
          && !partition.isSettled()
          && !view.get().hasHead(partition.startMillis(), partition.endMillis())) {
        packer.pack(partition);
        return;
      }
    }
  }

  private void seal(Head head) throws IOException {
    Partition partition = partitionOf(head.startMillis());
    SharedMap shared = writable(partition);
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

  private static SharedMap writable(Partition partition) throws IOException {
    SharedMap shared = enter(partition);
    if (!shared.map().isSealed()) {
      return shared;
    }
    try {
      Packer.unpack(partition, shared.map());
    } finally {
      shared.release();
    }
    return enter(partition);
  }

  private static SharedMap enter(Partition partition) throws IOException {
    SharedMap shared = partition.acquire();
    if (shared == null) {
      throw new IllegalStateException(
          "partition dropped while maintained: " + partition.directory());
    }
    return shared;
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
