package io.cistern.metricstore.rollup;

import io.cistern.metricstore.codec.ExactSum;
import io.cistern.metricstore.codec.Intervals;
import io.cistern.metricstore.codec.NumberKind;
import io.cistern.metricstore.codec.Statistics;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The samples of one series, gathered from chunks, rollups and heads, in which one may stand for
/// several: its time and value are then those of the last. Not thread-safe.
public final class Samples {
  public final NumberKind kind;
  public int size;
  public long[] times = new long[16];
  public long[] raw = new long[16];

  /// `null` as long as each stands for itself alone.
  public @Nullable Summaries summaries;

  /// The distances of those that others stand for; `null`: there are none.
  private @Nullable Intervals within;

  private boolean ascending = true;

  public Samples(NumberKind kind) {
    this.kind = kind;
  }

  public void clear() {
    size = 0;
    summaries = null;
    within = null;
    ascending = true;
  }

  public void add(long time, long bits) {
    grow(size + 1);
    put(time, bits);
    if (summaries != null) {
      summaries.begin(size - 1, time, bits, false);
    }
  }

  /// Adds several, ascending in time.
  public void addAll(long[] moreTimes, long[] moreBits, int count) {
    if (summaries != null || count == 0) {
      for (int i = 0; i < count; i++) {
        add(moreTimes[i], moreBits[i]);
      }
      return;
    }
    grow(size + count);
    ascending &= size == 0 || moreTimes[0] > times[size - 1];
    System.arraycopy(moreTimes, 0, times, size, count);
    System.arraycopy(moreBits, 0, raw, size, count);
    size += count;
  }

  /// Adds one that will stand for several, of which this is the first.
  ///
  /// @param mark whether a reset mark lies between it and the sample before
  public void begin(long time, long bits, boolean mark) {
    Summaries all = summarised();
    grow(size + 1);
    put(time, bits);
    all.begin(size - 1, time, bits, mark);
  }

  /// Lets the last one, if there is any, have the sum of those that it stands for.
  public void endSum(ExactSum sum) {
    if (size > 0) {
      summarised().setSum(size - 1, sum);
    }
  }

  /// Lets the last one stand for one more, but for the sum.
  public void extend(long time, long bits, boolean mark) {
    int at = size - 1;
    summarised().extend(at, raw[at], bits, mark);
    times[at] = time;
    raw[at] = bits;
  }

  /// Adds one that stands for several, of which the first and the last are given.
  ///
  /// @return its index, to set the rest of what it says
  public int addSummary(long firstTime, long firstBits, long lastTime, long lastBits) {
    begin(firstTime, firstBits, false);
    times[size - 1] = lastTime;
    raw[size - 1] = lastBits;
    return size - 1;
  }

  /// Adds one that stands for all values of a column of a chunk.
  public void add(Statistics statistics) {
    int i =
        addSummary(statistics.firstTime, statistics.first, statistics.lastTime, statistics.last);
    summarised().set(i, statistics);
    within().add(statistics.intervals);
  }

  /// Notes the mean distance of those that the last one stands for.
  public void addDistances() {
    int i = size - 1;
    long count = summarised().counts[i] - 1;
    if (count > 0) {
      within().add((times[i] - firstTime(i)) / count, count);
    }
  }

  private Intervals within() {
    if (within == null) {
      within = new Intervals();
    }
    return within;
  }

  /// Adds those of another, summarised too, whose steps this has no samples in.
  public void addMissing(Samples other, long step) {
    int mine = size;
    for (int i = 0; i < other.size; i++) {
      int at = indexOf(mine, other.times[i] / step * step);
      if (at == mine || times[at] / step != other.times[i] / step) {
        int copy = addSummary(other.firstTime(i), other.firstRaw(i), other.times[i], other.raw[i]);
        summarised().copy(other.summarised(), i, copy);
      }
    }
    sort();
  }

  /// What each stands for; from now on each may stand for several.
  public Summaries summarised() {
    if (summaries == null) {
      summaries = new Summaries(kind, times.length);
      for (int i = 0; i < size; i++) {
        summaries.begin(i, times[i], raw[i], false);
      }
    }
    return summaries;
  }

  private void grow(int needed) {
    if (needed > times.length) {
      int length = Math.max(needed, times.length * 2);
      times = Arrays.copyOf(times, length);
      raw = Arrays.copyOf(raw, length);
      if (summaries != null) {
        summaries.grow(length);
      }
    }
  }

  private void put(long time, long bits) {
    ascending &= size == 0 || time > times[size - 1];
    times[size] = time;
    raw[size] = bits;
    size++;
  }

  public double value(int i) {
    return kind.toDouble(raw[i]);
  }

  public long firstTime(int i) {
    return summaries == null ? times[i] : summaries.firstTimes[i];
  }

  public long firstRaw(int i) {
    return summaries == null ? raw[i] : summaries.firstRaw[i];
  }

  public double firstValue(int i) {
    return kind.toDouble(firstRaw(i));
  }

  /// Puts them into order of time; of several at one time the one added last stays.
  public void sort() {
    if (ascending) {
      return;
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted((a, b) -> Long.compare(times[a], times[b])) // stable
            .mapToInt(i -> i)
            .toArray();
    int n = 0;
    for (int i = 0; i < size; i++) {
      if (n > 0 && times[order[n - 1]] == times[order[i]]) {
        n--;
      }
      order[n++] = order[i];
    }
    keep(order, n);
    ascending = true;
  }

  /// Leaves out the values that are not numbers; what stands for several has none among them.
  public void dropNaN() {
    if (kind != NumberKind.GAUGE_DOUBLE) {
      return;
    }
    int[] numbers = IntStream.range(0, size).filter(i -> !Double.isNaN(value(i))).toArray();
    if (numbers.length < size) {
      keep(numbers, numbers.length);
    }
  }

  private void keep(int[] order, int n) {
    long[] keptTimes = new long[n];
    long[] keptRaw = new long[n];
    for (int i = 0; i < n; i++) {
      keptTimes[i] = times[order[i]];
      keptRaw[i] = raw[order[i]];
    }
    if (summaries != null) {
      summaries = summaries.pick(order, n);
    }
    times = keptTimes;
    raw = keptRaw;
    size = n;
  }

  /// The first at or after a time, or [#size].
  public int indexOf(long time) {
    return indexOf(size, time);
  }

  private int indexOf(int end, long time) {
    int at = Arrays.binarySearch(times, 0, end, time);
    return at >= 0 ? at : -at - 1;
  }

  /// The median distance, rounded up to four significant bits; 0 if there are not two samples.
  public long medianInterval() {
    var intervals = new Intervals();
    if (within != null) {
      intervals.add(within);
    }
    if (summaries == null) {
      intervals.addBetween(times, 0, size);
    } else {
      for (int i = 1; i < size; i++) {
        intervals.add(firstTime(i) - times[i - 1], 1);
      }
    }
    return intervals.median();
  }
}
