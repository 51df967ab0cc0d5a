package io.cistern.app.store;

import io.cistern.app.metrics.CounterRow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Bounded queue of rows from one shard thread to the store's thread. What finds no room is
/// counted, unless the queue was made to wait.
public final class RowQueue {
  private final AtomicReferenceArray<@Nullable CounterRow> slots;
  private final int mask;
  private final AtomicLong dropped = new AtomicLong();
  private final @Nullable Runnable whenFull;
  private long head; // consumer only
  private long tail; // producer only

  /// Drops rows that find no room.
  ///
  /// @param capacity rows, a power of two
  public RowQueue(int capacity) {
    this(capacity, null);
  }

  /// @param capacity rows, a power of two
  /// @param whenFull waits a while for room, or null where a row without room is dropped
  public RowQueue(int capacity, @Nullable Runnable whenFull) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity not a power of two: " + capacity);
    }
    slots = new AtomicReferenceArray<>(capacity);
    mask = capacity - 1;
    this.whenFull = whenFull;
  }

  /// Adds a row, or counts it as dropped. Producer only.
  public void offer(CounterRow row) {
    int slot = (int) tail & mask;
    if (slots.getAcquire(slot) != null && whenFull != null) {
      whenFull.run();
    }
    if (slots.getAcquire(slot) != null) {
      dropped.lazySet(dropped.get() + 1);
      return;
    }
    slots.setRelease(slot, row);
    tail++;
  }

  /// Takes the oldest row, or null where there is none. Consumer only.
  public @Nullable CounterRow poll() {
    int slot = (int) head & mask;
    CounterRow row = slots.getAcquire(slot);
    if (row != null) {
      slots.setRelease(slot, null);
      head++;
    }
    return row;
  }

  /// Rows that found no room.
  public long dropped() {
    return dropped.get();
  }
}
