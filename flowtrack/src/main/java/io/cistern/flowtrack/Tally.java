package io.cistern.flowtrack;

/// How many of something the samples showed, and how many there were.
///
/// @param seen among the samples: a count, or an estimate where a summary stands for a list
/// @param estimated in all; the same where every packet was seen
public record Tally(Interval seen, Interval estimated) {
  /// A number that is known.
  ///
  /// @param value the number
  /// @return a tally without doubt
  public static Tally exactly(long value) {
    return new Tally(Interval.exactly(value), Interval.exactly(value));
  }
}
