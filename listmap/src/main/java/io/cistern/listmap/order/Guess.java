package io.cistern.listmap.order;

/// Searches sorted prefixes from a guess: where the prefix would be if they were spread evenly,
/// then in steps of growing length. Keys that are spread evenly are found with two or three probes,
/// and few mispredicted branches; others with at most twice those of a binary search.
public final class Guess {

  private static final int FIRST_STEP = 2;

  private Guess() {}

  /// Where a prefix lies between two others, among so many places.
  ///
  /// @return 0 to `places` - 1; the middle if the bounds do not tell
  public static int of(long prefix, long low, long high, int places) {
    double width = (high >>> 1) - (low >>> 1);
    if (width <= 0) {
      return places >>> 1;
    }
    int guess = (int) (((prefix >>> 1) - (low >>> 1)) / width * places);
    return Math.clamp(guess, 0, Math.max(0, places - 1));
  }

  /// The first place whose prefix is not below this one.
  ///
  /// @param sorted ascending, unsigned
  public static int firstAtOrAfter(long[] sorted, int count, long prefix) {
    if (count == 0) {
      return 0;
    }
    int at = of(prefix, sorted[0], sorted[count - 1], count);
    int step = FIRST_STEP;
    int low = 0;
    int high = count;
    if (Long.compareUnsigned(sorted[at], prefix) < 0) {
      do {
        low = at + 1;
        at += step;
        step <<= 1;
      } while (at < count && Long.compareUnsigned(sorted[at], prefix) < 0);
      high = Math.min(at, count);
    } else {
      do {
        high = at;
        at -= step;
        step <<= 1;
      } while (at >= 0 && Long.compareUnsigned(sorted[at], prefix) >= 0);
      low = Math.max(at + 1, 0);
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(sorted[middle], prefix) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
