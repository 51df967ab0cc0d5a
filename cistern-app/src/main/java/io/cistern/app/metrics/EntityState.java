package io.cistern.app.metrics;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The current metrics of one entity. Belongs to one shard thread.
///
/// For each counters sample: [#begin], then [#read] for every record, then [#end].
public final class EntityState {
  private static final int MAX_STRUCTURES = 64;

  private final EntityId id;
  private final List<RecordState> records = new ArrayList<>();
  private final List<RecordState> touched = new ArrayList<>();
  private long timeMillis;
  private boolean continued;
  private final LineSpeed lineSpeed = new LineSpeed();
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
  /// @param time when it was made, by the agent's clock in our time, epoch milliseconds
  /// @param isContinued whether the agent went on counting since the last sample
  public void begin(long time, boolean isContinued) {
    timeMillis = time;
    continued = isContinued;
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
    state.read(segment, offset, length, timeMillis, continued);
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

  /// Ends the sample: makes its row, of which the live state knows from now on, and hands on the
  /// rows that may be stored, oldest first. That is the new one, unless it has to wait for the
  /// next, and one that waited.
  ///
  /// @param rows takes them to the store
  /// @return the sample's row, or null where the sample held nothing for this entity
  public @Nullable CounterRow end(Consumer<CounterRow> rows) {
    if (touched.isEmpty()) {
      return null;
    }
    snapshot = null;
    boolean beyondLine = lineSpeed.isBeyond(touched);
    boolean isReset = beyondLine || isReset();
    var parts = new CounterRow.Part[touched.size()];
    for (int i = 0; i < parts.length; i++) {
      RecordState state = touched.get(i);
      if (isReset) {
        state.forgetRates();
      }
      parts[i] = state.rowPart();
    }
    var row = new CounterRow(id, timeMillis, isReset, List.of(parts));
    lineSpeed.take(row, beyondLine, rows);
    return row;
  }

  /// Whether the counters began again, or are of another port.
  private boolean isReset() {
    boolean fell = false;
    boolean isLess = false;
    boolean mayHaveWrapped = false;
    boolean isOfAnotherPort = false;
    for (int i = 0; i < touched.size(); i++) {
      RecordState state = touched.get(i);
      fell |= state.fell();
      mayHaveWrapped |= state.mayHaveWrapped();
      isOfAnotherPort |= state.isOfAnotherPort();
    }
    for (int i = 0; isOfAnotherPort && i < touched.size(); i++) {
      isLess |= touched.get(i).isLess();
    }
    return (!continued && fell) || mayHaveWrapped || isLess;
  }

  /// Hands on a row that still waits: no other will come.
  public void finish(Consumer<CounterRow> rows) {
    lineSpeed.finish(rows);
  }

  /// What is known now; the same object until something new came.
  public EntitySnapshot snapshot() {
    EntitySnapshot known = snapshot;
    if (known == null) {
      known =
          new EntitySnapshot(
              id,
              timeMillis,
              lineSpeed.isWrong(),
              records.stream().map(RecordState::snapshot).toList());
      snapshot = known;
    }
    return known;
  }
}
