package io.cistern.listmap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Which leaves of a file that was closed cleanly have been used since it was opened. A leaf is
/// checked when it is first used: to check all of them at once takes a page fault for each.
///
/// Any number of threads.
final class FirstUse {

  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  /// Leaves from here on were made since.
  private final long end;

  /// A bit for each stretch of the length of a leaf: in no stretch do two of them begin.
  private final long[] bits;

  /// @param end of the log when the file was closed
  FirstUse(long end) {
    this.end = end;
    this.bits = new long[(int) (end / Format.LEAF_BYTES / Long.SIZE) + 1];
  }

  long end() {
    return end;
  }

  /// Whether a leaf has been used.
  boolean hasSeen(long leaf) {
    return leaf >= end || ((long) WORD.getAcquire(bits, word(leaf)) & bit(leaf)) != 0;
  }

  void see(long leaf) {
    WORD.getAndBitwiseOr(bits, word(leaf), bit(leaf));
  }

  private static int word(long leaf) {
    return (int) (leaf / Format.LEAF_BYTES / Long.SIZE);
  }

  private static long bit(long leaf) {
    return 1L << (leaf / Format.LEAF_BYTES);
  }
}
