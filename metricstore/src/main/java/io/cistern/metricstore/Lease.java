package io.cistern.metricstore;

import io.cistern.listmap.ListMap;
import io.cistern.metricstore.map.SharedMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The maps that answer a range of time, kept open until this is closed. Not thread-safe.
final class Lease implements AutoCloseable {

  /// The map of a partition and what it answers.
  ///
  /// @param map its map
  /// @param tier of its rows
  /// @param key time of the first key that may matter
  /// @param from inclusive, epoch milliseconds
  /// @param to exclusive
  record Source(ListMap map, Tier tier, long key, long from, long to) {}

  private final List<SharedMap> entered = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final List<ListMap> heads = new ArrayList<>();

  private Lease() {}

  /// Enters all of them as they are at one moment.
  static Lease of(Supplier<StoreView> current, QueryPlan.Range range) throws IOException {
    while (true) {
      var lease = new Lease();
      boolean complete = false;
      try {
        complete = lease.enter(QueryPlan.of(current.get(), range));
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

  /// `false` if something of the plan is gone or turned out to be damaged: there is another plan.
  private boolean enter(QueryPlan plan) throws IOException {
    for (Head head : plan.heads()) {
      if (!head.shared().acquire()) {
        return false;
      }
      entered.add(head.shared());
      heads.add(head.map());
    }
    for (QueryPlan.Stretch stretch : plan.stretches()) {
      Partition partition = stretch.partition();
      SharedMap shared = partition.acquire();
      if (shared == null) {
        return false;
      }
      entered.add(shared);
      sources.add(
          new Source(shared.map(), partition.tier(), stretch.key(), stretch.from(), stretch.to()));
    }
    return true;
  }

  /// In order of time.
  List<Source> sources() {
    return sources;
  }

  /// In the order in which later ones win.
  List<ListMap> heads() {
    return heads;
  }

  @Override
  public void close() throws IOException {
    IOException failed = null;
    for (SharedMap map : entered) {
      try {
        map.release();
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
