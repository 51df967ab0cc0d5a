package io.cistern.flowtrack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A copy of a tracker's tables, of which a snapshot can be made on another thread than the
/// tracker's. Its memory is used again by the next copy. Not thread-safe: whoever hands it from one
/// thread to the other sees to it that the writes are seen.
///
/// ```java
/// FlowCapture capture = tracker.newCapture(200);
/// tracker.capture(capture, clock.millis()); // on the tracker's thread
/// FlowSnapshot snapshot = capture.snapshot(); // on any other
/// ```
public final class FlowCapture {
  final TrackerTables tables;
  final int topN;
  @Nullable FlowMoment moment;

  FlowCapture(TrackerTables tables, int topN) {
    this.tables = tables;
    this.topN = topN;
  }

  /// Picks and sorts: what [FlowTracker#snapshot] would have told when the copy was made.
  ///
  /// @return an immutable snapshot, which needs the copy no longer; an empty one where nothing was
  ///   copied yet
  public FlowSnapshot snapshot() {
    FlowMoment of = moment;
    return of == null ? FlowSnapshot.merge(List.of()) : of.snapshot(tables);
  }
}
