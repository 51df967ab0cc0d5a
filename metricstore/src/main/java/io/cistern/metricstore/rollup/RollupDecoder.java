package io.cistern.metricstore.rollup;

import io.cistern.metricstore.codec.ChunkDecoder;
import io.cistern.metricstore.codec.DamagedDataException;
import io.cistern.metricstore.codec.NumberKind;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the rollup rows of a chunk into samples that stand for several. Reusable, not thread-safe.
/// Damaged bytes end in [DamagedDataException] and nothing else.
public final class RollupDecoder {
  private static final int FIELDS = RollupField.values().length;

  private final ChunkDecoder decoder = new ChunkDecoder();
  private final long[][] rowTimes = new long[2][0];
  private final long[][] fields = new long[FIELDS][0];
  private final boolean[] hasField = new boolean[FIELDS];
  private final BitSet present = new BitSet();

  /// Adds the rows whose beginning lies in a range.
  ///
  /// @param step of the tier
  /// @param from inclusive
  /// @param to exclusive
  /// @param into by index of the entity's columns; `null` where none are wanted
  /// @return how many it added
  public int read(byte[] chunk, long step, long from, long to, @Nullable Samples[] into)
      throws DamagedDataException {
    decoder.wrapHead(chunk);
    if (decoder.lastTime() < from || decoder.firstTime() >= to) {
      return 0;
    }
    decoder.wrap(chunk, RollupField.columns(into.length));
    readRowTimes(RollupField.ROW_FIRST_AT);
    readRowTimes(RollupField.ROW_LAST_AT);
    Arrays.fill(hasField, false);
    int added = 0;
    Samples current = null;
    int currentColumn = -1;
    while (decoder.nextColumn()) {
      int column = RollupField.entityColumn(decoder.column());
      if (column != currentColumn) {
        added += add(current, step, from, to);
        currentColumn = column;
        current = into[column];
      }
      if (current != null) {
        readField(RollupField.of(decoder.column()));
      }
    }
    return added + add(current, step, from, to);
  }

  private void readRowTimes(int column) throws DamagedDataException {
    if (!decoder.nextColumn() || decoder.column() != column) {
      throw new DamagedDataException("rollup rows without times", 0);
    }
    rowTimes[column] = copyValues(rowTimes[column]);
    if (decoder.present().cardinality() != decoder.rows()) {
      throw new DamagedDataException("rollup row without times", 0);
    }
  }

  private void readField(RollupField field) throws DamagedDataException {
    fields[field.ordinal()] = copyValues(fields[field.ordinal()]);
    if (field == RollupField.COUNT) {
      present.clear();
      present.or(decoder.present());
    } else if (!present.equals(decoder.present())) {
      throw new DamagedDataException("fields of a rollup of different rows: " + field, 0);
    }
    hasField[field.ordinal()] = true;
  }

  private long[] copyValues(long[] into) throws DamagedDataException {
    long[] values = decoder.readValues();
    int n = decoder.present().cardinality();
    long[] copy = into.length < n ? new long[decoder.rows()] : into;
    System.arraycopy(values, 0, copy, 0, n);
    return copy;
  }

  /// Adds the rows of the column whose fields were read.
  private int add(@Nullable Samples samples, long step, long from, long to)
      throws DamagedDataException {
    if (samples == null) {
      return 0;
    }
    int before = samples.size;
    if (!has(RollupField.COUNT) || !has(RollupField.FIRST)) {
      throw new DamagedDataException("rollup without count or first value", 0);
    }
    int n = 0;
    long[] times = decoder.times();
    for (int r = present.nextSetBit(0); r >= 0; r = present.nextSetBit(r + 1)) {
      long begin = times[r];
      if (begin >= from && begin < to) {
        add(samples, step, begin, r, n);
      }
      n++;
    }
    Arrays.fill(hasField, false);
    return samples.size - before;
  }

  private void add(Samples samples, long step, long begin, int row, int n)
      throws DamagedDataException {
    long count = fields[RollupField.COUNT.ordinal()][n];
    long first = fields[RollupField.FIRST.ordinal()][n];
    long firstAt = at(RollupField.FIRST_AT, rowTimes[RollupField.ROW_FIRST_AT][row], n);
    long lastAt = at(RollupField.LAST_AT, rowTimes[RollupField.ROW_LAST_AT][row], n);
    if (count < 1 || firstAt < 0 || lastAt < firstAt || lastAt >= step) {
      throw new DamagedDataException(
          String.format(
              Locale.ROOT, "rollup out of range: count=%d, from=%d, to=%d", count, firstAt, lastAt),
          0);
    }
    long last = value(RollupField.LAST, samples.kind, count, first, first, n);
    int i = samples.addSummary(begin + firstAt, first, begin + lastAt, last);
    Summaries of = samples.summarised();
    of.counts[i] = count;
    of.min[i] = value(RollupField.MIN, samples.kind, count, first, last, n);
    of.max[i] = value(RollupField.MAX, samples.kind, count, first, last, n);
    of.sums[i] =
        Double.longBitsToDouble(value(RollupField.SUM, samples.kind, count, first, last, n));
    of.increases[i] =
        Double.longBitsToDouble(value(RollupField.INCREASE, samples.kind, count, first, last, n));
    of.resets[i] = value(RollupField.RESETS, samples.kind, count, first, last, n);
    samples.addDistances();
  }

  private boolean has(RollupField field) {
    return hasField[field.ordinal()];
  }

  private long at(RollupField field, long byDefault, int n) {
    return has(field) ? fields[field.ordinal()][n] : byDefault;
  }

  private long value(RollupField field, NumberKind kind, long count, long first, long last, int n) {
    return has(field) ? fields[field.ordinal()][n] : field.byDefault(kind, count, first, last);
  }
}
