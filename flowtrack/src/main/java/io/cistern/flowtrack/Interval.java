package io.cistern.flowtrack;

import java.util.Locale;

/// A number and the interval that holds the truth in 95 of 100 cases.
///
/// @param value the best single figure, within the interval
/// @param low95 the lower end
/// @param high95 the upper end; the same as `low95` where the value is exact
public record Interval(long value, long low95, long high95) {
  /// Checks the order.
  ///
  /// @throws IllegalArgumentException if the value is not within the interval
  public Interval {
    if (value < low95 || value > high95) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "value not within its interval: value=%d, low95=%d, high95=%d",
              value,
              low95,
              high95));
    }
  }

  /// A number without doubt.
  ///
  /// @param value the number
  /// @return the interval of just it
  public static Interval exactly(long value) {
    return new Interval(value, value, value);
  }

  /// Of doubles: the ends are rounded outwards, the value is brought between them.
  static Interval of(double value, double low, double high) {
    long from = (long) Math.floor(low + ROUNDING);
    long to = Math.max(from, (long) Math.ceil(high - ROUNDING));
    return new Interval(Math.clamp(Math.round(value), from, to), from, to);
  }

  private static final double ROUNDING = 1e-6; // sums of doubles miss whole numbers by less

  /// Whether there is no doubt.
  ///
  /// @return true if both ends are the same
  public boolean isExact() {
    return low95 == high95;
  }

  /// Whether this is more than another beyond chance.
  ///
  /// @param other what it is held against
  /// @return true if the intervals do not touch and this is the higher one
  public boolean isSurelyAbove(Interval other) {
    return low95 > other.high95;
  }

  /// The number as people write it, with its interval where there is one, to three digits: `about
  /// 1,600 (718 to 1,930)`.
  @Override
  public String toString() {
    return isExact()
        ? Words.count(value)
        : String.format(
            Locale.ROOT,
            "about %s (%s to %s)",
            Words.rounded(value),
            Words.rounded(low95),
            Words.rounded(high95));
  }
}
