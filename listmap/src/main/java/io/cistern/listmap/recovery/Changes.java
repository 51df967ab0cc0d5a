package io.cistern.listmap.recovery;

import io.cistern.listmap.file.Region;
import io.cistern.listmap.log.LogReader;
import io.cistern.listmap.log.Records;
import java.util.Arrays;

/// Puts and removals in the order of the log; sorted, the last one of each key.
///
/// A change is three numbers: the first eight bytes of its key, the eight that follow, and the
/// offset of its record, whose lowest bit marks a removal. To sort a million records without
/// touching each of them again takes a fraction of the time.
final class Changes {

  /* Most of the order comes from a radix sort by as many bits of the prefixes as tell most of the
   * keys apart. Those that have all these bits in common become neighbours, in the order of the
   * log: two or three, or many that begin with the same bytes, and then often ascend already. Where
   * they do not they are merged. */

  static final long REMOVAL = 1;

  /// Numbers of a change.
  static final int STRIDE = 3;

  /// Where among them the record is.
  static final int RECORD = 2;

  private static final int INSERTION = 12;
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;

  /// Bits beyond log2(n) by which n random keys are sorted: one in four has them in common with
  /// another.
  private static final int MORE_BITS = 2;

  private final Records source;
  private long[] changes = new long[1024 * STRIDE];
  private long[] spare = {};
  private int count;
  private long putBytes;

  /// Bits in which prefixes differ from the first, and whether they ascend.
  private long varying;

  private boolean isAscending;

  Changes(Records source) {
    this.source = source;
  }

  int count() {
    return count;
  }

  /// The changes, each [#STRIDE] numbers.
  long[] changes() {
    return changes;
  }

  /// Bytes of the puts that are there.
  long putBytes() {
    return putBytes;
  }

  /// Adds the change that a reader is at.
  void add(LogReader log, boolean isPut) {
    int at = STRIDE * count++;
    if (at == changes.length) {
      changes = Arrays.copyOf(changes, (count <= Region.RECOVERY_RUN / 4 ? 4 : 2) * at);
    }
    long prefix = log.prefix();
    changes[at] = prefix;
    changes[at + 1] = log.secondPrefix();
    changes[at + RECORD] = isPut ? log.record() : log.record() | REMOVAL;
    putBytes += isPut ? log.paddedLength() : 0;
    if (at == 0) {
      varying = 0;
      isAscending = true;
    } else {
      varying |= prefix ^ changes[0];
      isAscending &= Long.compareUnsigned(changes[at - STRIDE], prefix) <= 0;
    }
  }

  /// Forgets all but the first changes.
  void cutTo(int kept) {
    while (count > kept) {
      takeBack(changes[STRIDE * --count + RECORD]);
    }
  }

  /// Forgets all.
  void clear() {
    count = 0;
    putBytes = 0;
  }

  /// Sorts by key, and keeps the last change of each.
  void sort() {
    int shift = isAscending ? 0 : sortByPrefixes();
    int kept = 0;
    for (int from = 0; from < count; ) {
      int to = from + 1;
      long bits = changes[STRIDE * from] >>> shift;
      while (to < count && changes[STRIDE * to] >>> shift == bits) {
        to++;
      }
      if (to - from > 1 && !isStrictlyAscending(from, to)) {
        sort(from, to);
        kept = keepLast(from, to, kept);
      } else {
        if (kept < from) {
          copy(changes, from, changes, kept, to - from);
        }
        kept += to - from;
      }
      from = to;
    }
    count = kept;
  }

  /// Sorts by as many bits as matter.
  ///
  /// @return the lowest of them
  private int sortByPrefixes() {
    int top = Long.SIZE - Long.numberOfLeadingZeros(varying);
    int needed = Integer.SIZE - Integer.numberOfLeadingZeros(count) + MORE_BITS;
    int digits = (Math.min(top, needed) + DIGIT_BITS - 1) / DIGIT_BITS;
    int shift = Math.max(0, top - digits * DIGIT_BITS);
    for (int digit = 0; digit < digits; digit++) {
      sortByDigit(shift + digit * DIGIT_BITS);
    }
    return shift;
  }

