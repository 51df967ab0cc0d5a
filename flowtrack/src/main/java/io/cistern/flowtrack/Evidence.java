package io.cistern.flowtrack;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is known of the probes of one source at one port (whom does it try?) or at one host (which
/// ports does it try?), over a sliding window. Reused for other keys; allocation-free.
final class Evidence {
  /* The window is six steps; the open one comes on top, so that the sums never cover less than the
   * window. */
  static final int STEPS = 7;
  static final int WINDOW_STEPS = 6;
  static final int EXACT = 32;
  static final int EXAMPLES = 8;
  static final int REGISTERS = 256;

  private static final int TICK_BITS = 6; // a tick is 64 ms: an int lasts four years

  final long[] key = new long[ScanDetector.KEY];
  boolean queued; // for a verdict
  long firstMillis;
  long lastMillis;

  /* The first distinct targets, each with all its probes; once there are too many, those with the
   * smallest marks, which are a fair sample: a mark that is smaller than the largest of the list
   * was never turned away. */
  private final int[] marks = new int[EXACT];
  private final int[] markTicks = new int[EXACT]; // when last probed
  private int again; // a bit for each mark that was probed more than once
  private int markCount;
  private boolean isFull; // there were more than the list holds
  private int inList; // of the window, when last asked
  private int onceInList;
  private boolean firstIsMissing; // the doorkeeper kept the first target
  private long firstMissingMillis;
  @Nullable SlidingHyperLogLog many;

  private long step;
  private final int[] probes = new int[STEPS];
  private final int[] others = new int[STEPS];
  private final int[] successes = new int[STEPS];
  private final long[] scaledProbes = new long[STEPS];
  private final float[] probeVariances = new float[STEPS]; // ΣN(N−1)

  private final long[] examples = new long[2 * EXAMPLES];
  private int exampleCount;

  /// Forgets everything but the key.
  void begin(long now, long newStep) {
    firstMillis = now;
    lastMillis = now;
    markCount = 0;
    again = 0;
    isFull = false;
    firstIsMissing = false;
    step = newStep;
    Arrays.fill(probes, 0);
    Arrays.fill(others, 0);
    Arrays.fill(successes, 0);
    Arrays.fill(scaledProbes, 0);
    Arrays.fill(probeVariances, 0);
    exampleCount = 0;
  }

  /// Says that one target, probed just before, is known only to the doorkeeper, with its one probe.
  void missFirst(long now, long samplingRate) {
    firstIsMissing = true;
    firstMissingMillis = now;
    count((int) (step % STEPS), samplingRate);
  }

  private void count(int at, long samplingRate) {
    probes[at]++;
    scaledProbes[at] = CounterTable.plus(scaledProbes[at], samplingRate);
    probeVariances[at] += (float) samplingRate * (samplingRate - 1);
  }

  boolean firstIsMissing() {
    return firstIsMissing;
  }

  private static int ticks(long millis) {
    return (int) (millis >> TICK_BITS);
  }

  /// A mark as 64 bits, as evenly as 32 bits allow.
  private static long spread(int mark) {
    long x = mark * 0x9e3779b97f4a7c15L;
    x = (x ^ x >>> 32) * 0xd6e8feb86659fd93L;
    return x ^ x >>> 32;
  }

  private int slideTo(long newStep) {
    for (long s = Math.max(step + 1, newStep - STEPS + 1); s <= newStep; s++) {
      int at = (int) (s % STEPS);
      probes[at] = 0;
      others[at] = 0;
      successes[at] = 0;
      scaledProbes[at] = 0;
      probeVariances[at] = 0;
      if (many != null) {
        many.clear(at);
      }
    }
    step = Math.max(step, newStep);
    return (int) (step % STEPS);
  }

  /// Goes on counting in a summary, beginning with the targets of the list.
  void countManyWith(SlidingHyperLogLog summary, long mark) {
    many = summary;
    int at = (int) (step % STEPS);
    for (int i = 0; i < markCount; i++) {
      summary.add(at, spread(marks[i]));
    }
    summary.add(at, spread((int) mark));
  }

  /// Counts a sample that is no probe.
  void countOther(long newStep, boolean success) {
    int at = slideTo(newStep);
    others[at]++;
    successes[at] += success ? 1 : 0;
  }

  /// Counts a probe of a target. False if the list is full and there is no summary to go on with.
  ///
  /// @param isFirst whether it is of the target that the doorkeeper knows
  boolean countProbe(
      long now,
      long newStep,
      long windowMillis,
      long samplingRate,
      long mark,
      boolean isFirst,
      long high,
      long low) {
    int at = slideTo(newStep);
    count(at, samplingRate);
    lastMillis = now;
    if (many != null) {
      many.add(at, spread((int) mark));
    }
    int slot = slot((int) mark, ticks(now), ticks(windowMillis));
    if (slot < markCount && marks[slot] == (int) mark) {
      seeAgain(slot, ticks(now), ticks(windowMillis));
      return true;
    }
    if (isFirst) {
      firstIsMissing = false;
    } else {
      addExample(high, low);
    }
    if (slot == EXACT) {
      isFull = true;
      return many != null;
    }
    list(slot, (int) mark, ticks(now), isFirst);
    return true;
  }

  /// Where the list has a mark or room for it; [#EXACT] if neither.
  private int slot(int mark, int now, int window) {
    int free = markCount;
    int largest = 0;
    for (int i = 0; i < markCount; i++) {
      if (marks[i] == mark) {
        return i;
      }
      if (now - markTicks[i] >= window) {
        free = i;
      }
      largest = marks[i] > marks[largest] ? i : largest;
    }
    return free == EXACT && many != null && marks[largest] > mark ? largest : free;
  }

  private void seeAgain(int slot, int now, int window) {
    int bit = 1 << slot;
    again = now - markTicks[slot] < window ? again | bit : again & ~bit;
    markTicks[slot] = now;
  }

  private void list(int slot, int mark, int now, boolean isAgain) {
    marks[slot] = mark;
    markTicks[slot] = now;
    again = again & ~(1 << slot) | (isAgain ? 1 << slot : 0);
    markCount = Math.max(markCount, slot + 1);
  }

  private void addExample(long high, long low) {
    if (exampleCount < EXAMPLES) {
      examples[2 * exampleCount] = high;
      examples[2 * exampleCount + 1] = low;
      exampleCount++;
    }
  }

  /// Targets of the list, whether in the window or not: no less than [#distinct].
  int listed() {
    return markCount + (firstIsMissing ? 1 : 0);
  }

  /// Distinct targets in the window.
  long distinct(long now, long newStep, long windowMillis) {
    slideTo(newStep);
    look(now, windowMillis);
    return many == null ? inList : Math.max(inList, Math.min(many.estimate(), probes()));
  }

  private void look(long now, long windowMillis) {
    inList = firstIsMissing && firstMissingMillis > now - windowMillis ? 1 : 0;
    onceInList = inList;
    for (int i = 0; i < markCount; i++) {
      if (ticks(now) - markTicks[i] < ticks(windowMillis)) {
        inList++;
        onceInList += 1 - (again >>> i & 1);
      }
    }
  }

  /// Distinct targets in the window, with what is to be said of the number: a list is exact, a
  /// summary has an error, and a list without a summary that overflowed is the least there were.
  Interval seen(long now, long newStep, long windowMillis) {
    double distinct = (double) distinct(now, newStep, windowMillis);
    if (many == null) {
      return isFull
          ? new Interval(inList, inList, Math.max(inList, probes()))
          : Interval.exactly(inList);
    }
    double error = Estimate.Z95 * HyperLogLog.relativeError(distinct, REGISTERS);
    double high = Math.min(probes(), distinct / (1 - error));
    return Interval.of(
        distinct, Math.max(inList, distinct / (1 + error)), Math.max(distinct, high));
  }

  /// Targets of the list that were in the window when it was last looked at.
  int inList() {
    return inList;
  }

  /// Those among them that were seen just once.
  int onceInList() {
    return onceInList;
  }

  /// Whether the number of distinct targets is a count; else it is an estimate itself.
  boolean isCounted() {
    return many == null && !isFull;
  }

  int probes() {
    return sum(probes);
  }

  int samples() {
    return sum(probes) + sum(others);
  }

  int successes() {
    return sum(successes);
  }

  long scaledProbes() {
    long sum = 0;
    for (long cell : scaledProbes) {
      sum = CounterTable.plus(sum, cell);
    }
    return sum;
  }

  /// ΣN(N−1) of the probes.
  double probeVariance() {
    double sum = 0;
    for (float cell : probeVariances) {
      sum += cell;
    }
    return sum;
  }

  private static int sum(int[] cells) {
    int sum = 0;
    for (int cell : cells) {
      sum += cell;
    }
    return sum;
  }

  int exampleCount() {
    return exampleCount;
  }

  long exampleHigh(int i) {
    return examples[2 * i];
  }

  long exampleLow(int i) {
    return examples[2 * i + 1];
  }
}
