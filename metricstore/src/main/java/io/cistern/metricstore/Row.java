package io.cistern.metricstore;

import io.cistern.metricstore.codec.RowTable;
import java.util.Arrays;
import java.util.List;

/// The values of one entity at one time, to be filled and given to [MetricStore#append(Row)]. A
/// column that is not set is absent, and so is one that is set to all ones of a counter. Made by
/// [Entity#row(long)], and nobody's but the caller's: the store copies what it appends and keeps
/// nothing of the row. A row that was appended can neither be changed nor appended again. Who
/// appends many takes one row and lets it be the next with [#reuse(Entity, long)]; filling it is
/// allocation-free then. Not thread-safe.
public final class Row {
  /// The first time that is not a time: the year 10000.
  static final long MAX_TIME = RowTable.MAX_TIME;

  private static final long ALL_ONES_32 = 0xffff_ffffL;

  private Entity entity;
  private long timeMillis;
  private boolean isAppended;
  private boolean reset;
  long[] values = new long[0];
  long[] present = new long[0];
  int span;

  Row(Entity entity, long timeMillis) {
    this.entity = entity;
    this.timeMillis = checked(timeMillis);
  }

  /// Makes it an empty row again, appended or not, in the room that it has. Allocation-free, and so
  /// is filling it unless this entity has more columns than those before.
  ///
  /// @param of whose row it is from now on, of any store
  /// @param time epoch milliseconds, from 0 to the year 9999
  /// @return this
  /// @throws IllegalArgumentException if the time is out of range; the row is as it was
  public Row reuse(Entity of, long time) {
    timeMillis = checked(time);
    entity = of;
    isAppended = false;
    reset = false;
    Arrays.fill(present, 0, (span + 63) >> 6, 0);
    span = 0;
    return this;
  }

  private static long checked(long time) {
    if (time < 0 || time >= MAX_TIME) {
      throw new IllegalArgumentException("time is out of range: " + time + ", limit=" + MAX_TIME);
    }
    return time;
  }

  /// It was appended.
  void end() {
    isAppended = true;
  }

  /// Whose values these are.
  ///
  /// @return the entity
  public Entity entity() {
    return entity;
  }

  void requireOpen() {
    if (isAppended) {
      throw new IllegalStateException(
          "the row was appended already: entity=" + entity.id() + ", time=" + timeMillis);
    }
  }

  /// When they were.
  ///
  /// @return epoch milliseconds
  public long timeMillis() {
    return timeMillis;
  }

  /// Whether the mark is set.
  ///
  /// @return `true` after [#reset()]
  public boolean isReset() {
    return reset;
  }

  /// Marks that the entity's counters began again at zero since the row before: whatever a counter
  /// reads now is what it grew by. Set it only where counters really began again; an agent that
  /// restarted may go on counting (a host's kernel does).
  ///
  /// @return this
  /// @throws IllegalStateException if the row was appended already
  public Row reset() {
    requireOpen();
    reset = true;
    return this;
  }

  /// Sets an integer. All ones of a counter is absent.
  ///
  /// @param column one of the entity's columns; for [ValueKind#GAUGE_DOUBLE] the number is
  ///   converted, beyond 2^53 rounded
  /// @param value an unsigned value for counters
  /// @return this
  /// @throws IllegalArgumentException if the column is not the entity's, or the value does not fit
  ///   a counter of 32 bits
  /// @throws IllegalStateException if the row was appended already
  public Row set(Column column, long value) {
    return setRaw(
        column,
        column.kind() == ValueKind.GAUGE_DOUBLE
            ? Double.doubleToRawLongBits((double) value)
            : value);
  }

  /// Sets a double.
  ///
  /// @param column one of the entity's columns; unless it is [ValueKind#GAUGE_DOUBLE] the value
  ///   must be integral and within -2^63 to 2^63 - 1, of a counter not negative
  /// @param value any bit pattern
  /// @return this
  /// @throws IllegalArgumentException if the column is not the entity's, or the value does not fit
  ///   its kind
  /// @throws IllegalStateException if the row was appended already
  public Row set(Column column, double value) {
    if (column.kind() == ValueKind.GAUGE_DOUBLE) {
      return setRaw(column, Double.doubleToRawLongBits(value));
    }
    boolean isCounter = column.kind().isCounter();
    if (value != Math.rint(value) || value >= 0x1p63 || value < (isCounter ? 0 : -0x1p63)) {
      throw new IllegalArgumentException(
          "not an integer of its kind: " + value + ", column=" + column);
    }
    return setRaw(column, (long) value);
  }

  /// Sets 64 bits as they are stored: the integer, or the bits of the double. All ones of a counter
  /// is absent.
  ///
  /// @param column one of the entity's columns
  /// @param raw the bits
  /// @return this
  /// @throws IllegalArgumentException if the column is not the entity's, or the value does not fit
  ///   a counter of 32 bits
  /// @throws IllegalStateException if the row was appended already
  public Row setRaw(Column column, long raw) {
    requireOpen();
    if (!entity.owns(column)) {
      throw new IllegalArgumentException("not a column of this entity: " + column);
    }
    if (column.kind() == ValueKind.COUNTER32 && (raw & ~ALL_ONES_32) != 0) {
      throw new IllegalArgumentException("does not fit 32 bits: " + raw + ", column=" + column);
    }
    int index = column.index();
    if (isAllOnes(column.kind(), raw)) {
      unset(index);
      return this;
    }
    if (index >= values.length) {
      grow(index + 1);
    }
    values[index] = raw;
    present[index >> 6] |= 1L << index;
    span = Math.max(span, index + 1);
    return this;
  }

  private static boolean isAllOnes(ValueKind kind, long raw) {
    return (kind == ValueKind.COUNTER64 && raw == -1L)
        || (kind == ValueKind.COUNTER32 && raw == ALL_ONES_32);
  }

  private void unset(int index) {
    if (index < span) {
      present[index >> 6] &= ~(1L << index);
    }
  }

  private void grow(int columns) {
    int length = Math.max(columns, entity.columnCount());
    values = Arrays.copyOf(values, length);
    present = Arrays.copyOf(present, (length + 63) >> 6);
  }

  /// This row, with what one of the same time sets and it does not.
  Row over(RowTable before) {
    var merged = new Row(entity, timeMillis);
    if (isReset() || before.resets.get(0)) {
      merged.reset();
    }
    List<Column> columns = entity.columns();
    for (int c = 0; c < Math.max(span, before.columnCount()); c++) {
      if (isPresent(c)) {
        merged.setRaw(columns.get(c), values[c]);
      } else if (c < before.columnCount() && before.column(c).present.get(0)) {
        merged.setRaw(columns.get(c), before.column(c).values[0]);
      }
    }
    return merged;
  }

  int presentCount() {
    int count = 0;
    for (int w = 0; w < (span + 63) >> 6; w++) {
      count += Long.bitCount(present[w]);
    }
    return count;
  }

  boolean isPresent(int index) {
    return index < span && (present[index >> 6] & 1L << index) != 0;
  }
}
