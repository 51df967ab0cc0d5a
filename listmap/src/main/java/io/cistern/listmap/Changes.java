package io.cistern.listmap;

import java.util.Arrays;

/// Puts and removals found in a log, as key prefixes and record offsets; sorted, they become the
/// live keys.
///
/// Until then the lowest bit of an offset, which is a multiple of four, tells a put from a removal:
/// to sort a million records without touching each of them again takes a fraction of the time.
final class Changes {

  private static final long PUT = 1;

  private static final int INSERTION = 12;

  private final Records source;
  private long[] prefixes = new long[1024];
  private long[] records = new long[1024];
  private int count;
  private long putBytes;

  Changes(Records source) {
    this.source = source;
  }

  int count() {
    return count;
  }

  long[] prefixes() {
    return prefixes;
  }

  long[] records() {
    return records;
  }

  /// Bytes of the puts that are kept: once sorted, of the live records.
  long putBytes() {
    return putBytes;
  }

  /// Adds a change.
  ///
  /// @param record an intact record
  void add(long record, boolean isPut) {
    if (count == records.length) {
      prefixes = Arrays.copyOf(prefixes, count * 2);
      records = Arrays.copyOf(records, count * 2);
    }
    if (isPut) {
      putBytes += source.paddedLength(record);
    }
    prefixes[count] = source.prefix(record);
    records[count++] = isPut ? record | PUT : record;
  }

  /// Forgets all but the first changes.
  void cutTo(int kept) {
    while (count > kept) {
      takeBack(records[--count]);
    }
  }

  /// Sorts by key, keeps the last change of each key, and of those the puts.
  void sortToLive() {
    if (!isSorted(0, count)) {
      sort(0, count, new long[(count + 1) / 2], new long[(count + 1) / 2]);
    }
    int live = 0;
    for (int i = 0; i < count; i++) {
      boolean isPut = (records[i] & PUT) != 0;
      if (isPut && (i + 1 == count || compare(i, prefixes[i + 1], records[i + 1]) != 0)) {
        prefixes[live] = prefixes[i];
        records[live++] = records[i] & ~PUT;
      } else {
        takeBack(records[i]);
      }
    }
    count = live;
  }

  private void takeBack(long record) {
    if ((record & PUT) != 0) {
      putBytes -= source.paddedLength(record & ~PUT);
    }
  }

  private boolean isSorted(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (compare(i - 1, prefixes[i], records[i]) > 0) {
        return false;
      }
    }
    return true;
  }

  /// A stable merge sort: of one key, the changes stay in the order of the log.
  private void sort(int from, int to, long[] spare, long[] spareRecords) {
    if (to - from <= INSERTION) {
      insertionSort(from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(from, middle, spare, spareRecords);
    sort(middle, to, spare, spareRecords);
    if (compare(middle - 1, prefixes[middle], records[middle]) <= 0) {
      return;
    }
    int left = middle - from;
    System.arraycopy(prefixes, from, spare, 0, left);
    System.arraycopy(records, from, spareRecords, 0, left);
    int l = 0;
    int r = middle;
    int out = from;
    while (l < left) {
      if (r < to && compare(r, spare[l], spareRecords[l]) < 0) {
        prefixes[out] = prefixes[r];
        records[out++] = records[r++];
      } else {
        prefixes[out] = spare[l];
        records[out++] = spareRecords[l++];
      }
    }
  }

  private void insertionSort(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long prefix = prefixes[i];
      long record = records[i];
      int at = i;
      while (at > from && compare(at - 1, prefix, record) > 0) {
        prefixes[at] = prefixes[at - 1];
        records[at] = records[at - 1];
        at--;
      }
      prefixes[at] = prefix;
      records[at] = record;
    }
  }

  private int compare(int i, long prefix, long record) {
    return prefixes[i] != prefix
        ? Long.compareUnsigned(prefixes[i], prefix)
        : source.compareBeyondPrefix(records[i] & ~PUT, record & ~PUT);
  }
}
