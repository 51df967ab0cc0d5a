package io.cistern.metricstore;

import io.cistern.metricstore.rollup.Samples;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// Finds the rows of an entity that have a reset mark.
final class ResetMarks {
  private ResetMarks() {}

  /// Their times, ascending, from `from` to less than `to`.
  static long[] of(Entity entity, long from, long to, Supplier<StoreView> view, LongAdder damaged)
      throws IOException {
    try (Lease lease = Lease.of(view, new QueryPlan.Range(from, from, to, List.of()))) {
      var gatherer = new Gatherer(lease, from, to, Long.MAX_VALUE, () -> false, damaged);
      gatherer.gather(entity, new Samples[entity.columnCount()]);
      return Arrays.stream(gatherer.resets, 0, gatherer.resetCount)
          .filter(time -> time >= from && time < to)
          .distinct()
          .toArray();
    }
  }
}
