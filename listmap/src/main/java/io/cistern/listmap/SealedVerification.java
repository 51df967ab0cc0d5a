package io.cistern.listmap;

import java.util.ArrayList;
import java.util.List;

/// Checks a sealed file against itself.
final class SealedVerification {

  private final SealedEntries sealed;
  private final Header header;
  private final Reading reading = new Reading(true);
  private final List<VerifyReport.Problem> problems = new ArrayList<>();
  private byte[] lastKey = {};

  SealedVerification(SealedEntries sealed, Header header) {
    this.sealed = sealed;
    this.header = header;
  }

  VerifyReport run(VerifyMode mode) {
    long entries = 0;
    var index = sealed.index();
    for (int block = 0; block < index.blocks(); block++) {
      if (mode == VerifyMode.FAST) {
        entries += countEntries(block);
      } else {
        entries += checkEntries(block);
      }
    }
    if (problems.isEmpty() && entries != header.entries()) {
      report(0, "number of entries: " + entries + ", expected " + header.entries());
    }
    long records = mode == VerifyMode.FAST ? 0 : entries;
    return new VerifyReport(mode, index.blocks(), entries, records, problems);
  }

  private int countEntries(int block) {
    int count = sealed.count(block);
    if (count <= 0) {
      report(sealed.index().offsets()[block], "block header");
    }
    return count;
  }

  /// Checks a block's checksum, the order of its keys, and that they are where searches look.
  private long checkEntries(int block) {
    try {
      int count = sealed.checkBlock(reading, block);
      reading.leaf = block;
      reading.version = count;
      for (int slot = 0; slot < count; slot++) {
        reading.slot = slot;
        long entry = sealed.atOrAfter(reading);
        var key = sealed.keyBytes(entry);
        if (sealed.compare(lastKey, entry) >= 0) {
          report(sealed.keyAt(entry), "keys out of order");
        }
        if (sealed.index().floor(key, Format.prefix(key)) != block) {
          report(sealed.keyAt(entry), "key in another block than the index says");
        }
        lastKey = key;
      }
      return count;
    } catch (CorruptFileException e) {
      report(e.offset(), e.what());
      return 0;
    }
  }

  private void report(long offset, String what) {
    if (problems.size() < VerifyReport.MAX_PROBLEMS) {
      problems.add(new VerifyReport.Problem(offset, what));
    }
  }
}
