package io.cistern.app.metrics;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The current metrics of one entity. Belongs to one shard thread.
///
/// For each counters sample: [#begin], then [#read] for every record, then [#commit].
public final class EntityState {
  private static final int MAX_STRUCTURES = 64;

  private final EntityId id;
  private final List<RecordState> records = new ArrayList<>();
  private final List<RecordState> touched = new ArrayList<>();
  private long timeMillis;
  private long uptimeMillis;
  private boolean continued;
  private boolean fell;
  private @Nullable EntitySnapshot snapshot;

  /// An entity of which nothing is known yet.
  public EntityState(EntityId id) {
    this.id = id;
  }

  /// Which entity this is.
  public EntityId id() {
    return id;
  }

  /// Starts a sample.
  ///
  /// @param time when it was received, epoch milliseconds
  /// @param uptime the agent's own, milliseconds
  /// @param isContinued whether the agent went on counting since the last sample
  public void begin(long time, long uptime, boolean isContinued) {
    timeMillis = time;
    uptimeMillis = uptime;
    continued = isContinued;
    fell = false;
    touched.clear();
  }

  /// Takes one record of the sample.
  ///
  /// @return `false` where the entity has more structures than are kept
  public boolean read(RecordPlan plan, MemorySegment segment, long offset, long length) {
    RecordState state = stateOf(plan);
    if (state == null) {
      return false;
    }
    fell |= state.read(segment, offset, length, timeMillis, uptimeMillis, continued);
    touched.add(state);
    return true;
  }

  private @Nullable RecordState stateOf(RecordPlan plan) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).plan == plan) {
        return records.get(i);
      }
    }
    if (records.size() == MAX_STRUCTURES) {
      return null;
    }
    var state = new RecordState(plan);
    records.add(state);
    return state;
  }

  /// Ends the sample.
  ///
  /// @return the row for the store, or null where the sample held nothing for this entity
  public @Nullable CounterRow commit() {
    if (touched.isEmpty()) {
      return null;
    }
    snapshot = null;
    var parts = new ArrayList<CounterRow.Part>(touched.size());
    for (RecordState state : touched) {
      parts.add(state.rowPart());
    }
    return new CounterRow(id, timeMillis, !continued && fell, parts);
  }

  /// What is known now; the same object until something new came.
  public EntitySnapshot snapshot() {
    EntitySnapshot known = snapshot;
    if (known == null) {
      known =
          new EntitySnapshot(id, timeMillis, records.stream().map(RecordState::snapshot).toList());
      snapshot = known;
    }
    return known;
  }
}
