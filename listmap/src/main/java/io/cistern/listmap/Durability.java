package io.cistern.listmap;

import java.time.Duration;

/// When what was written is forced to the disk. Chosen per map at opening; the process may die at
/// any time without losing an acknowledged write under each of them, the difference is what a power
/// cut may take.
public sealed interface Durability {

  /// Each put, removal or batch is forced before it returns.
  Durability SYNC = new Sync();

  /// The operating system writes back when it sees fit; [ListMap#flush()] and a clean close still
  /// force.
  Durability OS = new Os();

  /// A background thread forces at this interval what was written since.
  ///
  /// @param interval between two forces, at least a millisecond
  /// @return the durability
  static Durability interval(Duration interval) {
    return new Interval(interval);
  }

  /// See [#SYNC].
  record Sync() implements Durability {}

  /// See [#interval(Duration)].
  ///
  /// @param interval between two forces, at least a millisecond
  record Interval(Duration interval) implements Durability {
    /// Checks the interval.
    public Interval {
      if (interval.compareTo(Duration.ofMillis(1)) < 0) {
        throw new IllegalArgumentException("interval below a millisecond: " + interval);
      }
    }
  }

  /// See [#OS].
  record Os() implements Durability {}
}
