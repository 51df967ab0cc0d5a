package io.cistern.metricstore.codec;

import java.util.Arrays;
import java.util.BitSet;

/// Rows of one entity side by side, one array for each column: what becomes a chunk, and what a
/// chunk becomes. Rows are in ascending order of time. Reusable, not thread-safe.
public final class RowTable {

  /// One column: a value for each row and whether it is present.
  public static final class Values {
    public long[] values = new long[64];
    public final BitSet present = new BitSet();
  }

  /// Times of rows are less: the year 10000 has not begun.
  public static final long MAX_TIME = 253_402_300_800_000L;

  public int rows;
  public long[] times = new long[64];
  public final BitSet resets = new BitSet();
  private Values[] columns = new Values[0];
  private int columnCount;

  public void clear() {
    rows = 0;
    resets.clear();
    for (int c = 0; c < columnCount; c++) {
      columns[c].present.clear();
    }
    columnCount = 0;
  }

  /// Columns are 0 to less than this; some may have no value.
  public int columnCount() {
    return columnCount;
  }

  public Values column(int index) {
    return columns[index];
  }

  public void addRow(long time, boolean reset) {
    if (rows == times.length) {
      times = Arrays.copyOf(times, rows * 2);
    }
    times[rows] = time;
    resets.set(rows, reset);
    rows++;
  }

  /// Sets a value of a row that was added.
  public void set(int row, int index, long value) {
    Values column = touch(index);
    if (row >= column.values.length) {
      column.values = Arrays.copyOf(column.values, times.length);
    }
    column.values[row] = value;
    column.present.set(row);
  }

  public Values touch(int index) {
    if (index >= columns.length) {
      int old = columns.length;
      columns = Arrays.copyOf(columns, Math.max(index + 1, old * 2));
      for (int c = old; c < columns.length; c++) {
        columns[c] = new Values();
      }
    }
    columnCount = Math.max(columnCount, index + 1);
    return columns[index];
  }

  /// Copies a row of another table to the end of this one, or, at the time of the last row, into
  /// it: what it sets wins.
  public void merge(RowTable other, int row) {
    long time = other.times[row];
    if (rows == 0 || times[rows - 1] != time) {
      addRow(time, other.resets.get(row));
    } else if (other.resets.get(row)) {
      resets.set(rows - 1);
    }
    for (int c = 0; c < other.columnCount; c++) {
      if (other.columns[c].present.get(row)) {
        set(rows - 1, c, other.columns[c].values[row]);
      }
    }
  }

  /// The union of two tables; where both have a value, that of the later wins.
  public static RowTable union(RowTable earlier, RowTable later) {
    var merged = new RowTable();
    int a = 0;
    int b = 0;
    while (a < earlier.rows || b < later.rows) {
      boolean takeEarlier =
          b == later.rows || (a < earlier.rows && earlier.times[a] <= later.times[b]);
      if (takeEarlier) {
        merged.merge(earlier, a++);
      } else {
        merged.merge(later, b++);
      }
    }
    return merged;
  }
}
