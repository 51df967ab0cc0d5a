package io.cistern.listmap.recovery;

import io.cistern.listmap.file.Format;
import io.cistern.listmap.log.Records;
import java.util.ArrayList;
import java.util.List;

/// Sorted runs of changes that wait in [SpareLeaves] to be merged, the oldest first.
///
/// Where the log holds many changes of the same keys, leaves do not suffice for all runs; those in
/// memory are merged then, so that memory grows with the map and not with its log.
final class Runs {

  /// A run, in places of which all but the last are full.
  ///
  /// @param places in the order of the keys
  /// @param count of all slots
  record Run(long[] places, long count) {}

  private final Records records;
  private final SpareLeaves spare;
  private final List<Run> runs = new ArrayList<>();
  private long putBytes;

  /// Places in memory above which the runs are merged.
  private final int memory;

  private int mostMemory;

  /// @param run changes of a run, as a rule: as many may be in memory
  Runs(Records records, SpareLeaves spare, int run) {
    this.records = records;
    this.spare = spare;
    this.memory = run / Format.LEAF_CAPACITY + 1;
    this.mostMemory = memory;
  }

  /// Sorts changes, younger than all before, and writes them away.
  void add(Changes changes) {
    changes.sort();
    putBytes += changes.putBytes();
    var writer = new RunWriter(spare);
    var all = changes.changes();
    for (int i = 0; i < Changes.STRIDE * changes.count(); i += Changes.STRIDE) {
      writer.add(all[i], all[i + Changes.RECORD]);
    }
    runs.add(writer.end());
    changes.clear();
    if (spare.usedMemory() > mostMemory && runs.size() > 1) {
      var merge = new Merge(records, spare, runs, changes, putBytes);
      var merged = merge.writeAll();
      putBytes = merge.putBytes();
      runs.clear();
      runs.add(merged);
      mostMemory = Math.max(memory, 2 * spare.usedMemory()); // if it was of little use
    }
  }

  /// Merges what was added with the last changes, and with that uses it up.
  Merge merge(Changes changes) {
    changes.sort();
    return new Merge(records, spare, runs, changes, putBytes + changes.putBytes());
  }
}
