package io.cistern.metricstore.codec;

import java.util.BitSet;

/// Which rows of a chunk have a value of a column.
///
/// | form | the rows that have one                                                                 |
/// |-----:|----------------------------------------------------------------------------------------|
/// |    0 | all; no bytes                                                                          |
/// |    1 | a bitmap of ⌈rows/8⌉ bytes, least significant bit first                                |
/// |    2 | runs: varint count, then as many varints: rows without, with, without, ... ; all but the first at least 1; the rest of the rows is one more run |
/// |    3 | those of the last column before this one that has form 1 or 2; no bytes                |
public final class Presence {
  public static final int ALL = 0;
  public static final int BITMAP = 1;
  public static final int RUNS = 2;
  public static final int AS_BEFORE = 3;

  /// Where the form is in the first byte of a column.
  public static final int SHIFT = 3;

  private Presence() {}

  /// Writes a set that is neither empty nor all, in the shorter form, which is returned.
  public static int write(BitSet present, int rows, ByteOutput out) {
    writeRuns(present, rows, out);
    int bitmap = (rows + 7) >> 3;
    if (out.length() <= bitmap) {
      return RUNS;
    }
    out.clear();
    out.writeZeros(bitmap);
    for (int r = present.nextSetBit(0); r >= 0; r = present.nextSetBit(r + 1)) {
      out.setByte(r >> 3, out.byteAt(r >> 3) | 1 << (r & 7));
    }
    return BITMAP;
  }

  private static void writeRuns(BitSet present, int rows, ByteOutput out) {
    int runs = 0;
    for (int at = next(present, 0, true); at < rows; at = next(present, at, runs % 2 == 0)) {
      runs++;
    }
    out.writeVarint(runs);
    int at = 0;
    for (int run = 0; run < runs; run++) {
      int end = next(present, at, run % 2 == 0);
      out.writeVarint(end - at);
      at = end;
    }
  }

  private static int next(BitSet present, int from, boolean value) {
    int found = value ? present.nextSetBit(from) : present.nextClearBit(from);
    return found < 0 ? Integer.MAX_VALUE : found;
  }

  public static void read(ByteInput in, int form, int rows, BitSet into)
      throws DamagedDataException {
    into.clear();
    switch (form) {
      case BITMAP -> readBitmap(in, rows, into);
      case RUNS -> readRuns(in, rows, into);
      default -> throw in.damaged("no presence before that of form 3");
    }
    if (into.isEmpty() || into.length() > rows) {
      throw in.damaged("presence empty or beyond the rows");
    }
  }

  private static void readBitmap(ByteInput in, int rows, BitSet into) throws DamagedDataException {
    in.require((rows + 7) >> 3);
    for (int r = 0; r < rows; r += 8) {
      for (int bits = in.readByte(); bits != 0; bits &= bits - 1) {
        into.set(r + Integer.numberOfTrailingZeros(bits));
      }
    }
  }

  private static void readRuns(ByteInput in, int rows, BitSet into) throws DamagedDataException {
    int runs = in.readCount(rows, "runs");
    int at = 0;
    for (int run = 0; run < runs; run++) {
      int length = in.readCount(rows - 1 - at, "run");
      if (length == 0 && run > 0) {
        throw in.damaged("empty run");
      }
      into.set(at, at + length, run % 2 == 1);
      at += length;
    }
    into.set(at, rows, runs % 2 == 1);
  }
}
