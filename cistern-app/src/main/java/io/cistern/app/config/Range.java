package io.cistern.app.config;

import java.util.Locale;
import java.util.function.LongFunction;

/// Checks that numbers lie within their bounds.
final class Range {
  private Range() {}

  /// @param print writes a number as it would be written in the configuration
  /// @throws RefusedValueException if it does not
  static void check(
      String component, long number, long least, long most, LongFunction<Object> print) {
    if (number < least || number > most) {
      throw new RefusedValueException(
          component,
          String.format(
              Locale.ROOT,
              "not within %s to %s: %s",
              print.apply(least),
              print.apply(most),
              print.apply(number)));
    }
  }
}
