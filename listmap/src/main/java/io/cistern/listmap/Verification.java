package io.cistern.listmap;

import java.util.ArrayList;
import java.util.List;

/// Checks a map's list, and its log, against each other. Nothing may be written meanwhile.
final class Verification {

  private final Log log;
  private final Records records;
  private final Leaves leaves;
  private final long entries;
  private final Reading reading = new Reading();
  private final List<VerifyReport.Problem> problems = new ArrayList<>();

  Verification(Log log, Leaves leaves, long entries) {
    this.log = log;
    this.records = log.records();
    this.leaves = leaves;
    this.entries = entries;
  }

  VerifyReport run(VerifyMode mode) {
    Recovery recovery = null;
    Changes live = null;
    if (mode == VerifyMode.FULL) {
      recovery = new Recovery(records);
      live = recovery.scan(log.tail());
      live.sortToLive();
      if (recovery.tail() != log.tail()) {
        report(recovery.tail(), "record");
        live = null;
      }
    }
    long leafCount = 0;
    long slotCount = 0;
    long prev = 0;
    long lastPrefix = 0;
    long lastRecord = 0;
    for (long leaf = leaves.first(); leaf != 0 && leafCount < leaves.count(); leafCount++) {
      if (leaf < Format.START
          || (leaf & (Format.LEAF_ALIGNMENT - 1)) != 0
          || leaf + Format.LEAF_BYTES > log.tail()) {
        report(prev, "link of a leaf");
        break;
      }
      var window = log.space().window(leaf);
      var segment = window.segment;
      long base = leaf - window.base;
      if (Leaf.prev(segment, base) != prev) {
        report(leaf, "backward link of a leaf");
      }
      int slots = Leaf.count(segment, base);
      for (int i = 0; i < slots; i++) {
        long prefix = Leaf.prefix(segment, base, i);
        long record = Leaf.record(segment, base, i);
        if (mode == VerifyMode.FULL) {
          checkRecord(prefix, record, lastPrefix, lastRecord);
          if (live != null
              && (slotCount >= live.count() || live.records()[(int) slotCount] != record)) {
            report(leaf, "slot differs from what the log says");
          }
        } else if (Long.compareUnsigned(prefix, lastPrefix) < 0) {
          report(leaf, "prefixes out of order");
        }
        slotCount++;
        lastPrefix = prefix;
        lastRecord = record;
      }
      prev = leaf;
      leaf = Leaf.next(segment, base);
    }
    if (problems.isEmpty()) {
      if (prev != leaves.last() || leafCount != leaves.count()) {
        report(prev, "list of leaves ends early or late");
      }
      if (slotCount != entries || (live != null && live.count() != entries)) {
        report(0, "number of entries: " + slotCount + ", expected " + entries);
      }
    }
    long records = recovery == null ? 0 : recovery.recordCount();
    return new VerifyReport(mode, leafCount, slotCount, records, problems);
  }

  private void checkRecord(long prefix, long record, long lastPrefix, long lastRecord) {
    try {
      records.check(reading, record);
      if (records.prefix(record) != prefix) {
        report(record, "prefix differs from the key's");
      } else if (lastRecord != 0
          && (prefix == lastPrefix
              ? records.compareBeyondPrefix(lastRecord, record) >= 0
              : Long.compareUnsigned(lastPrefix, prefix) > 0)) {
        report(record, "keys out of order");
      }
    } catch (CorruptFileException e) {
      report(e.offset(), e.what());
    }
  }

  private void report(long offset, String what) {
    if (problems.size() < VerifyReport.MAX_PROBLEMS) {
      problems.add(new VerifyReport.Problem(offset, what));
    }
  }
}
