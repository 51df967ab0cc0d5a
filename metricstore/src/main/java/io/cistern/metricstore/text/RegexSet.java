package io.cistern.metricstore.text;

import java.util.Arrays;

/// A set of characters, as ranges of code points.
///
/// @param ranges first and last of each, inclusive
/// @param isNegated whether all others are meant
/// @param ignoresCase whether a character is meant with its other case
@SuppressWarnings("ArrayRecordComponent") // made once, never handed out
public record RegexSet(int[] ranges, boolean isNegated, boolean ignoresCase) {
  public static final RegexSet ANY = new RegexSet(new int[0], true, false);

  public static RegexSet of(int codePoint, boolean ignoresCase) {
    return new RegexSet(new int[] {codePoint, codePoint}, false, ignoresCase);
  }

  public boolean has(int codePoint) {
    boolean isIn =
        isInRanges(codePoint)
            || (ignoresCase
                && (isInRanges(Character.toLowerCase(codePoint))
                    || isInRanges(Character.toUpperCase(codePoint))));
    return isIn != isNegated;
  }

  private boolean isInRanges(int codePoint) {
    for (int i = 0; i < ranges.length; i += 2) {
      if (codePoint >= ranges[i] && codePoint <= ranges[i + 1]) {
        return true;
      }
    }
    return false;
  }

  /// The only character; negative if there may be others.
  public int literal() {
    boolean isOne = ranges.length == 2 && ranges[0] == ranges[1];
    boolean hasCase = isOne && Character.toLowerCase(ranges[0]) != Character.toUpperCase(ranges[0]);
    return isOne && !isNegated && !(ignoresCase && hasCase) ? ranges[0] : -1;
  }

  /// All characters but these.
  public RegexSet negated() {
    return new RegexSet(ranges, !isNegated, ignoresCase);
  }

  /// The ranges, of all others where it is negated.
  public int[] plainRanges() {
    if (!isNegated) {
      return ranges;
    }
    int[] sorted = ranges.clone();
    int[][] pairs = new int[sorted.length / 2][];
    Arrays.setAll(pairs, i -> new int[] {sorted[2 * i], sorted[2 * i + 1]});
    Arrays.sort(pairs, (a, b) -> Integer.compare(a[0], b[0]));
    int[] others = new int[sorted.length + 2];
    int n = 0;
    int next = 0;
    for (int[] pair : pairs) {
      if (pair[0] > next) {
        others[n++] = next;
        others[n++] = pair[0] - 1;
      }
      next = Math.max(next, pair[1] + 1);
    }
    others[n++] = next;
    others[n++] = Character.MAX_CODE_POINT;
    return Arrays.copyOf(others, n);
  }
}
