package io.cistern.flowtrack;

/// Turns sampled packets into flows, top talkers and scan alerts, in memory that is fixed at the
/// start. Not thread-safe: one thread owns a tracker and publishes its snapshots.
public final class FlowTracker {
  /// A tracker that has seen nothing.
  ///
  /// @param options sizes, times and thresholds
  public FlowTracker(FlowTrackerOptions options) {
    java.util.Objects.requireNonNull(options);
  }

  /// Takes in one sampled packet. Allocation-free.
  ///
  /// @param o is not kept
  public void observe(Observation o) {
    throw new UnsupportedOperationException();
  }

  /// What is known now. Costs a few milliseconds at the default sizes.
  ///
  /// @param nowMillis epoch milliseconds
  /// @param topN how many keys of each dimension, and flows, of each observer
  /// @return an immutable snapshot
  public FlowSnapshot snapshot(long nowMillis, int topN) {
    throw new UnsupportedOperationException();
  }
}
