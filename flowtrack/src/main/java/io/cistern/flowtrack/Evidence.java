package io.cistern.flowtrack;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is known of the probes of one source at one port (whom does it try?) or at one host (which
/// ports does it try?), over a sliding window. Reused for other keys; allocation-free.
final class Evidence {
  /* The window is six steps; the open one comes on top, so that the sums never cover less than the window. */
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

  private final int[] marks = new int[EXACT]; // of distinct targets
  private final int[] markTicks = new int[EXACT]; // when last probed
  private int markCount;
  private boolean firstIsMissing; // the doorkeeper kept the first target
  private long firstMissingMillis;
  @Nullable SlidingHyperLogLog many;

  private long step;
  private final int[] probes = new int[STEPS];
  private final int[] others = new int[STEPS];
  private final int[] successes = new int[STEPS];
  private final long[] scaledProbes = new long[STEPS];

  private final long[] examples = new long[2 * EXAMPLES];
  private int exampleCount;

  /// Forgets everything but the key.
  void begin(long now, long newStep) {
    firstMillis = now;
    lastMillis = now;
    markCount = 0;
    firstIsMissing = false;
    step = newStep;
    Arrays.fill(probes, 0);
    Arrays.fill(others, 0);
    Arrays.fill(successes, 0);
    Arrays.fill(scaledProbes, 0);
    exampleCount = 0;
  }

  /// Says that one target, probed just before, is known only to the doorkeeper, with its one probe.
  void missFirst(long now, long samplingRate) {
    firstIsMissing = true;
    firstMissingMillis = now;
    int at = (int) (step % STEPS);
    probes[at]++;
    scaledProbes[at] += samplingRate;
  }

  boolean firstIsMissing() {
    return firstIsMissing;
  }

  void firstIsKnown() {
    firstIsMissing = false;
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

  /// Counts a probe of a target. False if the exact list is full and there is no summary to go on
  /// with.
  boolean countProbe(
      long now,
      long newStep,
      long windowMillis,
      long samplingRate,
      long mark,
      long high,
      long low) {
    int at = slideTo(newStep);
    probes[at]++;
    scaledProbes[at] = CounterTable.plus(scaledProbes[at], samplingRate);
    lastMillis = now;
    if (many != null) {
      many.add(at, spread((int) mark));
    }
    return remember((int) mark, ticks(now), ticks(windowMillis), high, low);
  }

  private boolean remember(int mark, int now, int window, long high, long low) {
    int free = -1;
    for (int i = 0; i < markCount; i++) {
      if (marks[i] == mark) {
        markTicks[i] = now;
        return true;
      }
      if (now - markTicks[i] >= window) {
        free = i;
      }
    }
    if (free < 0 && markCount < EXACT) {
      free = markCount++;
    }
    if (exampleCount < EXAMPLES) {
      examples[2 * exampleCount] = high;
      examples[2 * exampleCount + 1] = low;
      exampleCount++;
    }
    if (free < 0) {
      return many != null;
    }
    marks[free] = mark;
    markTicks[free] = now;
    return true;
  }

  /// Targets of the list, whether in the window or not: no less than [#distinct].
  int listed() {
    return markCount + (firstIsMissing ? 1 : 0);
  }

  /// Distinct targets in the window.
  long distinct(long now, long newStep, long windowMillis) {
    slideTo(newStep);
    long exact = firstIsMissing && firstMissingMillis > now - windowMillis ? 1 : 0;
    for (int i = 0; i < markCount; i++) {
      exact += ticks(now) - markTicks[i] < ticks(windowMillis) ? 1 : 0;
    }
    return many == null ? exact : Math.max(exact, Math.min(many.estimate(), probes()));
  }

  /// Whether the number of distinct targets is a count; else it is an estimate itself.
  boolean isCounted() {
    return many == null;
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
