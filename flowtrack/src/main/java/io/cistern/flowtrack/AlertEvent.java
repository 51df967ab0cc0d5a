package io.cistern.flowtrack;

/// An alert began, changed or ended, see [FlowTracker#onAlert(java.util.function.Consumer)].
///
/// @param phase which of the three
/// @param alert with the evidence so far
public record AlertEvent(Phase phase, Alert alert) {
  /// The life of an alert.
  public enum Phase {
    /// It is new.
    BEGIN,
    /// More was seen of it. At most every ten seconds.
    UPDATE,
    /// It ended, or became part of a block scan that began with this or an earlier snapshot.
    END
  }
}
