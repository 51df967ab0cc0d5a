package io.cistern.listmap;

import static io.cistern.listmap.Format.RECORD_HEADER;

/// Reads a log from its start, as far as checksums and sequence hold, and sorts what it says by
/// key.
///
/// Everything after the first hole is left out, even where it looks intact: the pages of a file
/// reach the disk in any order, and only what has no hole before it is a state the map once had.
///
/// Changes are sorted a run at a time, and the runs merged in the end: the time grows with the log
/// and hardly more, the memory is that of one run, or of the largest batch.
final class Recovery {

  /// Changes of a run, as a rule: 24 bytes each, twice.
  static final int RUN = 1 << 20;

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
  Recovery(Records records, boolean usesLeaves) {
    this.records = records;
    this.run = records.space().region().recoveryRun();
    this.spare = new SpareLeaves(records.space(), usesLeaves);
    this.runs = new Runs(records, spare, run);
    this.changes = new Changes(records);
  }

  /// Where the log ends.
  long tail() {
    return tail;
  }

  /// The sequence the next record would have.
  long nextSequence() {
    return nextSequence;
  }

  /// Records read that count.
  long recordCount() {
    return recordCount;
  }

  /// Every leaf of the log, and where the runs are.
  SpareLeaves spare() {
    return spare;
  }

  /// What the log says in the end. Only once.
  Merge merge() {
    return runs.merge(changes);
  }

  /// Reads the log up to a limit. Of an unfinished batch nothing is kept.
  void scan(long limit) {
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
