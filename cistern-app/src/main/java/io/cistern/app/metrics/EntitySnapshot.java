package io.cistern.app.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that is known of one entity now. Immutable.
///
/// @param timeMillis when the last of it was sent, by the agent's clock in our time, epoch
///   milliseconds
/// @param speedIsWrong whether it is an interface that carries more than its ifSpeed
/// @param records the last record of each structure that it reported
public record EntitySnapshot(
    EntityId id, long timeMillis, boolean speedIsWrong, List<RecordSnapshot> records) {
  /// Copies the list.
  public EntitySnapshot {
    records = List.copyOf(records);
  }

  /// The same as it is to be shown at a time: without the rates that are not those of now.
  ///
  /// @param isSilent whether nothing at all comes from the agent any more
  public EntitySnapshot at(long nowMillis, boolean isSilent) {
    for (RecordSnapshot record : records) {
      if (record.at(nowMillis, isSilent) != record) {
        List<RecordSnapshot> shown = records.stream().map(r -> r.at(nowMillis, isSilent)).toList();
        return new EntitySnapshot(id, timeMillis, speedIsWrong, shown);
      }
    }
    return this;
  }

  /// The value of a metric, or null where it is not known.
  public @Nullable Number value(String metric) {
    for (RecordSnapshot record : records) {
      int index = record.plan().indexOf(metric);
      if (index >= 0) {
        return record.value(index);
      }
    }
    return null;
  }

  /// The rate of a counter, per second, or null where it is not known.
  public @Nullable Double rate(String metric) {
    for (RecordSnapshot record : records) {
      int index = record.plan().indexOf(metric);
      if (index >= 0) {
        return record.rate(index);
      }
    }
    return null;
  }

  /// A text, or null where it is not known.
  public @Nullable String text(String name) {
    for (RecordSnapshot record : records) {
      String text = record.text(name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
