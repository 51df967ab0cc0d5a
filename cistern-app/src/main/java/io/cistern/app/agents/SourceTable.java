package io.cistern.app.agents;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The data sources of one stream, by class and index. Open addressing, bounded; finding is
/// allocation-free.
final class SourceTable {
  private final int limit;
  private final Allowance allowance;
  private @Nullable SourceState[] slots = new SourceState[8];
  private int size;
  private long refused;

  /// @param limit the most sources of this stream
  /// @param allowance of all streams together
  SourceTable(int limit, Allowance allowance) {
    this.limit = limit;
    this.allowance = allowance;
  }

  /// The source, made where it is new; null, and counted, beyond the limit.
  @Nullable SourceState find(int sourceClass, long index) {
    int slot = slot(sourceClass, index);
    SourceState found = slots[slot];
    if (found != null) {
      return found;
    }
    if (size == limit || !allowance.take()) {
      refused++;
      return null;
    }
    return add(slot, sourceClass, index);
  }

  /// The data source, or null where it has not been heard of.
  @Nullable SourceState known(int sourceClass, long index) {
    return slots[slot(sourceClass, index)];
  }

  private SourceState add(int slot, int sourceClass, long index) {
    var source = new SourceState(sourceClass, index);
    slots[slot] = source;
    size++;
    if (size * 2 > slots.length) {
      grow();
    }
    return source;
  }

  private void grow() {
    @Nullable SourceState[] old = slots;
    slots = new SourceState[old.length * 2];
    for (SourceState source : old) {
      if (source != null) {
        slots[slot(source.sourceClass, source.index)] = source;
      }
    }
  }

  private int slot(int sourceClass, long index) {
    int mask = slots.length - 1;
    long hash = (index * 31 + sourceClass) * 0x9e3779b97f4a7c15L;
    int slot = (int) (hash >>> 32) & mask;
    while (true) {
      SourceState there = slots[slot];
      if (there == null || (there.index == index && there.sourceClass == sourceClass)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  void forEach(Consumer<SourceState> action) {
    Arrays.stream(slots).filter(java.util.Objects::nonNull).forEach(action);
  }

  int size() {
    return size;
  }

  long refused() {
    return refused;
  }
}
