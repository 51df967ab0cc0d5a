package io.cistern.metricstore;

import java.util.BitSet;

/// Encodes rows of one entity into a chunk. Reusable, not thread-safe. The layout is described at
/// [ChunkDecoder].
final class ChunkEncoder {
  static final int VERSION = 1;
  static final int MAX_ROWS = 4096;
  static final int BITMAP = 0x10;

  private final ByteOutput out = new ByteOutput();
  private final ByteOutput bitmap = new ByteOutput();
  private final ValueCodec codec = new ValueCodec();
  private long[] dense = new long[MAX_ROWS];

  /// Encodes the rows `from` to less than `to`, 1 to 4096 of them.
  ///
  /// @param kinds of the columns, by index
  byte[] encode(RowTable table, int from, int to, ValueKind[] kinds) {
    int rows = to - from;
    out.clear();
    out.writeByte(VERSION);
    out.writeVarint(rows);
    writeTimes(table, from, to);
    writeResets(table.resets, from, to);
    out.writeVarint(countColumns(table, from, to));
    int before = -1;
    for (int c = 0; c < table.columnCount(); c++) {
      int next = table.column(c).present.nextSetBit(from);
      if (next >= 0 && next < to) {
        out.writeVarint(c - before - 1);
        before = c;
        writeColumn(table.column(c), from, to, kinds[c]);
      }
    }
    return out.toByteArray();
  }

  private static int countColumns(RowTable table, int from, int to) {
    int count = 0;
    for (int c = 0; c < table.columnCount(); c++) {
      int next = table.column(c).present.nextSetBit(from);
      count += next >= 0 && next < to ? 1 : 0;
    }
    return count;
  }

  private void writeTimes(RowTable table, int from, int to) {
    long first = table.times[from];
    out.writeVarint(first);
    out.writeVarint(table.times[to - 1] - first);
    for (int r = from; r < to; r++) {
      dense[r - from] = table.times[r] - first;
    }
    codec.encode(dense, to - from, ValueKind.GAUGE_LONG);
    out.writeByte(codec.encoding());
    out.writeVarint(codec.payload().length());
    out.write(codec.payload());
  }

  private void writeResets(BitSet resets, int from, int to) {
    int count = resets.get(from, to).cardinality();
    out.writeVarint(count);
    int before = from - 1;
    for (int r = resets.nextSetBit(from); r >= 0 && r < to; r = resets.nextSetBit(r + 1)) {
      out.writeVarint(r - before - 1);
      before = r;
    }
  }

  private void writeColumn(RowTable.Values column, int from, int to, ValueKind kind) {
    int n = 0;
    bitmap.clear();
    bitmap.writeZeros((to - from + 7) >> 3);
    for (int r = column.present.nextSetBit(from);
        r >= 0 && r < to;
        r = column.present.nextSetBit(r + 1)) {
      int at = (r - from) >> 3;
      bitmap.setByte(at, bitmap.byteAt(at) | 1 << ((r - from) & 7));
      dense[n++] = column.values[r];
    }
    codec.encode(dense, n, kind);
    boolean all = n == to - from;
    out.writeByte(kind.code());
    out.writeVarint(1L + (all ? 0 : bitmap.length()) + codec.payload().length());
    out.writeByte(codec.encoding() | (all ? 0 : BITMAP));
    if (!all) {
      out.write(bitmap);
    }
    out.write(codec.payload());
  }
}
