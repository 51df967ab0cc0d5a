package io.cistern.listmap.recovery;

import io.cistern.listmap.file.Format;
import io.cistern.listmap.log.Records;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Live entries in key order, out of sorted runs of changes: of each key the youngest change, if it
/// is a put.
///
/// Whole stretches are taken from the run that is first. Records are looked at only where runs have
/// keys of the same prefix, and then the last such key of a run before all others: keys that end in
/// a time mostly follow each other from run to run.
final class Merge {

  /// A run on its way, of which some is at hand.
  private final class Source {
    final int age;
    final Runs.@Nullable Run run;
    final long[] slots;

    /// Numbers of a slot: the first is the prefix, the last the record.
    final int stride;

    int at;
    int end;
    private int place;

    /// @param age of two sources, the older has the lower one
    Source(int age, Runs.Run run) {
      this.age = age;
      this.run = run;
      this.slots = new long[2 * Format.LEAF_CAPACITY];
      this.stride = 2;
    }

    Source(int age, Changes changes) {
      this.age = age;
      this.run = null;
      this.slots = changes.changes();
      this.stride = Changes.STRIDE;
      this.end = stride * changes.count();
    }

    /// Sees to it that there is something at hand. What is read gives its place free.
    ///
    /// @return `false` at the end
    boolean hasMore() {
      if (at < end) {
        return true;
      }
      if (run == null || place == run.places().length) {
        return false;
      }
      long before = (long) place * Format.LEAF_CAPACITY;
      int count = (int) Math.min(Format.LEAF_CAPACITY, run.count() - before);
      spare.read(run.places()[place], slots, count);
      spare.give(run.places()[place++]);
      at = 0;
      end = stride * count;
      return true;
    }

    long recordAt(int slot) {
      return slots[slot + stride - 1];
    }

    boolean isBefore(Source other) {
      int order = Long.compareUnsigned(slots[at], other.slots[other.at]);
      if (order == 0) {
        order = compareTie(at, other);
      }
      return order != 0 ? order < 0 : age < other.age;
    }

    private int compareTie(int slot, Source other) {
      return Changes.compareRecords(records, recordAt(slot), other.recordAt(other.at));
    }

    /// Where what is at hand ceases to be below another source.
    int endBefore(Source other) {
      long limit = other.slots[other.at];
      int below = at;
      while (below < end && Long.compareUnsigned(slots[below], limit) < 0) {
        below += stride;
      }
      int high = below;
      while (high < end && slots[high] == limit) {
        high += stride;
      }
      if (high > below && compareTie(high - stride, other) < 0) {
        return high;
      }
      while (below < high) {
        int middle = below + (high - below) / stride / 2 * stride;
        if (compareTie(middle, other) < 0) {
          below = middle + stride;
        } else {
          high = middle;
        }
      }
      return below;
    }
  }

  private final Records records;
  private final SpareLeaves spare;

  /// A binary heap.
  private final Source[] sources;

  private int sourceCount;
  private long putBytes;

  /// The stretch that is handed out: slots of the source that was first.
  private long[] slots = {};

  private int stride;
  private int at;
  private int to;
  private long prefix;
  private long record;

  /// @param runs the oldest first
  /// @param changes sorted, younger than all
  /// @param putBytes bytes of all their puts
  Merge(Records records, SpareLeaves spare, List<Runs.Run> runs, Changes changes, long putBytes) {
    this.records = records;
    this.spare = spare;
    this.putBytes = putBytes;
    this.sources = new Source[runs.size() + 1];
    for (int age = 0; age < runs.size(); age++) {
      add(new Source(age, runs.get(age)));
    }
    add(new Source(runs.size(), changes));
    for (int i = sourceCount / 2 - 1; i >= 0; i--) {
      sift(i);
    }
  }

  private void add(Source source) {
    if (source.hasMore()) {
      sources[sourceCount++] = source;
    }
  }

  /// Moves to the next entry.
  ///
  /// @return `false` at the end
  boolean next() {
    do {
      while (at == to) {
        if (sourceCount == 0) {
          return false;
        }
        nextStretch();
      }
      prefix = slots[at];
      record = slots[at + stride - 1];
      at += stride;
    } while ((record & Changes.REMOVAL) != 0);
    return true;
  }

  /// The prefix of the entry's key.
  long prefix() {
    return prefix;
  }

  /// The entry's record.
  long record() {
    return record;
  }

  /// At the end, bytes of the records of all entries.
  long putBytes() {
    return putBytes;
  }

  /// Writes all entries that are left as one run.
  Runs.Run writeAll() {
    var writer = new RunWriter(spare);
    while (next()) {
      writer.add(prefix, record);
    }
    return writer.end();
  }

  private void nextStretch() {
    var first = sources[0];
    if (!first.hasMore()) {
      sources[0] = sources[--sourceCount];
    }
    if (sourceCount == 0) {
      return;
    }
    sift(0);
    first = sources[0];
    slots = first.slots;
    stride = first.stride;
    at = first.at;
    to = sourceCount == 1 ? first.end : first.endBefore(second());
    if (to == at) { // a younger source has the same key
      takeBack(first.recordAt(at));
      at += stride;
      to = at;
    }
    first.at = to;
  }

  private void takeBack(long superseded) {
    if ((superseded & Changes.REMOVAL) == 0) {
      putBytes -= records.paddedLength(superseded);
    }
  }

  private Source second() {
    return sourceCount == 2 || sources[1].isBefore(sources[2]) ? sources[1] : sources[2];
  }

  private void sift(int from) {
    int parent = from;
    var sunk = sources[parent];
    for (int child = 1 + 2 * parent; child < sourceCount; child = 1 + 2 * parent) {
      if (child + 1 < sourceCount && sources[child + 1].isBefore(sources[child])) {
        child++;
      }
      if (!sources[child].isBefore(sunk)) {
        break;
      }
      sources[parent] = sources[child];
      parent = child;
    }
    sources[parent] = sunk;
  }
}
