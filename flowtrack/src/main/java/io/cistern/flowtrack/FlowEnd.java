package io.cistern.flowtrack;

/// Why a flow was completed.
public enum FlowEnd {
  /// It had no sample for the idle timeout.
  IDLE,
  /// It lasted longer than the active timeout; with its next sample it begins anew.
  ACTIVE,
  /// A FIN or RST was seen, and nothing for a while after it.
  FINISHED,
  /// It had the lowest rate where a newcomer needed room.
  EVICTED
}
