package io.cistern.metricstore;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What an open store holds, and what it did since it was opened. It tells what is so when it is
/// asked, each thing by itself: two that are asked one after the other may have changed between.
/// Asking takes no lock, reads no file and makes nothing; any thread may.
public final class StoreStats {
  private final StoreDirectory directory;
  private final EntityTable entities;
  private final CurrentView view;
  private final Appender appender;
  private final Sealer sealer;
  private final RollupMaintenance rollups;
  private final Expiry expiry;
  private final DiskGuard disk;
  private final Problems problems;
  private final LongAdder damaged;

  StoreStats(
      StoreDirectory directory,
      EntityTable entities,
      CurrentView view,
      Appender appender,
      Sealer sealer,
      RollupMaintenance rollups,
      Expiry expiry,
      DiskGuard disk,
      Problems problems,
      LongAdder damaged) {
    this.directory = directory;
    this.entities = entities;
    this.view = view;
    this.appender = appender;
    this.sealer = sealer;
    this.rollups = rollups;
    this.expiry = expiry;
    this.disk = disk;
    this.problems = problems;
    this.damaged = damaged;
  }

  /// Known entities.
  ///
  /// @return their number
  public int entities() {
    return entities.size();
  }

  /// Columns of all entities.
  ///
  /// @return their number
  public long series() {
    return entities.columns();
  }

  /// Files of rows that are not sealed yet, one an hour as a rule.
  ///
  /// @return their number
  public int heads() {
    return view.get().heads().size();
  }

  /// Directories of sealed chunks, or of rollups.
  ///
  /// @param tier which
  /// @return their number
  public int partitions(Tier tier) {
    return view.get().partitions(tier).size();
  }

  /// Accepted rows.
  ///
  /// @return their number
  public long rowsAppended() {
    return appender.rowsAppended.sum();
  }

  /// Values in the accepted rows.
  ///
  /// @return their number
  public long samplesAppended() {
    return appender.samplesAppended.sum();
  }

  /// Accepted rows whose time the entity had already in the head; the later values won.
  ///
  /// @return their number
  public long rowsReplaced() {
    return appender.rowsReplaced.sum();
  }

  /// Rows refused because they were older than the lateness window.
  ///
  /// @return their number
  public long rowsLate() {
    return appender.rowsLate.sum();
  }

  /// Rows refused because they were too far ahead of the clock.
  ///
  /// @return their number
  public long rowsFuture() {
    return appender.rowsFuture.sum();
  }

  /// Rows refused because the disk was full or nearly so.
  ///
  /// @return their number
  public long rowsLowDisk() {
    return appender.rowsLowDisk.sum();
  }

  /// New entities, columns, labels and hours refused by [Limits].
  ///
  /// @return their number
  public long refusedByLimit() {
    return entities.refusals().count();
  }

  /// What [Limits] refused, by source; beyond 1,000 sources under the empty name.
  ///
  /// @return immutable; made anew only after something was refused
  public Map<String, Long> refusedBySource() {
    return entities.refusals().bySource();
  }

  /// Chunks of rows that were written.
  ///
  /// @return their number
  public long chunksSealed() {
    return sealer.chunksSealed();
  }

  /// Rows in the chunks that were written.
  ///
  /// @return their number
  public long rowsSealed() {
    return sealer.rowsSealed();
  }

  /// Chunks of rollups that were written.
  ///
  /// @return their number
  public long chunksRolled() {
    return rollups.chunksRolled();
  }

  /// Partitions dropped by retention, or because the disk was short.
  ///
  /// @return their number
  public long partitionsDropped() {
    return expiry.partitionsDropped.sum();
  }

  /// Rows and chunks that could not be decoded and were left out of an answer or a chunk.
  ///
  /// @return their number
  public long damaged() {
    return damaged.sum();
  }

  /// Partitions that vanished (the first 100) or cannot be read, and files that were set aside as
  /// damaged, in words; the others answer. What happens to files behind the store's back is seen by
  /// the next [MetricStore#maintain()].
  ///
  /// @return immutable; the same list as long as nothing changes
  public List<String> problems() {
    return problems.now();
  }

  /// Whether rows are refused until there is more room on the disk.
  ///
  /// @return `true` if they are
  public boolean lowDisk() {
    return disk.isRefusing();
  }

  /// Bytes of all files of the store, when it was opened or last maintained.
  ///
  /// @return their number
  public long bytes() {
    return directory.lastBytes();
  }
}
