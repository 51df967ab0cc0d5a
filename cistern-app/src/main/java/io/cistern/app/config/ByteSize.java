package io.cistern.app.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes, as `5000000`, `500M` or `2T`: `k`, `M`, `G` and `T` are powers of 1024.
///
/// @param bytes not negative
public record ByteSize(long bytes) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,19})([kMGT]?)");
  private static final String UNITS = "kMGT";

  /// @throws IllegalArgumentException if it is no number of bytes
  public static ByteSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      int power = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
      try {
        return new ByteSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << 10 * power));
      } catch (ArithmeticException | NumberFormatException _) { // too large: said below
      }
    }
    throw new IllegalArgumentException(
        "not a number of bytes such as 5000000, 500M or 2T: " + text);
  }

  /// In the largest unit that it is a whole number of.
  @Override
  public String toString() {
    int power = 0;
    long number = bytes;
    while (power < UNITS.length() && number != 0 && number % 1024 == 0) {
      number /= 1024;
      power++;
    }
    return power == 0 ? Long.toString(number) : number + UNITS.substring(power - 1, power);
  }
}
