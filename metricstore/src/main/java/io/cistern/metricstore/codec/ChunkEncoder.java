package io.cistern.metricstore.codec;

import java.util.BitSet;

/// Encodes rows of one entity into a chunk. Reusable, not thread-safe. The layout is described at
/// [ChunkDecoder].
public final class ChunkEncoder {
  public static final int VERSION = 2;
  public static final int MAX_ROWS = 4096;

  /// In the first byte of a column: its body begins with statistics.
  public static final int STATISTICS = 1 << 5;

  private final boolean withStatistics;

  private final ByteOutput out = new ByteOutput();
  private final ByteOutput presenceBytes = new ByteOutput();
  private final BitSet presence = new BitSet();
  private final BitSet lastPresence = new BitSet();
  private final ValueEncoder codec = new ValueEncoder();
  private final Statistics statistics = new Statistics();
  private final StatisticsCodec statisticsCodec = new StatisticsCodec();
  private final ByteOutput statisticsBytes = new ByteOutput();
  private final Intervals intervals = new Intervals();
  private final long[] dense = new long[MAX_ROWS];
  private final int[] rowOf = new int[MAX_ROWS];

  private ChunkEncoder(boolean withStatistics) {
    this.withStatistics = withStatistics;
  }

  /// Of rows as they were appended: every column gets its statistics.
  public static ChunkEncoder ofRows() {
    return new ChunkEncoder(true);
  }

  /// Of rollup rows, which say of what they sum up all that statistics would.
  public static ChunkEncoder ofRollups() {
    return new ChunkEncoder(false);
  }

  /// Encodes the rows `from` to less than `to`, 1 to 4096 of them.
  ///
  /// @param kinds of the columns, by index
  public byte[] encode(RowTable table, int from, int to, NumberKind[] kinds) {
    int rows = to - from;
    out.clear();
    lastPresence.clear(); // of no column: every column has a row
    out.writeByte(VERSION);
    out.writeVarint(rows);
    writeTimes(table, from, to);
    writeResets(table.resets, from, to);
    intervals.clear();
    if (withStatistics) {
      intervals.addBetween(table.times, from, to);
    }
    intervals.write(out);
    out.writeVarint(countColumns(table, from, to));
    int before = -1;
    for (int c = 0; c < table.columnCount(); c++) {
      int next = table.column(c).present.nextSetBit(from);
      if (next >= 0 && next < to) {
        out.writeVarint(c - before - 1);
        before = c;
        writeColumn(table, c, from, to, kinds[c]);
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
    codec.encode(dense, to - from, NumberKind.GAUGE_LONG);
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

  private void writeColumn(RowTable table, int index, int from, int to, NumberKind kind) {
    RowTable.Values column = table.column(index);
    int n = 0;
    presence.clear();
    for (int r = column.present.nextSetBit(from);
        r >= 0 && r < to;
        r = column.present.nextSetBit(r + 1)) {
      presence.set(r - from);
      rowOf[n] = r - from;
      dense[n++] = column.values[r];
    }
    codec.encode(dense, n, kind);
    int form = writePresence(n, to - from);
    int flag = writeStatistics(table, from, to, n, kind) ? STATISTICS : 0;
    out.writeByte(kind.code() | form << Presence.SHIFT | flag);
    out.writeByte(codec.encoding());
    out.writeVarint(statisticsBytes.length() + presenceBytes.length() + codec.payload().length());
    out.write(statisticsBytes);
    out.write(presenceBytes);
    out.write(codec.payload());
  }

  private boolean writeStatistics(RowTable table, int from, int to, int n, NumberKind kind) {
    statisticsBytes.clear();
    if (!withStatistics
        || !statistics.take(kind, dense, n, rowOf, table.times, table.resets, from)) {
      return false;
    }
    boolean all = n == to - from;
    if (!all) {
      statistics.takeIntervals(n, rowOf, table.times, from);
    }
    boolean startsPayload = all && ValueCodec.startsWithFirst(codec.encoding());
    long start = table.times[from];
    long end = table.times[to - 1];
    statisticsCodec.write(statistics, startsPayload, all, start, end, statisticsBytes);
    return true;
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
