package io.cistern.listmap.recovery;

import static io.cistern.listmap.file.Format.RECORD_HEADER;

import io.cistern.listmap.MapFullException;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.leaf.Leaves;
import io.cistern.listmap.log.Log;
import io.cistern.listmap.log.LogReader;
import io.cistern.listmap.log.Records;

/// Reads a log from its start, as far as checksums and sequence hold, and sorts what it says by
/// key.
///
/// Everything after the first hole is left out, even where it looks intact: the pages of a file
/// reach the disk in any order, and only what has no hole before it is a state the map once had.
///
/// Changes are sorted a run at a time, and the runs merged in the end: the time grows with the log
/// and hardly more, the memory is that of one run, or of the largest batch.
public final class Recovery {

  /// What a map holds.
  ///
  /// @param entries how many
  /// @param bytes of their records
  public record Content(long entries, long bytes) {}

  private final Records records;
  private final int run;
  private final SpareLeaves spare;
  private final Runs runs;
  private final Changes changes;
  private long tail = Format.START;
  private long nextSequence = 1;
  private long recordCount;

  /// @param usesLeaves whether the content of the file's leaves means nothing any more, so that
  ///   they can hold the runs
  public Recovery(Records records, boolean usesLeaves) {
    this.records = records;
    this.run = records.space().region().recoveryRun();
    this.spare = new SpareLeaves(records.space(), usesLeaves);
    this.runs = new Runs(records, spare, run);
    this.changes = new Changes(records);
  }

  /// Where the log ends.
  public long tail() {
    return tail;
  }

  /// The sequence the next record would have.
  public long nextSequence() {
    return nextSequence;
  }

  /// Records read that count.
  long recordCount() {
    return recordCount;
  }

  /// What the log says in the end. Only once.
  Merge merge() {
    return runs.merge(changes);
  }

  /// Fills a list of leaves with what the log says in the end, into unused leaves of the file
  /// first. Those that are left are kept for later splits.
  ///
  /// @return how many entries there are, and the bytes of their records
  /// @throws MapFullException if there is no room for the leaves that lack
  public Content rebuild(Leaves list, Log log) throws MapFullException {
    spare.useLeaves();
    var live = merge();
    var run = live.writeAll();
    var leaves = run.places().length == 0 ? new long[] {spare.take()} : run.places();
    int lacking = 0;
    for (long place : leaves) {
      lacking += place < 0 ? 1 : 0;
    }
    lacking -= Math.min(lacking, spare.freeLeaves());
    if (lacking > 0) {
      log.ensure((long) lacking * Format.LEAF_ROOM, 0);
    }
    for (int i = 0; i < leaves.length; i++) {
      if (leaves[i] < 0) {
        long leaf = spare.freeLeaves() > 0 ? spare.take() : log.appendLeaf();
        spare.move(leaves[i], leaf);
        leaves[i] = leaf;
      }
    }
    list.rebuild(leaves, run.count(), spare.takeLeaves());
    return new Content(run.count(), live.putBytes());
  }

  /// Reads the log up to a limit. Of an unfinished batch nothing is kept.
  public void scan(long limit) {
    var log = new LogReader(records, limit);
    int kept = 0;
    long unfinished = 0;
    while (log.next()) {
      int type = log.type();
      if (type == Format.BATCH_PUT || type == Format.BATCH_REMOVE) {
        changes.add(log, type == Format.BATCH_PUT);
        unfinished++;
        continue;
      }
      if (type == Format.COMMIT && log.length() == RECORD_HEADER + 8 && log.body() == unfinished) {
        recordCount += unfinished;
        unfinished = 0;
      } else if (unfinished != 0 || !isTaken(log, type)) {
        break;
      }
      recordCount++;
      tail = log.end();
      nextSequence = log.nextSequence();
      if (changes.count() >= run) {
        runs.add(changes);
      }
      kept = changes.count();
    }
    changes.cutTo(kept);
  }

  /// Takes a record that belongs to no batch.
  ///
  /// @return `false` if there is no such thing
  private boolean isTaken(LogReader log, int type) {
    switch (type) {
      case Format.PUT, Format.REMOVE -> changes.add(log, type == Format.PUT);
      case Format.LEAF -> {
        if (log.length() != Format.LEAF_BYTES
            || (log.record() & (Format.LEAF_ALIGNMENT - 1)) != 0) {
          return false;
        }
        spare.add(log.record());
      }
      case Format.PAD, Format.RESTART -> {}
      default -> {
        return false;
      }
    }
    return true;
  }
}
