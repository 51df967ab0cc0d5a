package io.cistern.metricstore;

import java.util.BitSet;

/// Encodes rows of one entity into a chunk. Reusable, not thread-safe. The layout is described at
/// [ChunkDecoder].
final class ChunkEncoder {
  static final int VERSION = 1;
  static final int MAX_ROWS = 4096;

  private final ByteOutput out = new ByteOutput();
  private final ByteOutput presenceBytes = new ByteOutput();
  private final BitSet presence = new BitSet();
  private final BitSet lastPresence = new BitSet();
  private final ValueEncoder codec = new ValueEncoder();
  private long[] dense = new long[MAX_ROWS];

  /// Encodes the rows `from` to less than `to`, 1 to 4096 of them.
  ///
  /// @param kinds of the columns, by index
  byte[] encode(RowTable table, int from, int to, ValueKind[] kinds) {
    int rows = to - from;
    out.clear();
    lastPresence.clear(); // of no column: every column has a row
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
    presence.clear();
    for (int r = column.present.nextSetBit(from);
        r >= 0 && r < to;
        r = column.present.nextSetBit(r + 1)) {
      presence.set(r - from);
      dense[n++] = column.values[r];
    }
    codec.encode(dense, n, kind);
    int form = writePresence(n, to - from);
    out.writeByte(kind.code() | form << Presence.SHIFT);
    out.writeByte(codec.encoding());
    out.writeVarint(presenceBytes.length() + codec.payload().length());
    out.write(presenceBytes);
    out.write(codec.payload());
  }

  private int writePresence(int present, int rows) {
    presenceBytes.clear();
    if (present == rows) {
      return Presence.ALL;
    }
    if (presence.equals(lastPresence)) {
      return Presence.AS_BEFORE;
    }
    lastPresence.clear();
    lastPresence.or(presence);
    return Presence.write(presence, rows, presenceBytes);
  }
}
