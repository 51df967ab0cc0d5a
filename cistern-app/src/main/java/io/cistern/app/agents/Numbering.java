package io.cistern.app.agents;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One series of sequence numbers: what of it was lost and what came late, how fast it goes and
/// what uptime goes with it. Numbers are unsigned 32 bits and wrap. Not thread-safe.
/// Allocation-free but for one table at the first gap.
final class Numbering {
  /// How far back a late number may lie.
  static final int WINDOW = 1024;

  /// For how long one that is gone may come back.
  static final long FORGET_MILLIS = 60_000;

  /// What a number costs that does not fit.
  static final long NO_FIT = Long.MAX_VALUE;

  /*
   * A step back in uptime is a restart, unless it is the wrap after 49.7 days or small enough for
   * what was overtaken. The uptime of what fits goes on about as our clock does; agents whose
   * uptime does not are taken by their numbers alone, where nothing else fits better.
   */
  private static final long UPTIME_JITTER_MILLIS = 1_000;
  private static final long UPTIME_WRAP_MARGIN_MILLIS = 600_000;
  private static final long UPTIME_END = 1L << 32;
  private static final long PACE_JITTER_MILLIS = 2_000;
  private static final long GONE = 1L << 36; // more than any step
  private static final long OUT_OF_PACE = 1L << 40;
  private static final long LATE_MILLIS = 5_000;
  private static final int PATIENCE = 16; // so many times faster than usual it may go
  private static final long MASK = 0xffffffffL;

  long firstMillis;
  long lastMillis;
  long uptime;
  long lost;
  long reordered;

  /// Whether it may yet turn out to be another one that began again.
  boolean isUnsure;

  /// Whether another one took its place.
  boolean isGone;

  /// Consecutive numbers up to the last one.
  int run;

  /// Which numbers of its source it began and went on with last, counted from the first.
  long bornAt;

  long lastAt;
  private @Nullable AgentClock clock;
  private double meanMillis; // from one number to the next
  private long highest; // extended beyond 32 bits, so that it only grows
  private long oldest;
  private long[] missing = {}; // a bit for each of the last WINDOW numbers that did not come

  /// Begins with its first number.
  void begin(long sequence, long uptimeMillis, long nowMillis) {
    highest = (1L << 32) + (sequence & MASK);
    oldest = highest;
    firstMillis = nowMillis;
    lastMillis = nowMillis;
    uptime = uptimeMillis;
    lost = 0;
    reordered = 0;
    run = 1;
    meanMillis = 0;
    isGone = false;
    isUnsure = false;
    if (clock != null) {
      clock.reset();
    }
    Arrays.fill(missing, 0);
  }

  /// The clock by its uptime.
  AgentClock clock() {
    AgentClock known = clock;
    if (known == null) {
      known = new AgentClock();
      clock = known;
    }
    return known;
  }

  /// How ill a number fits, 0 or more; [#NO_FIT] where it cannot be one of these.
  long misfit(long sequence, long uptimeMillis, long nowMillis) {
    boolean isInPace = isInPace(uptimeMillis, nowMillis);
    if (isGone && !(isInPace && nowMillis - lastMillis <= FORGET_MILLIS)) {
      return NO_FIT;
    }
    int step = (int) (sequence - highest);
    if (step > 0) {
      return step > farthest(nowMillis) || isBack(uptimeMillis)
          ? NO_FIT
          : step - 1 + (isInPace ? 0 : OUT_OF_PACE) + (isGone ? GONE : 0);
    }
    return step < 0 && isLate(step, uptimeMillis, nowMillis) ? WINDOW - step : NO_FIT;
  }

  /// How far the number may have gone on since the last one.
  private double farthest(long nowMillis) {
    double elapsed = Math.max(0, nowMillis - lastMillis);
    return WINDOW + (meanMillis > 0 ? PATIENCE * elapsed / meanMillis : elapsed);
  }

  private boolean isLate(int step, long uptimeMillis, long nowMillis) {
    boolean isOlder = (int) (uptimeMillis - uptime) <= 0;
    boolean isOpen =
        isMissing(highest + step)
            || (highest + step < oldest && nowMillis - firstMillis <= LATE_MILLIS);
    return step > -WINDOW && isOlder && isOpen;
  }

  /// Whether an uptime is one of before a restart's.
  boolean isBack(long uptimeMillis) {
    boolean wrapped =
        uptime > UPTIME_END - UPTIME_WRAP_MARGIN_MILLIS && uptimeMillis < UPTIME_WRAP_MARGIN_MILLIS;
    return uptime - uptimeMillis > UPTIME_JITTER_MILLIS && !wrapped;
  }

  /// Whether the uptime went on about as our clock did.
  boolean isInPace(long uptimeMillis, long nowMillis) {
    long elapsed = Math.max(0, nowMillis - lastMillis);
    long grown = (int) (uptimeMillis - uptime);
    return Math.abs(grown - elapsed) <= PACE_JITTER_MILLIS + elapsed / 4;
  }

  /// Takes a number that fits.
  ///
  /// @return whether it is newer than all before
  boolean take(long sequence, long uptimeMillis, long nowMillis) {
    int step = (int) (sequence - highest);
    if (step > 0) {
      advance(step);
      run = step == 1 ? run + 1 : 1;
      double millis = Math.max(0, nowMillis - lastMillis) / (double) step;
      meanMillis = meanMillis == 0 ? millis : meanMillis + (millis - meanMillis) / 16;
      uptime = uptimeMillis;
    } else {
      late(highest + step);
    }
    lastMillis = Math.max(lastMillis, nowMillis);
    return step > 0;
  }

  private void advance(int step) {
    if (step > 1) {
      lost += step - 1L;
      if (missing.length == 0) {
        missing = new long[WINDOW / Long.SIZE];
      }
      for (long gap = Math.max(highest + 1, highest + step - WINDOW + 1);
          gap < highest + step;
          gap++) {
        missing[word(gap)] |= bit(gap);
      }
    }
    highest += step;
    if (missing.length != 0) {
      missing[word(highest)] &= ~bit(highest);
    }
  }

  private void late(long number) {
    reordered++;
    if (isMissing(number)) {
      missing[word(number)] &= ~bit(number);
      lost--;
    } else {
      oldest = number;
    }
  }

  /// Whether it has been silent for longer than it usually is.
  boolean isSilent(long nowMillis) {
    return nowMillis - lastMillis > 2 * meanMillis;
  }

  private boolean isMissing(long number) {
    return missing.length != 0 && (missing[word(number)] & bit(number)) != 0;
  }

  private static int word(long number) {
    return (int) (number & (WINDOW - 1)) / Long.SIZE;
  }

  private static long bit(long number) {
    return 1L << number;
  }
}
