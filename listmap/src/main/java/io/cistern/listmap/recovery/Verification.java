package io.cistern.listmap.recovery;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.VerifyMode;
import io.cistern.listmap.VerifyReport;
import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.leaf.Leaf;
import io.cistern.listmap.leaf.Leaves;
import io.cistern.listmap.log.Log;
import io.cistern.listmap.log.RecordView;
import io.cistern.listmap.log.Records;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks a live map's list, and its log, against each other. Nothing may be written meanwhile.
public final class Verification {

  private final Log log;
  private final Records records;
  private final Leaves leaves;
  private final long entries;
  private final Checksum checksum = new Checksum();
  private final RecordView view = new RecordView(checksum, true);
  private final List<VerifyReport.Problem> problems = new ArrayList<>();
  private boolean isFull;

  /// What the log says, unless only the list is looked at, or the log is damaged.
  private @Nullable Merge live;

  private long liveCount;

  private long slotCount;

  // The last slot that was in order.

  private long lastPrefix;
  private long lastRecord;

  public Verification(Log log, Leaves leaves, long entries) {
    this.log = log;
    this.records = log.records();
    this.leaves = leaves;
    this.entries = entries;
  }

  public VerifyReport run(VerifyMode mode) {
    isFull = mode == VerifyMode.FULL;
    long recordCount = isFull ? checkLog() : 0;
    long leafCount = 0;
    long prev = 0;
    for (long leaf = leaves.first(); leaf != 0 && leafCount < leaves.count(); leafCount++) {
      if (!Leaf.isPossible(leaf, log.tail())) {
        report(prev, "link of a leaf");
        break;
      }
      try {
        leaves.check(checksum, leaf);
      } catch (CorruptFileException e) {
        report(e.offset(), e.what());
        break;
      }
      var window = log.space().window(leaf);
      long base = leaf - window.base;
      if (Leaf.prev(window.segment, base) != prev) {
        report(leaf, "backward link of a leaf");
      }
      checkLeaf(window.segment, base, leaf);
      prev = leaf;
      leaf = Leaf.next(window.segment, base);
    }
    if (problems.isEmpty()) {
      if (prev != leaves.last() || leafCount != leaves.count()) {
        report(prev, "list of leaves ends early or late");
      }
      while (live != null && live.next()) {
        liveCount++;
      }
      if (slotCount != entries || (live != null && liveCount != entries)) {
        report(0, "number of entries: " + slotCount + ", expected " + entries);
      }
    }
    return new VerifyReport(mode, leafCount, slotCount, recordCount, problems);
  }

  /// @return the number of intact records
  private long checkLog() {
    var recovery = new Recovery(records, false);
    recovery.scan(log.tail());
    if (recovery.tail() == log.tail()) {
      live = recovery.merge();
    } else {
      report(recovery.tail(), "record");
    }
    return recovery.recordCount();
  }

  private void checkLeaf(MemorySegment segment, long base, long leaf) {
    long low = Leaf.low(segment, base);
    long lowPrefix = Leaf.lowPrefix(segment, base);
    boolean hasLow = isFull && low != 0 && isIntact(lowPrefix, low);
    if (hasLow && order(lowPrefix, low) >= 0) {
      report(leaf, "low key is not above the leaf before");
    }
    int slots = Leaf.count(segment, base);
    for (int i = 0; i < slots; i++) {
      long prefix = Leaf.prefix(segment, base, i);
      long record = Leaf.record(segment, base, i);
      if (isFull) {
        checkSlot(leaf, prefix, record);
        if (i == 0 && hasLow && lastRecord == record && order(lowPrefix, low) < 0) {
          report(leaf, "low key is above the first slot");
        }
      } else {
        if (Long.compareUnsigned(prefix, lastPrefix) < 0) {
          report(leaf, "prefixes out of order");
        }
        lastPrefix = prefix;
      }
      slotCount++;
    }
  }

  private void checkSlot(long leaf, long prefix, long record) {
    if (live != null) {
      if (live.next() && live.record() == record) {
        liveCount++;
      } else {
        report(leaf, "slot differs from what the log says");
      }
    }
    if (isIntact(prefix, record)) {
      if (order(prefix, record) >= 0) {
        report(record, "keys out of order");
      }
      lastPrefix = prefix;
      lastRecord = record;
    }
  }

  private boolean isIntact(long prefix, long record) {
    try {
      records.check(view, record);
    } catch (CorruptFileException e) {
      report(e.offset(), e.what());
      return false;
    }
    if (records.prefix(record) != prefix) {
      report(record, "prefix differs from the key's");
      return false;
    }
    return true;
  }

  /// Compares the last slot with a key; below it if there was none.
  private int order(long prefix, long record) {
    if (lastRecord == 0) {
      return -1;
    }
    return prefix == lastPrefix
        ? records.compareBeyondPrefix(lastRecord, record)
        : Long.compareUnsigned(lastPrefix, prefix);
  }

  private void report(long offset, String what) {
    if (problems.size() < VerifyReport.MAX_PROBLEMS) {
      problems.add(new VerifyReport.Problem(offset, what));
    }
  }
}
