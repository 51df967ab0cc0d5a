package io.cistern.app.agents;

/// Accounts for the sequence numbers of one source: what was lost, came twice, came late.
///
/// Numbers are unsigned 32 bits and wrap. A step of d forward loses d - 1; a number from up to
/// [#WINDOW] back that fills a known gap takes one from the loss and counts as reordered, and is a
/// duplicate if it came before; anything farther back is a restart, which loses nothing. A number
/// that stands still for [#STANDSTILL] times is no number at all: its source does not count. Not
/// thread-safe. Allocation-free but for one table at the first gap.
public final class SequenceCounter {
  /// How far back a late number is told from a restart.
  public static final int WINDOW = 1024;

  /// How often the same number may come in a row before the source is taken not to count.
  public static final int STANDSTILL = 16;

  /// What a number turned out to be.
  public enum Outcome {
    /// The first number, or the first after a restart.
    FIRST,
    /// Newer than all before, after a gap or not.
    NEWER,
    /// Came late.
    REORDERED,
    /// Came before.
    DUPLICATE,
    /// So far back that the source must have started again.
    RESTART,
    /// The same as many before: the source does not number what it sends.
    UNNUMBERED
  }

  private static final long MASK = 0xffffffffL;

  private boolean started;
  private long highest; // extended beyond 32 bits, so that it only grows
  private long oldest;
  private long lost;
  private long duplicates;
  private long reordered;
  private long restarts;
  private int standing;
  private long[] missing = {}; // a bit for each of the last WINDOW numbers that did not come

  /// Takes the next number, the low 32 bits of `sequence`.
  public Outcome accept(long sequence) {
    if (!started) {
      begin(sequence);
      return Outcome.FIRST;
    }
    int step = (int) (sequence - highest);
    standing = step == 0 ? Math.min(standing + 1, STANDSTILL + 1) : 0;
    if (standing > STANDSTILL) {
      return Outcome.UNNUMBERED;
    }
    if (step > 0) {
      advance(step);
      return Outcome.NEWER;
    }
    if (step <= -WINDOW) {
      restart();
      begin(sequence);
      return Outcome.RESTART;
    }
    return late(highest + step);
  }

  /// Whether `sequence` lies at most [#WINDOW] back and is known to be missing.
  public boolean fillsGap(long sequence) {
    int step = (int) (sequence - highest);
    return started && step < 0 && step > -WINDOW && isMissing(highest + step);
  }

  /// Forgets the position, because the source is known to have started again.
  public void restart() {
    started = false;
    restarts++;
  }

  /// Numbers that never came.
  public long lost() {
    return lost;
  }

  /// Numbers that came more than once.
  public long duplicates() {
    return duplicates;
  }

  /// Numbers that came after a higher one.
  public long reordered() {
    return reordered;
  }

  /// How often counting began anew.
  public long restarts() {
    return restarts;
  }

  private void begin(long sequence) {
    started = true;
    highest = (1L << 32) + (sequence & MASK);
    oldest = highest;
    java.util.Arrays.fill(missing, 0);
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

  private Outcome late(long number) {
    if (isMissing(number)) {
      missing[word(number)] &= ~bit(number);
      lost--;
      reordered++;
      return Outcome.REORDERED;
    }
    if (number < oldest) {
      oldest = number;
      reordered++;
      return Outcome.REORDERED;
    }
    duplicates++;
    return Outcome.DUPLICATE;
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
