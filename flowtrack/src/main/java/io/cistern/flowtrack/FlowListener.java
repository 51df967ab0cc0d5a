package io.cistern.flowtrack;

/// Takes completed flows, see [FlowTracker#onCompleted(FlowListener)].
@FunctionalInterface
public interface FlowListener {
  /// A flow has ended or had to make room. Called by the thread that owns the tracker, in the midst
  /// of `observe` or `snapshot`: be quick, do not call the tracker, throw nothing.
  ///
  /// @param flow with its sums since its first sample
  /// @param end why
  void completed(Flow flow, FlowEnd end);
}
