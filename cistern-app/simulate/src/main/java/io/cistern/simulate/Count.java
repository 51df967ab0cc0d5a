package io.cistern.simulate;

/// What a port counts: its total since the start, and what its agent reports of it.
final class Count {
  private long total;
  private long offset;

  void add(long count) {
    total += count;
  }

  /// What is counted from here on is added to `value`.
  void begin(long value) {
    offset = value - total;
  }

  /// All that was counted since the start of the simulation.
  long total() {
    return total;
  }

  /// The counter as the agent reports it.
  long reported() {
    return total + offset;
  }
}
