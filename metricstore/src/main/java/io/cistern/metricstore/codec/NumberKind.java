package io.cistern.metricstore.codec;

import org.jspecify.annotations.Nullable;

/// How 64 bits are read as a number, and two successive ones compared: what the store's kinds of
/// values are to those who encode and sum them up.
public enum NumberKind {
  /// A counter of 64 bits, unsigned.
  COUNTER64(0),
  /// A counter of 32 bits.
  COUNTER32(1),
  /// A signed integer.
  GAUGE_LONG(2),
  /// The bits of a double.
  GAUGE_DOUBLE(3),
  /// A signed integer that names a state.
  STATE(4);

  private static final long QUARTER_32 = 1L << 30;
  private static final long RANGE_32 = 1L << 32;

  private final int code;

  NumberKind(int code) {
    this.code = code;
  }

  /// The number of this kind in the files, 0 to 4.
  public int code() {
    return code;
  }

  public static @Nullable NumberKind ofCode(int code) {
    return switch (code) {
      case 0 -> COUNTER64;
      case 1 -> COUNTER32;
      case 2 -> GAUGE_LONG;
      case 3 -> GAUGE_DOUBLE;
      case 4 -> STATE;
      default -> null;
    };
  }

  /// Whether values only grow, but for wraps and resets.
  public boolean isCounter() {
    return this == COUNTER64 || this == COUNTER32;
  }

  /// Reads 64 stored bits as a number of this kind. Integers beyond 2^53 are rounded.
  public double toDouble(long raw) {
    return switch (this) {
      case GAUGE_DOUBLE -> Double.longBitsToDouble(raw);
      case GAUGE_LONG, STATE, COUNTER32 -> (double) raw;
      case COUNTER64 -> raw >= 0 ? (double) raw : ((double) ((raw >>> 1) | (raw & 1))) * 2.0;
    };
  }

  /// By how much a value grew to the next, wraps and resets of counters resolved.
  ///
  /// @param mark whether a reset mark lies between the two
  public double growth(long before, long now, boolean mark) {
    return switch (this) {
      case COUNTER64 -> toDouble(growthBits(before, now, mark));
      case COUNTER32 -> growthBits(before, now, mark);
      case GAUGE_LONG, GAUGE_DOUBLE, STATE -> toDouble(now) - toDouble(before);
    };
  }

  /// By how much a counter grew to its next value, exactly: unsigned.
  public long growthBits(long before, long now, boolean mark) {
    if (isReset(before, now, mark)) {
      return now;
    }
    return Long.compareUnsigned(now, before) < 0 ? now - before + RANGE_32 : now - before;
  }

  /// Whether a counter began again between two values.
  public boolean isReset(long before, long now, boolean mark) {
    return switch (this) {
      case COUNTER64, COUNTER32 ->
          mark || (Long.compareUnsigned(now, before) < 0 && !isWrap(before, now));
      case GAUGE_LONG, GAUGE_DOUBLE, STATE -> false;
    };
  }

  private static boolean isWrap(long before, long now) {
    return before >= 3 * QUARTER_32 && before < RANGE_32 && now >= 0 && now < QUARTER_32;
  }

  public long lesser(long a, long b) {
    return compare(a, b) <= 0 ? a : b;
  }

  public long greater(long a, long b) {
    return compare(a, b) >= 0 ? a : b;
  }

  private int compare(long a, long b) {
    return switch (this) {
      case COUNTER64 -> Long.compareUnsigned(a, b);
      case GAUGE_DOUBLE -> Double.compare(Double.longBitsToDouble(a), Double.longBitsToDouble(b));
      case COUNTER32, GAUGE_LONG, STATE -> Long.compare(a, b);
    };
  }
}
