package io.cistern.listmap.log;

import io.cistern.listmap.file.Format;
import java.util.Arrays;

/// Which records of a live file have been checked since it was mapped. The place of a record is
/// never used again for another, so what is known stays right.
///
/// Any number of threads, without order between them: what one of them has noted another may not
/// see, or may overwrite, and then a record is checked once more. Nothing is ever noted that has
/// not been checked.
final class CheckedRecords {

  /* A bit for every 16 bytes of the file: no two records that are puts begin in the same 16, as the
   * shortest has a header of 16 and a key. A chunk of the file has its bits, 512 bytes, once a
   * record in it has been read: at most the 128th part of what was read. */

  private static final int STRETCH_SHIFT = 4;
  private static final int WORD_SHIFT = STRETCH_SHIFT + 6;
  private static final int WORDS = 1 << (Format.CHUNK_SHIFT - WORD_SHIFT);

  /// By chunk; empty arrays where nothing has been read.
  private volatile long[][] chunks = {};

  private static final long[] NOTHING = {};

  /// Whether a record is known to have been checked.
  boolean has(long record) {
    var all = chunks;
    int chunk = (int) (record >>> Format.CHUNK_SHIFT);
    if (chunk >= all.length) {
      return false;
    }
    var bits = all[chunk];
    int word = word(record);
    return word < bits.length && (bits[word] & bit(record)) != 0;
  }

  /// Notes that a record has been checked.
  void add(long record) {
    int chunk = (int) (record >>> Format.CHUNK_SHIFT);
    var all = chunks;
    if (chunk >= all.length) {
      int length = all.length;
      all = Arrays.copyOf(all, Math.max(chunk + 1, length + length / 2));
      Arrays.fill(all, length, all.length, NOTHING);
      chunks = all;
    }
    var bits = all[chunk];
    if (bits.length == 0) {
      bits = new long[WORDS];
      all[chunk] = bits;
    }
    bits[word(record)] |= bit(record);
  }

  private static int word(long record) {
    return (int) (record >>> WORD_SHIFT) & (WORDS - 1);
  }

  private static long bit(long record) {
    return 1L << (record >>> STRETCH_SHIFT);
  }
}
