package io.cistern.metricstore.rollup;

import io.cistern.metricstore.codec.NumberKind;

/// What a rollup row says of the samples of one column. A field that its default gives in every row
/// of a chunk is left out there.
///
/// The columns of a rollup chunk are 0 and 1, the times of the first and of the last sample of the
/// whole row, in milliseconds since the beginning of the row; then, for each column of the entity,
/// the fields in this order.
public enum RollupField {
  /// How many; never left out.
  COUNT,
  /// The first value; never left out.
  FIRST,
  /// The last value; default: FIRST.
  LAST,
  /// The least; default: the lesser of FIRST and LAST.
  MIN,
  /// The greatest; default: the greater of FIRST and LAST.
  MAX,
  /// The sum, a double; default: COUNT times FIRST.
  SUM,
  /// By how much a counter grew from FIRST to LAST, a double; default: as from one to the next. Of
  /// doubles: the sum by 2^64 where SUM would be infinite; default: 0. Of others 0.
  INCREASE,
  /// Falls and marks, times two; plus one if a mark lies between FIRST and the sample before;
  /// default: 0.
  RESETS,
  /// Time of FIRST since the beginning of the row; default: column 0.
  FIRST_AT,
  /// Time of LAST since the beginning of the row; default: column 1.
  LAST_AT;

  public static final int ROW_FIRST_AT = 0;
  public static final int ROW_LAST_AT = 1;
  private static final int ROW_COLUMNS = 2;
  private static final RollupField[] ALL = values();

  /// How many columns the chunk of an entity has at most.
  public static int columns(int entityColumns) {
    return ROW_COLUMNS + entityColumns * ALL.length;
  }

  /// Its column in a chunk.
  public int column(int entityColumn) {
    return ROW_COLUMNS + entityColumn * ALL.length + ordinal();
  }

  public static boolean isOfRow(int column) {
    return column < ROW_COLUMNS;
  }

  public static int entityColumn(int column) {
    return (column - ROW_COLUMNS) / ALL.length;
  }

  public static RollupField of(int column) {
    return ALL[(column - ROW_COLUMNS) % ALL.length];
  }

  public NumberKind kind(NumberKind ofColumn) {
    return switch (this) {
      case FIRST, LAST, MIN, MAX -> ofColumn;
      case SUM, INCREASE -> NumberKind.GAUGE_DOUBLE;
      case COUNT, RESETS, FIRST_AT, LAST_AT -> NumberKind.GAUGE_LONG;
    };
  }

  /// The default, where it follows from these three.
  public long byDefault(NumberKind kind, long count, long first, long last) {
    return switch (this) {
      case LAST -> first;
      case MIN -> kind.lesser(first, last);
      case MAX -> kind.greater(first, last);
      case SUM -> Double.doubleToRawLongBits(count * kind.toDouble(first));
      case INCREASE ->
          Double.doubleToRawLongBits(kind.isCounter() ? kind.growth(first, last, false) : 0);
      case COUNT, FIRST, RESETS, FIRST_AT, LAST_AT -> 0;
    };
  }
}
