package io.cistern.metricstore;

import io.cistern.metricstore.map.SharedMap;
import io.cistern.metricstore.map.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is done every few seconds: seals the hours that are over, rolls up the partitions that are,
/// drops what is expired or more than the disk holds. Its monitor lets one thread do it at a time.
final class Maintenance {

  /// One thing to do, which must not keep the others from being done.
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private final MetricStoreOptions options;
  private final StoreDirectory directory;
  private final MapFiles files;
  private final EntityTable entities;
  private final Appender appender;
  private final CurrentView view;
  private final DiskGuard disk;
  private final Sealer sealer;
  private final Packer packer;
  private final RollupMaintenance rollups;
  private final Expiry expiry;

  Maintenance(
      MetricStoreOptions options,
      StoreDirectory directory,
      MapFiles files,
      EntityTable entities,
      Appender appender,
      CurrentView view,
      DiskGuard disk,
      Sealer sealer,
      Packer packer,
      RollupMaintenance rollups,
      Expiry expiry) {
    this.options = options;
    this.directory = directory;
    this.files = files;
    this.entities = entities;
    this.appender = appender;
    this.view = view;
    this.disk = disk;
    this.sealer = sealer;
    this.packer = packer;
    this.rollups = rollups;
    this.expiry = expiry;
  }

  synchronized void run() throws IOException {
    @Nullable IOException failed = attempt(this::lookAtDisk, null);
    failed = attempt(this::dropVanished, failed);
    failed = attempt(entities::flush, failed);
    for (Head head : appender.freezeDue()) {
      failed = attempt(() -> seal(head), failed);
    }
    if (disk.room() == DiskGuard.Room.PLENTY) {
      failed = attempt(rollups::run, failed);
    }
    failed = attempt(expiry::run, failed);
    if (disk.room() == DiskGuard.Room.PLENTY) {
      failed = attempt(this::packOne, failed);
    }
    failed = attempt(this::lookAtFiles, failed);
    if (failed != null) {
      throw failed;
    }
  }

  private static @Nullable IOException attempt(Step step, @Nullable IOException before) {
    try {
      step.run();
      return before;
    } catch (IOException e) { // thrown when the others are done
      if (before != null) {
        e.addSuppressed(before);
      }
      return e;
    }
  }

  /// For those who ask for statistics.
  private void lookAtFiles() throws IOException {
    directory.bytes();
    files.problems().look(view.get(), directory);
  }

  private void lookAtDisk() throws IOException {
    if (disk.look() == DiskGuard.Room.SHORT && !expiry.dropOldestRaw()) {
      disk.refuse();
    }
  }

  /// Does without the partitions whose files are no longer there: what is put into them would be
  /// gone.
  private void dropVanished() throws IOException {
    for (Partition partition : view.get().partitions()) {
      if (!Files.exists(partition.file())) {
        expiry.vanished(partition);
      }
    }
  }

  /// Packs one partition that is over, if there is any: the next run finds the next one.
  private void packOne() throws IOException {
    long now = options.clock().millis();
    for (Partition partition : view.get().partitions(Tier.RAW).values()) {
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
    partition.unmarkRolled();
    Steps.passed("seal.mark-removed");
    SharedMap shared = writable(partition);
    boolean intact;
    try {
      intact = sealer.seal(head, shared.map());
      Steps.passed("seal.chunks-put");
      shared.map().flush();
    } finally {
      shared.release();
    }
    Steps.passed("seal.chunks-forced");
    entities.writeTimes(directory.partitionMillis());
    entities.flush();
    Steps.passed("seal.entities-forced");
    remove(head.file().path(), intact);
    Steps.passed("seal.head-deleted");
    view.change(before -> before.without(head));
    Steps.passed("seal.head-left");
    head.shared().retire();
  }

  /// While it is open, and for good before it is closed: where a file system hands out the blocks
  /// of a deleted file at once, a power failure would bring its name back with other bytes.
  private static void remove(Path head, boolean intact) throws IOException {
    if (intact) {
      Files.deleteIfExists(head);
    } else if (Files.exists(head)) {
      StoreDirectory.setAside(head);
    }
    StoreDirectory.force(Objects.requireNonNull(head.getParent()));
  }

  private SharedMap writable(Partition partition) throws IOException {
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

  /// One that is damaged is set aside with what it has; the next run begins another. One of a later
  /// format stays, and so does the head.
  private SharedMap enter(Partition partition) throws IOException {
    SharedMap shared = partition.acquireToWrite();
    if (shared == null) {
      if (!partition.isOfLaterFormat()) {
        partition.setAside();
        view.change(before -> before.without(partition));
      }
      throw new IOException("cannot seal into " + partition.file() + ": " + partition.problem());
    }
    return shared;
  }

  private Partition partitionOf(long time) throws IOException {
    Partition known = view.get().partition(Tier.RAW, time);
    if (known != null) {
      return known;
    }
    Partition created = files.createPartition(Tier.RAW, time);
    view.change(before -> before.with(created));
    return created;
  }
}
