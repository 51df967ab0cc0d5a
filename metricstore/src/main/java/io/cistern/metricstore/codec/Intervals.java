package io.cistern.metricstore.codec;

import java.util.Arrays;

/// How far the samples of a series are apart: how many distances there are of each class. Distances
/// of one class are equal when rounded up to four significant bits (1 to 16, then 18, 20, ... 32,
/// 36 and so on), so that counts of parts of a series add up to those of the whole. Not
/// thread-safe.
public final class Intervals {
  private static final int SUBCLASSES = 8;

  /// Times are of less than 48 bits.
  private static final int CLASSES = SUBCLASSES * (48 - 2);

  private final long[] counts = new long[CLASSES];
  private long total;

  public void clear() {
    Arrays.fill(counts, 0);
    total = 0;
  }

  /// How many distances.
  public long total() {
    return total;
  }

  private static int classOf(long distance) {
    long x = Math.max(1, distance) - 1;
    int shift = Math.max(0, 60 - Long.numberOfLeadingZeros(x));
    return SUBCLASSES * shift + (int) (x >>> shift);
  }

  /// The greatest distance of a class.
  private static long greatest(int c) {
    return c < SUBCLASSES ? c + 1 : (c % SUBCLASSES + SUBCLASSES + 1L) << (c / SUBCLASSES - 1);
  }

  public void add(long distance, long count) {
    counts[classOf(distance)] += count;
    total += count;
  }

  public void add(Intervals other) {
    for (int c = 0; c < CLASSES; c++) {
      counts[c] += other.counts[c];
    }
    total += other.total;
  }

  /// Adds the distances of the times `from` to less than `to`, ascending.
  public void addBetween(long[] times, int from, int to) {
    long above = 0;
    long most = 0;
    int current = 0;
    int run = 0;
    for (int i = from + 1; i < to; i++) {
      long distance = times[i] - times[i - 1];
      if (distance <= above || distance > most) {
        counts[current] += run;
        run = 0;
        current = classOf(distance);
        above = current == 0 ? -1 : greatest(current - 1);
        most = greatest(current);
      }
      run++;
    }
    counts[current] += run;
    total += Math.max(0, to - from - 1);
  }

  /// The median, rounded up to four significant bits; the greater of two; 0 if there is none.
  public long median() {
    long rank = total / 2;
    for (int c = 0; c < CLASSES; c++) {
      rank -= counts[c];
      if (rank < 0) {
        return greatest(c);
      }
    }
    return 0;
  }

  /// Whether they are the same.
  public boolean agrees(Intervals other) {
    return Arrays.equals(counts, other.counts);
  }

  /// Writes how many classes, then each: classes skipped since the last one, and, but of the last
  /// one, how many distances.
  public void write(ByteOutput out) {
    int classes = 0;
    int last = 0;
    for (int c = 0; c < CLASSES; c++) {
      if (counts[c] > 0) {
        classes++;
        last = c;
      }
    }
    out.writeVarint(classes);
    int next = 0;
    for (int c = 0; c <= last && classes > 0; c++) {
      if (counts[c] > 0) {
        out.writeVarint(c - next);
        next = c + 1;
        if (c < last) {
          out.writeVarint(counts[c]);
        }
      }
    }
  }

  /// Reads what stands for so many distances, or for none.
  ///
  /// @return whether there are any
  public boolean read(ByteInput in, int distances) throws DamagedDataException {
    clear();
    int classes = in.readCount(Math.min(CLASSES, distances), "classes of distances");
    int next = 0;
    int rest = distances;
    for (int i = classes; i > 0; i--) {
      int c = next + in.readCount(CLASSES - next - i, "class of distances");
      int count = i == 1 ? rest : in.readCount(rest - i + 1, "distances");
      if (count == 0) {
        throw in.damaged("class without distances: " + c);
      }
      counts[c] = count;
      rest -= count;
      next = c + 1;
    }
    total = classes == 0 ? 0 : distances;
    return classes > 0;
  }
}
