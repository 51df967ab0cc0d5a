package io.cistern.app.agents;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Accounts for the sequence numbers of one source: what was lost, what came late, how often it
/// began again. Numbers only serve accounts; what they say never costs data.
///
/// A source may number in several series at once, one for each of its threads or line cards, which
/// may have uptimes of their own; up to [#LIMIT] are kept apart, and the loss is their sum. A
/// number that fits none is either such a series or a restart: a restart where its uptime went
/// back, or where [#RUN] consecutive numbers came since and the series before fell silent. Should
/// that one go on after all, it was none. A number that stands still for [#STANDSTILL] times is no
/// number at all: its source does not count. Not thread-safe. Allocation-free but for new series
/// and their first gaps.
public final class SequenceCounter {
  /// The most series that are kept apart.
  public static final int LIMIT = 16;

  /// How many consecutive numbers make a restart of what does not fit.
  public static final int RUN = 3;

  /// How often the same number may come in a row before the source is taken not to count.
  public static final int STANDSTILL = 16;

  /// What a number turned out to be.
  public enum Outcome {
    /// The first number.
    FIRST,
    /// Newer than all before, after a gap or not.
    NEWER,
    /// Came late.
    REORDERED,
    /// The same bytes came before.
    DUPLICATE,
    /// The source has started again: its uptime went back.
    RESTART,
    /// Fits nothing that is known: the source may have started again, or numbers in several series.
    ASIDE,
    /// The same as many before: the source does not number what it sends.
    UNNUMBERED
  }

  private final List<Numbering> series = new ArrayList<>(0); // those from `size` on are spare
  private int size;
  private @Nullable Numbering current;
  private long accepted;
  private long lostBefore; // by series that were forgotten
  private long reorderedBefore;
  private long restarts;
  private boolean isLossKnown = true;
  private long lastSequence;
  private int standing;

  /// Takes the next number, the low 32 bits of `sequence`.
  ///
  /// @param uptime the agent's own, milliseconds, in what has the number
  public Outcome accept(long sequence, long uptime, long nowMillis) {
    accepted++;
    standing = size > 0 && (int) (sequence - lastSequence) == 0 ? standing + 1 : 0;
    lastSequence = sequence;
    if (standing > STANDSTILL) {
      return unnumbered(sequence, uptime, nowMillis);
    }
    if (size == 0) {
      begin(sequence, uptime, nowMillis);
      return Outcome.FIRST;
    }
    Numbering fitting = fitting(sequence, uptime, nowMillis);
    return fitting == null
        ? misfit(sequence, uptime, nowMillis)
        : take(fitting, sequence, uptime, nowMillis);
  }

  private Outcome unnumbered(long sequence, long uptime, long nowMillis) {
    standing = STANDSTILL + 1;
    while (size > 0) {
      forget(size - 1);
    }
    begin(sequence, uptime, nowMillis);
    isLossKnown = true;
    return Outcome.UNNUMBERED;
  }

  private @Nullable Numbering fitting(long sequence, long uptime, long nowMillis) {
    Numbering best = null;
    long least = Numbering.NO_FIT;
    for (int i = 0; i < size; i++) {
      long misfit = series.get(i).misfit(sequence, uptime, nowMillis);
      if (misfit < least) {
        least = misfit;
        best = series.get(i);
      }
    }
    return best;
  }

  private Outcome take(Numbering fitting, long sequence, long uptime, long nowMillis) {
    current = fitting;
    boolean isNewer = fitting.take(sequence, uptime, nowMillis);
    fitting.lastAt = accepted;
    if (fitting.isGone) {
      fitting.isGone = false; // it was another series that came up, not a restart
      restarts--;
    }
    if (!isNewer) {
      return Outcome.REORDERED;
    }
    if (fitting.isUnsure && fitting.run >= RUN) {
      decide(fitting, nowMillis);
    }
    return Outcome.NEWER;
  }

