package io.cistern.app.metrics;

import java.util.List;

/// The counters of one entity as one sample brought them, on the way to the store.
///
/// @param timeMillis when they were sent, by the agent's clock in our time, epoch milliseconds
/// @param isReset whether what was counted since the row before is not known: the counters began
///   again, or are of another port
/// @param parts one for each record of the sample
public record CounterRow(EntityId entity, long timeMillis, boolean isReset, List<Part> parts) {
  /// Copies the list.
  public CounterRow {
    parts = List.copyOf(parts);
  }

  /// The same row where the counters turned out to go on.
  CounterRow withoutReset() {
    return new CounterRow(entity, timeMillis, false, parts);
  }

  /// One record. The arrays are written once, before the row is handed on.
  public static final class Part {
    private final RecordPlan plan;
    private final long[] values;
    private final boolean[] present;

    Part(RecordPlan plan, long[] values, boolean[] present) {
      this.plan = plan;
      this.values = values;
      this.present = present;
    }

    /// What the values are.
    public RecordPlan plan() {
      return plan;
    }

    /// Whether the agent knows a value, by its place.
    public boolean isPresent(int index) {
      return present[index];
    }

    /// The 64 bits of a value, by its place; of a double its bits.
    public long value(int index) {
      return values[index];
    }

    /// The same, -1 where the agent does not know it.
    public long valueOrAbsent(int index) {
      return present[index] ? values[index] : -1;
    }
  }
}
