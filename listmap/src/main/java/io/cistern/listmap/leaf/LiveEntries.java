package io.cistern.listmap.leaf;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.order.Entries;
import org.jspecify.annotations.Nullable;

/// The entries of a live map, which may be written meanwhile.
///
/// @param leaves the list they are in
public record LiveEntries(Leaves leaves) implements Entries {

  private static final ThreadLocal<LivePosition> OF_THREAD = new ThreadLocal<>();

  @Override
  public LivePosition position(boolean checksAnew) {
    return new LivePosition(leaves, checksAnew);
  }

  @Override
  public LivePosition ofThread() {
    var position = OF_THREAD.get();
    if (position == null) {
      position = position(false);
      OF_THREAD.set(position);
    }
    return position.on(leaves);
  }

  @Override
  public long count(byte @Nullable [] low, byte @Nullable [] high) throws CorruptFileException {
    return new RangeCount(leaves, low, high).count();
  }
}
