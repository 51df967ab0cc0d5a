package io.cistern.metricstore;

import io.cistern.metricstore.codec.NumberKind;
import org.jspecify.annotations.Nullable;

/// What the values of a column are, which decides how 64 bits are read as a number and how two
/// successive values are compared. The numbers in the files are [#code()], never the ordinal.
public enum ValueKind {
  /// A counter of 64 bits, unsigned. All ones is absent. A fall is a reset, unless it is one from
  /// the top quarter of 32 bits to the bottom quarter without a mark: some devices count in 32 bits
  /// and tell 64, and that is a wrap of theirs. Who knows better sets a mark.
  COUNTER64(NumberKind.COUNTER64),
  /// A counter of 32 bits, 0 to 4,294,967,295. All ones is absent. A fall from the top quarter of
  /// the range to the bottom quarter is a wrap, any other fall a reset.
  COUNTER32(NumberKind.COUNTER32),
  /// A signed integer that goes up and down.
  GAUGE_LONG(NumberKind.GAUGE_LONG),
  /// A double that goes up and down; every bit pattern is kept, NaN payloads included.
  GAUGE_DOUBLE(NumberKind.GAUGE_DOUBLE),
  /// A signed integer that names a state, such as an interface's status.
  STATE(NumberKind.STATE);

  private final NumberKind number;

  ValueKind(NumberKind number) {
    this.number = number;
  }

  /// The number of this kind in the files.
  ///
  /// @return 0 to 4
  public int code() {
    return number.code();
  }

  static @Nullable ValueKind ofCode(int code) {
    NumberKind number = NumberKind.ofCode(code);
    return number == null ? null : of(number);
  }

  static ValueKind of(NumberKind number) {
    return switch (number) {
      case COUNTER64 -> COUNTER64;
      case COUNTER32 -> COUNTER32;
      case GAUGE_LONG -> GAUGE_LONG;
      case GAUGE_DOUBLE -> GAUGE_DOUBLE;
      case STATE -> STATE;
    };
  }

  /// What it is to those who encode and sum up values.
  NumberKind number() {
    return number;
  }

  /// Whether values only grow, but for wraps and resets.
  ///
  /// @return `true` for the two counters
  public boolean isCounter() {
    return number.isCounter();
  }

  /// Reads 64 stored bits as a number of this kind.
  ///
  /// @param raw the bits as stored
  /// @return the value; integers beyond 2^53 are rounded
  public double toDouble(long raw) {
    return number.toDouble(raw);
  }
}
