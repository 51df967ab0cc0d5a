package io.cistern.metricstore;

import io.cistern.listmap.ListMap;
import io.cistern.metricstore.map.SharedMap;
import io.cistern.metricstore.map.Steps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Rolls up the raw partitions that are over and sealed and not rolled up yet.
///
/// A partition is marked as rolled up only when the rollups are forced to disk, and loses the mark
/// before anything more is put into it; until it has the mark, its rows answer. So a crash neither
/// loses nor doubles: what was interrupted is done again and writes the same keys.
final class RollupMaintenance {
  private static final List<Tier> TIERS = List.of(Tier.MINUTES_5, Tier.HOURS_1);

  private final MetricStoreOptions options;
  private final MapFiles files;
  private final CurrentView view;
  private final Roller roller;

  RollupMaintenance(
      MetricStoreOptions options,
      MapFiles files,
      EntityTable entities,
      CurrentView view,
      LongAdder damaged) {
    this.options = options;
    this.files = files;
    this.view = view;
    this.roller = new Roller(entities, damaged);
  }

  long chunksRolled() {
    return roller.chunksRolled();
  }

  /// Lets what is under way end soon; it will be done again.
  void stop() {
    roller.stop();
  }

  void run() throws IOException {
    if (!options.rollups()) {
      return;
    }
    long now = options.clock().millis();
    long delay = Appender.sealDelayMillis(options);
    for (Partition raw : view.get().partitions(Tier.RAW).values()) {
      boolean over = raw.endMillis() + delay <= now;
      if (over
          && !raw.isRolled()
          && raw.problem() == null
          && !view.get().hasHead(raw.startMillis(), raw.endMillis())) {
        roll(raw);
      }
    }
  }

  private void roll(Partition raw) throws IOException {
    long from = Math.max(0, raw.startMillis() - QueryRun.LOOK_BACK_MILLIS);
    var entered = new ArrayList<SharedMap>();
    try (Lease lease =
        Lease.of(view, new QueryPlan.Range(from, from, raw.endMillis(), List.of()))) {
      var maps = new ArrayList<ListMap>();
      for (Tier tier : TIERS) {
        SharedMap shared = partitionOf(tier, raw.startMillis());
        entered.add(shared);
        maps.add(shared.map());
      }
      if (raw.problem() != null) {
        return;
      }
      if (!roller.roll(raw, lease, from, TIERS, maps)) {
        return;
      }
      Steps.passed("roll.chunks-put");
      for (ListMap map : maps) {
        map.flush();
      }
      Steps.passed("roll.chunks-forced");
      raw.markRolled();
    } finally {
      for (SharedMap shared : entered) {
        shared.release();
      }
    }
  }

  /// The entered map of a tier; one that is damaged is set aside and begun again with what is
  /// rolled up now.
  private SharedMap partitionOf(Tier tier, long time) throws IOException {
    Partition partition = view.get().partition(tier, time);
    SharedMap shared = partition == null ? null : partition.acquireToWrite();
    if (shared != null) {
      return shared;
    }
    if (partition != null && partition.isOfLaterFormat()) {
      throw new IOException("cannot roll up into " + partition.file() + ": " + partition.problem());
    }
    if (partition != null) {
      partition.setAside();
      view.change(before -> before.without(partition));
    }
    Partition created = files.createPartition(tier, time);
    view.change(before -> before.with(created));
    SharedMap fresh = created.acquire();
    if (fresh == null) {
      throw new IOException("cannot create " + created.file() + ": " + created.problem());
    }
    return fresh;
  }
}
