package io.cistern.metricstore.codec;

import java.util.Arrays;

/// A sum of integers and doubles, none of them NaN, that is exact and rounded once, when it is
/// asked for: the order of the summands, and which of them were added up before, make no
/// difference. Reusable, not thread-safe. Allocation-free.
public final class ExactSum {

  /*
   * Integers add up in 128 bits. A finite double is an integer times 2^-1074 of less than 2^2098:
   * digits of 32 bits hold the sum of these, each in a long, whose upper half takes the carries of
   * 2^31 summands.
   */
  private static final int DIGIT = 32;
  private static final int DIGITS = 68;
  private static final long MASK = (1L << DIGIT) - 1;
  private static final int LEAST_EXPONENT = -1074;
  private static final int FRACTION_BITS = 52;
  private static final long FRACTION = (1L << FRACTION_BITS) - 1;
  private static final int EXPONENTS = 0x7ff;
  private static final double WHOLE = 0x1p62;
  private static final int SCALE_BITS = 64;

  /// What [#scaled()] divides by.
  public static final double SCALE = 0x1p64;

  private long high;
  private long low;
  private final long[] digits = new long[DIGITS];
  private boolean hasDigits;

  /// Infinities, which the digits cannot hold.
  private double infinite;

  /// Begins again at zero.
  ///
  /// @return this
  public ExactSum clear() {
    high = 0;
    low = 0;
    infinite = 0;
    if (hasDigits) {
      Arrays.fill(digits, 0);
      hasDigits = false;
    }
    return this;
  }

  /// Adds a value of a kind.
  public void add(NumberKind kind, long raw) {
    switch (kind) {
      case GAUGE_DOUBLE -> add(Double.longBitsToDouble(raw));
      case COUNTER64 -> add(0, raw);
      case COUNTER32, GAUGE_LONG, STATE -> add(raw >> 63, raw);
    }
  }

  /// Adds a value of a kind, not of doubles, `count` times.
  public void addTimes(NumberKind kind, long count, long raw) {
    long upper =
        kind == NumberKind.COUNTER64
            ? Math.unsignedMultiplyHigh(count, raw)
            : Math.multiplyHigh(count, raw);
    add(upper, count * raw);
  }

  /// Adds a signed integer.
  public void add(long value) {
    add(value >> 63, value);
  }

  /// Adds an unsigned integer.
  public void addUnsigned(long value) {
    add(0, value);
  }

  private void add(long upper, long lower) {
    low += lower;
    high += upper + (Long.compareUnsigned(low, lower) < 0 ? 1 : 0);
  }

  public void add(double value) {
    if (Math.abs(value) < WHOLE && (long) value == value) {
      add((long) value);
    } else {
      addDigits(value, 0);
    }
  }

  /// Adds what [#scaled()] was.
  public void addScaled(double value) {
    addDigits(value, SCALE_BITS);
  }

  /// Adds a double times a power of two.
  private void addDigits(double value, int power) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> FRACTION_BITS) & EXPONENTS;
    if (exponent == EXPONENTS) {
      infinite += value;
      return;
    }
    long fraction = bits & FRACTION;
    long number = exponent == 0 ? fraction : fraction | (FRACTION + 1);
    int place = Math.max(0, exponent - 1) + power;
    int digit = place >>> 5;
    int shift = place & (DIGIT - 1);
    long sign = bits >> 63;
    hasDigits = true;
    digits[digit] += ((number << shift & MASK) ^ sign) - sign;
    digits[digit + 1] += ((number >>> (DIGIT - shift) & MASK) ^ sign) - sign;
    digits[digit + 2] += ((number >>> DIGIT >>> (DIGIT - shift)) ^ sign) - sign;
  }

  /// The sum, rounded to the nearest double; one that is none is infinite, and that of both
  /// infinities NaN.
  public double value() {
    return value(0);
  }

  /// The sum by [#SCALE]: a double too where the sum is beyond all of them.
  public double scaled() {
    return value(-SCALE_BITS);
  }

  /// Whether the sum is finite and yet no double.
  public boolean isTooLarge() {
    return infinite == 0 && Double.isInfinite(value());
  }

  /// The sum by the number of summands, which is not too large where the sum is.
  public double mean(double count) {
    double sum = value();
    return Double.isInfinite(sum) && infinite == 0 ? scaled() / count * SCALE : sum / count;
  }

  /// The sum times a power of two.
  private double value(int power) {
    if (infinite != 0) { // NaN too
      return infinite;
    }
    if (!hasDigits && high == low >> 63) {
      return Math.scalb((double) low, power);
    }
    if (high != 0 || low != 0) {
      moveToDigits();
    }
    carry();
    boolean negative = digits[DIGITS - 1] < 0;
    if (negative) {
      negate();
    }
    double magnitude = magnitude(power);
    if (negative) {
      negate();
    }
    return negative ? -magnitude : magnitude;
  }

  private void moveToDigits() {
    addDigits((double) (low & MASK), 0);
    addDigits((double) (low >>> DIGIT) * 0x1p32, 0);
    addDigits((double) (high & MASK) * 0x1p64, 0);
    addDigits((double) (high >> DIGIT) * 0x1p96, 0);
    high = 0;
    low = 0;
  }

  private void carry() {
    for (int i = 0; i < DIGITS - 1; i++) {
      digits[i + 1] += digits[i] >> DIGIT;
      digits[i] &= MASK;
    }
  }

  private void negate() {
    for (int i = 0; i < DIGITS; i++) {
      digits[i] = -digits[i];
    }
    carry();
  }

  /// Of digits without carries: the top 64 bits, the last of which is set if any is below them; a
  /// double has 53, so they decide how to round.
  private double magnitude(int power) {
    int top = DIGITS - 1;
    while (top > 0 && digits[top] == 0) {
      top--;
    }
    int shift = Long.numberOfLeadingZeros(digits[top]) - DIGIT;
    long bits =
        digits[top] << (DIGIT + shift)
            | digit(top - 1) << shift
            | digit(top - 2) >>> (DIGIT - shift);
    boolean below = (digit(top - 2) << shift & MASK) != 0;
    for (int i = top - 3; i >= 0 && !below; i--) {
      below = digits[i] != 0;
    }
    long odd = below ? bits | 1 : bits;
    int exponent = (top - 1) * DIGIT - shift + LEAST_EXPONENT;
    return Math.scalb((double) (odd >>> 1 | odd & 1), exponent + 1 + power);
  }

  private long digit(int i) {
    return i < 0 ? 0 : digits[i];
  }
}
