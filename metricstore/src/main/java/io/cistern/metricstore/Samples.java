package io.cistern.metricstore;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The samples of one series, gathered from chunks and heads. Not thread-safe.
final class Samples {
  private static final int DISTANCES = 255;

  final ValueKind kind;
  int size;
  long[] times = new long[16];
  long[] raw = new long[16];
  private boolean ascending = true;

  Samples(ValueKind kind) {
    this.kind = kind;
  }

  void add(long time, long bits) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      raw = Arrays.copyOf(raw, size * 2);
    }
    ascending &= size == 0 || time > times[size - 1];
    times[size] = time;
    raw[size] = bits;
    size++;
  }

  double value(int i) {
    return kind.toDouble(raw[i]);
  }

  /// Puts them into order of time; of several at one time the one added last stays.
  void sort() {
    if (ascending) {
      return;
    }
    Integer[] order = IntStream.range(0, size).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (a, b) -> Long.compare(times[a], times[b])); // stable
    long[] sortedTimes = new long[size];
    long[] sortedRaw = new long[size];
    int n = 0;
    for (int i : order) {
      if (n > 0 && sortedTimes[n - 1] == times[i]) {
        n--;
      }
      sortedTimes[n] = times[i];
      sortedRaw[n++] = raw[i];
    }
    times = sortedTimes;
    raw = sortedRaw;
    size = n;
    ascending = true;
  }

  /// Leaves out the values that are not numbers.
  void dropNaN() {
    if (kind != ValueKind.GAUGE_DOUBLE) {
      return;
    }
    int n = 0;
    for (int i = 0; i < size; i++) {
      if (!Double.isNaN(value(i))) {
        times[n] = times[i];
        raw[n++] = raw[i];
      }
    }
    size = n;
  }

  /// The first at or after a time, or [#size].
  int indexOf(long time) {
    int at = Arrays.binarySearch(times, 0, size, time);
    return at >= 0 ? at : -at - 1;
  }

  /// The longest distance that is not a gap: three times the median of up to 255 distances spread
  /// evenly over all of them; 0 if there are not two samples.
  long longestNoGap() {
    int distances = size - 1;
    if (distances <= 0) {
      return 0;
    }
    int n = Math.min(distances, DISTANCES);
    long[] some = new long[n];
    for (int i = 0; i < n; i++) {
      int at = (int) ((long) i * distances / n);
      some[i] = times[at + 1] - times[at];
    }
    Arrays.sort(some);
    return 3 * some[n / 2];
  }
}
