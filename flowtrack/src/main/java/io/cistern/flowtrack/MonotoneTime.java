package io.cistern.flowtrack;

/// A time that never runs backwards, made of one that may.
///
/// A sample a little older than the newest counts as of now. A clock that was set back by more than
/// [#TOLERANCE_MILLIS] is followed from there: time goes on from where it was.
final class MonotoneTime {
  static final long TOLERANCE_MILLIS = 5_000;

  /* The year 144,683: far enough, and room for two thousand jumps there and back before a long
   * overflows. */
  private static final long LAST_MILLIS = 1L << 52;

  private long newest = Long.MIN_VALUE;
  private long offset;

  /// The time that `millis` stands for, not before any earlier answer.
  long advance(long given) {
    long millis = Math.clamp(given, 0, LAST_MILLIS);
    if (millis > newest) {
      newest = millis;
    } else if (millis < newest - TOLERANCE_MILLIS) {
      offset += newest - millis;
      newest = millis;
    }
    return newest + offset;
  }

  /// Stands where another one stands.
  void copyFrom(MonotoneTime other) {
    newest = other.newest;
    offset = other.offset;
  }

  /// The caller's time for one of ours.
  long external(long internal) {
    return internal - offset;
  }
}