  /// A pass of the radix sort: stable.
  private void sortByDigit(int shift) {
    var ends = new int[DIGITS];
    int length = STRIDE * count;
    for (int i = 0; i < length; i += STRIDE) {
      ends[digit(changes[i], shift)]++;
    }
    if (ends[digit(changes[0], shift)] == count) {
      return;
    }
    int sum = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      int n = ends[digit];
      ends[digit] = sum;
      sum += STRIDE * n;
    }
    var sorted = spare(changes.length);
    for (int i = 0; i < length; i += STRIDE) {
      int digit = digit(changes[i], shift);
      int to = ends[digit];
      sorted[to] = changes[i];
      sorted[to + 1] = changes[i + 1];
      sorted[to + 2] = changes[i + 2];
      ends[digit] = to + STRIDE;
    }
    spare = changes;
    changes = sorted;
  }

  private static int digit(long prefix, int shift) {
    return (int) (prefix >>> shift) & (DIGITS - 1);
  }

  private long[] spare(int length) {
    if (spare.length < length) {
      spare = new long[length];
    }
    return spare;
  }

  private int keepLast(int from, int to, int kept) {
    int out = kept;
    for (int i = from; i < to; i++) {
      if (i + 1 < to && compare(changes, i, changes, i + 1) == 0) {
        takeBack(changes[STRIDE * i + RECORD]);
      } else {
        copy(changes, i, changes, out++, 1);
      }
    }
    return out;
  }

  private void takeBack(long record) {
    if ((record & REMOVAL) == 0) {
      putBytes -= source.paddedLength(record);
    }
  }

  private boolean isStrictlyAscending(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (compare(changes, i - 1, changes, i) >= 0) {
        return false;
      }
    }
    return true;
  }

  /// A stable merge sort: of one key, the changes stay in the order of the log.
  private void sort(int from, int to) {
    if (to - from <= INSERTION) {
      insertionSort(from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(from, middle);
    sort(middle, to);
    if (compare(changes, middle - 1, changes, middle) > 0) {
      merge(from, middle, to);
    }
  }

  private void merge(int from, int middle, int to) {
    int left = middle - from;
    var lefts = spare(STRIDE * left);
    copy(changes, from, lefts, 0, left);
    int l = 0;
    int r = middle;
    for (int out = from; l < left; out++) {
      if (r < to && compare(changes, r, lefts, l) < 0) {
        copy(changes, r++, changes, out, 1);
      } else {
        copy(lefts, l++, changes, out, 1);
      }
    }
  }

  private void insertionSort(int from, int to) {
    var moved = new long[STRIDE];
    for (int i = from + 1; i < to; i++) {
      copy(changes, i, moved, 0, 1);
      int at = i;
      while (at > from && compare(changes, at - 1, moved, 0) > 0) {
        at--;
      }
      copy(changes, at, changes, at + 1, i - at);
      copy(moved, 0, changes, at, 1);
    }
  }

  private static void copy(long[] from, int at, long[] to, int toAt, int n) {
    System.arraycopy(from, STRIDE * at, to, STRIDE * toAt, STRIDE * n);
  }

  private int compare(long[] left, int l, long[] right, int r) {
    int a = STRIDE * l;
    int b = STRIDE * r;
    int order = Long.compareUnsigned(left[a], right[b]);
    if (order == 0) {
      order = Long.compareUnsigned(left[a + 1], right[b + 1]);
    }
    return order == 0 ? compareRecords(source, left[a + RECORD], right[b + RECORD]) : order;
  }

  /// Compares the keys of two changes that have the same prefix.
  static int compareRecords(Records source, long left, long right) {
    return source.compareBeyondPrefix(left & ~REMOVAL, right & ~REMOVAL);
  }
}
