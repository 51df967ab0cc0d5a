package io.cistern.listmap.leaf;

import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Marks;

/// Which leaves of a file that was closed cleanly have been used since it was opened. A leaf is
/// checked when it is first used: to check all of them at once takes a page fault for each.
///
/// Any number of threads.
public final class FirstUse {

  /// Leaves from here on were made since.
  private final long end;

  /// A number for each stretch of the length of a leaf: in no stretch do two of them begin.
  private final Marks seen;

  /// @param end of the log when the file was closed
  public FirstUse(long end) {
    this.end = end;
    this.seen = new Marks(end / Format.LEAF_BYTES + 1);
  }

  long end() {
    return end;
  }

  /// Whether a leaf has been used.
  boolean hasSeen(long leaf) {
    return leaf >= end || seen.has(leaf / Format.LEAF_BYTES);
  }

  void see(long leaf) {
    seen.add(leaf / Format.LEAF_BYTES);
  }
}
