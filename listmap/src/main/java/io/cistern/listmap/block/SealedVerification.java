package io.cistern.listmap.block;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.VerifyMode;
import io.cistern.listmap.VerifyReport;
import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Header;
import io.cistern.listmap.order.KeyBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Checks a sealed file against itself.
public final class SealedVerification {

  private final SealedEntries sealed;
  private final Header header;
  private final Checksum checksum = new Checksum();
  private final List<VerifyReport.Problem> problems = new ArrayList<>();
  private byte[] lastKey = {};

  public SealedVerification(SealedEntries sealed, Header header) {
    this.sealed = sealed;
    this.header = header;
  }

  public VerifyReport run(VerifyMode mode) {
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
      int count = sealed.check(checksum, block);
      for (int slot = 0; slot < count; slot++) {
        long entry = sealed.entry(block, slot);
        var segment = sealed.segment();
        long keyAt = Blocks.keyAt(segment, entry);
        var key = KeyBytes.copy(segment, keyAt, Blocks.keyLength(segment, entry));
        if (Arrays.compareUnsigned(lastKey, key) >= 0) {
          report(keyAt, "keys out of order");
        }
        if (sealed.floor(key) != block) {
          report(keyAt, "key in another block than the index says");
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
