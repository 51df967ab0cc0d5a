package io.cistern.app.intake;

import io.cistern.app.agents.StreamSnapshot;
import io.cistern.app.agents.StreamState;
import java.util.ArrayList;
import java.util.List;

/// Copies the streams of a shard a slice at a time, so that datagrams do not wait for it: what did
/// not change since the last publication keeps its snapshot. Belongs to the shard's thread.
final class Publication {
  private final List<StreamState> streams = new ArrayList<>();
  private List<StreamSnapshot> copied = List.of();

  /// Begins anew.
  void begin(List<StreamState> all) {
    streams.clear();
    streams.addAll(all);
    copied = new ArrayList<>(all.size());
  }

  /// Goes on, by one stream at least, until a time.
  ///
  /// @param endNanos of `System.nanoTime()`
  /// @return whether all streams are copied
  boolean advance(long endNanos) {
    while (copied.size() < streams.size()) {
      copied.add(streams.get(copied.size()).snapshot());
      if (System.nanoTime() - endNanos >= 0) {
        return copied.size() == streams.size();
      }
    }
    return true;
  }

  /// The copies; there are no others afterwards until the next begin.
  List<StreamSnapshot> take() {
    List<StreamSnapshot> all = copied;
    streams.clear();
    copied = List.of();
    return all;
  }
}