  /// Decides what a new series is, if that can be told by now.
  private void decide(Numbering fresh, long nowMillis) {
    boolean allGoOn = true;
    for (int i = 0; i < size; i++) {
      Numbering other = series.get(i);
      if (other != fresh && !other.isGone && !other.isUnsure) {
        boolean goesOn = other.lastAt > fresh.bornAt;
        if (!goesOn && other.isSilent(nowMillis)) {
          other.isGone = true;
          fresh.isUnsure = false;
          restarts++;
          return;
        }
        allGoOn &= goesOn;
      }
    }
    fresh.isUnsure = !allGoOn;
  }

  private Outcome misfit(long sequence, long uptime, long nowMillis) {
    Numbering only = onlyLiving();
    if (only != null && only.isBack(uptime)) {
      only.isGone = true;
      restarts++;
      begin(sequence, uptime, nowMillis);
      return Outcome.RESTART;
    }
    begin(sequence, uptime, nowMillis).isUnsure = true;
    return Outcome.ASIDE;
  }

  private @Nullable Numbering onlyLiving() {
    Numbering only = null;
    for (int i = 0; i < size; i++) {
      if (!series.get(i).isGone && !series.get(i).isUnsure) {
        if (only != null) {
          return null;
        }
        only = series.get(i);
      }
    }
    return only;
  }

  private Numbering begin(long sequence, long uptime, long nowMillis) {
    makeRoom(nowMillis);
    if (size == LIMIT) {
      isLossKnown = false;
      forget(longestSilent());
    }
    if (size == series.size()) {
      series.add(new Numbering());
    }
    Numbering fresh = series.get(size++);
    fresh.begin(sequence, uptime, nowMillis);
    fresh.bornAt = accepted;
    fresh.lastAt = accepted;
    current = fresh;
    return fresh;
  }

  /// Forgets what was silent for long, so that it cannot be mistaken for what comes.
  private void makeRoom(long nowMillis) {
    for (int i = size - 1; i >= 0; i--) {
      Numbering old = series.get(i);
      if ((old.isGone || old.isUnsure) && nowMillis - old.lastMillis > Numbering.FORGET_MILLIS) {
        forget(i);
      }
    }
  }

  private int longestSilent() {
    int longest = 0;
    for (int i = 1; i < size; i++) {
      if (series.get(i).lastAt < series.get(longest).lastAt) {
        longest = i;
      }
    }
    return longest;
  }

  private void forget(int index) {
    lostBefore += series.get(index).lost;
    reorderedBefore += series.get(index).reordered;
    size--;
    Collections.swap(series, index, size);
  }

  /// The series of the last number, once there was one.
  Numbering current() {
    return Objects.requireNonNull(current);
  }

  /// Whether a number goes on with what is known, its uptime included.
  boolean continues(long sequence, long uptime, long nowMillis) {
    for (int i = 0; i < size; i++) {
      if (!series.get(i).isGone
          && series.get(i).isInPace(uptime, nowMillis)
          && series.get(i).misfit(sequence, uptime, nowMillis) != Numbering.NO_FIT) {
        return true;
      }
    }
    return false;
  }

  /// Numbers that never came.
  public long lost() {
    long sum = lostBefore;
    for (int i = 0; i < size; i++) {
      sum += series.get(i).lost;
    }
    return sum;
  }

  /// Whether [#lost()] is all, or the source numbers in more series than can be told apart.
  public boolean isLossKnown() {
    return isLossKnown;
  }

  /// Numbers that came after a higher one.
  public long reordered() {
    long sum = reorderedBefore;
    for (int i = 0; i < size; i++) {
      sum += series.get(i).reordered;
    }
    return sum;
  }

  /// How often counting began anew.
  public long restarts() {
    return restarts;
  }

  /// How many series go on at once.
  public int numberings() {
    int living = 0;
    for (int i = 0; i < size; i++) {
      living += series.get(i).isGone || series.get(i).isUnsure ? 0 : 1;
    }
    return living;
  }
}
