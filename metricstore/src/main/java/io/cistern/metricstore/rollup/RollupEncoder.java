package io.cistern.metricstore.rollup;

import io.cistern.metricstore.codec.ChunkEncoder;
import io.cistern.metricstore.codec.NumberKind;
import io.cistern.metricstore.codec.RowTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Encodes the rollup rows of one entity and stretch of time into a chunk. Reusable, not
/// thread-safe.
public final class RollupEncoder {
  private final ChunkEncoder encoder = ChunkEncoder.ofRollups();
  private final RowTable table = new RowTable();

  /// Encodes them.
  ///
  /// @param start of the stretch, a multiple of the step
  /// @param end of the stretch, at most 4096 steps later
  /// @param step of the tier
  /// @param columns their kinds, by index
  /// @param summarised the same, by steps; `null` or empty: no samples
  public byte[] encode(
      long start, long end, long step, NumberKind[] columns, @Nullable Samples[] summarised) {
    int[] rows = layRows(start, (int) ((end - start) / step), step, summarised);
    NumberKind[] kinds = new NumberKind[RollupField.columns(columns.length)];
    kinds[RollupField.ROW_FIRST_AT] = NumberKind.GAUGE_LONG;
    kinds[RollupField.ROW_LAST_AT] = NumberKind.GAUGE_LONG;
    for (int c = 0; c < summarised.length; c++) {
      for (RollupField field : RollupField.values()) {
        kinds[field.column(c)] = field.kind(columns[c]);
      }
      Samples samples = summarised[c];
      if (samples != null) {
        for (RollupField field : RollupField.values()) {
          set(field, c, samples, start, step, rows);
        }
      }
    }
    return encoder.encode(table, 0, table.rows, kinds);
  }

  /// A row for each step that has samples.
  ///
  /// @return the row of each step
  private int[] layRows(long start, int steps, long step, @Nullable Samples[] summarised) {
    long[] first = new long[steps];
    long[] last = new long[steps];
    Arrays.fill(first, Long.MAX_VALUE);
    for (Samples samples : summarised) {
      for (int i = 0; samples != null && i < samples.size; i++) {
        int s = (int) ((samples.times[i] - start) / step);
        first[s] = Math.min(first[s], samples.firstTime(i));
        last[s] = Math.max(last[s], samples.times[i]);
      }
    }
    table.clear();
    int[] rows = new int[steps];
    for (int s = 0; s < steps; s++) {
      if (first[s] < Long.MAX_VALUE) {
        long begin = start + s * step;
        rows[s] = table.rows;
        table.addRow(begin, false);
        table.set(rows[s], RollupField.ROW_FIRST_AT, first[s] - begin);
        table.set(rows[s], RollupField.ROW_LAST_AT, last[s] - begin);
      }
    }
    return rows;
  }

  private void set(RollupField field, int c, Samples samples, long start, long step, int[] rows) {
    boolean needed = field == RollupField.COUNT || field == RollupField.FIRST;
    for (int i = 0; i < samples.size && !needed; i++) {
      int row = rows[(int) ((samples.times[i] - start) / step)];
      needed = value(field, samples, i, table.times[row]) != byDefault(field, samples, i, row);
    }
    for (int i = 0; i < samples.size && needed; i++) {
      int row = rows[(int) ((samples.times[i] - start) / step)];
      table.set(row, field.column(c), value(field, samples, i, table.times[row]));
    }
  }

  private static long value(RollupField field, Samples samples, int i, long begin) {
    Summaries of = samples.summarised();
    return switch (field) {
      case COUNT -> of.counts[i];
      case FIRST -> of.firstRaw[i];
      case LAST -> samples.raw[i];
      case MIN -> of.min[i];
      case MAX -> of.max[i];
      case SUM -> Double.doubleToRawLongBits(of.sums[i]);
      case INCREASE -> Double.doubleToRawLongBits(of.increases[i]);
      case RESETS -> of.resets[i];
      case FIRST_AT -> of.firstTimes[i] - begin;
      case LAST_AT -> samples.times[i] - begin;
    };
  }

  private long byDefault(RollupField field, Samples samples, int i, int row) {
    Summaries of = samples.summarised();
    return switch (field) {
      case FIRST_AT -> table.column(RollupField.ROW_FIRST_AT).values[row];
      case LAST_AT -> table.column(RollupField.ROW_LAST_AT).values[row];
      default -> field.byDefault(samples.kind, of.counts[i], of.firstRaw[i], samples.raw[i]);
    };
  }
}
