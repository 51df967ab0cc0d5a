package io.cistern.metricstore;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which partitions answer a range of time. For each raw partition's time it is the coarsest tier
/// that may, where that time is rolled up; else the raw partition, with the heads.
///
/// @param stretches in order of time; of raw ones those without a partition are left out
/// @param heads of the times that are answered by rows, in the order in which later ones win
record QueryPlan(List<Stretch> stretches, List<Head> heads) {

  /// What one partition answers.
  ///
  /// @param partition whose map is read
  /// @param key time of the first key that may matter
  /// @param from inclusive, epoch milliseconds
  /// @param to exclusive
  record Stretch(Partition partition, long key, long from, long to) {}

  /// The range that is to be read.
  ///
  /// @param from inclusive, epoch milliseconds: where looking back begins
  /// @param wanted where the answer begins
  /// @param to exclusive
  /// @param tiers of rollups that may answer, the coarsest first
  record Range(long from, long wanted, long to, List<Tier> tiers) {}

  static QueryPlan of(StoreView view, Range range) {
    var stretches = new ArrayList<Stretch>();
    var heads = new ArrayList<Head>();
    long length = view.rawPartitionMillis();
    for (long start : starts(view, range)) {
      long from = Math.max(start, range.from());
      long to = Math.min(start + length, range.to());
      Partition raw = usable(view.partition(Tier.RAW, start));
      boolean waiting = view.hasHead(start, start + length);
      Partition rollup =
          waiting || (raw != null && !raw.isRolled()) ? null : rollup(view, range, raw, start);
      if (rollup != null) {
        add(stretches, new Stretch(rollup, start, from, to));
      } else if (raw != null) {
        add(stretches, new Stretch(raw, from, from, to));
      }
      if (rollup == null) {
        view.heads().stream()
            .filter(head -> head.startMillis() < to && head.endMillis() > from)
            .forEach(heads::add);
      }
    }
    return new QueryPlan(stretches, heads);
  }

  /// The times of the raw partitions of which anything may be stored.
  private static NavigableSet<Long> starts(StoreView view, Range range) {
    var starts = new TreeSet<Long>();
    long length = view.rawPartitionMillis();
    for (Partition p : view.partitions()) {
      if (p.tier() == Tier.RAW || range.tiers().contains(p.tier())) {
        long first = Math.max(p.startMillis(), Math.floorDiv(range.from(), length) * length);
        long end = Math.min(p.endMillis(), range.to());
        for (long start = first; start < end; start += length) {
          starts.add(start);
        }
      }
    }
    for (Head head : view.heads()) {
      if (head.startMillis() < range.to() && head.endMillis() > range.from()) {
        starts.add(Math.floorDiv(head.startMillis(), length) * length);
      }
    }
    return starts;
  }

  private static @Nullable Partition rollup(
      StoreView view, Range range, @Nullable Partition raw, long start) {
    long end = start + view.rawPartitionMillis();
    for (Tier tier : range.tiers()) {
      boolean cut = cuts(range.wanted(), start, end, tier) || cuts(range.to(), start, end, tier);
      Partition found = usable(view.partition(tier, start));
      if (found != null && !(cut && raw != null)) {
        return found;
      }
    }
    return null;
  }

  /// Whether a bound lies within a rollup row of this time.
  private static boolean cuts(long bound, long start, long end, Tier tier) {
    return bound > start && bound < end && bound % tier.stepMillis() != 0;
  }

  private static @Nullable Partition usable(@Nullable Partition partition) {
    return partition == null || partition.problem() != null ? null : partition;
  }

  private static void add(List<Stretch> stretches, Stretch next) {
    Stretch last = stretches.isEmpty() ? null : stretches.getLast();
    if (last != null && last.partition() == next.partition() && last.to() == next.from()) {
      stretches.removeLast();
      stretches.add(new Stretch(next.partition(), last.key(), last.from(), next.to()));
    } else {
      stretches.add(next);
    }
  }
}
