package io.cistern.flowtrack;

/// Checks of option values, with messages that say what, how much and the limit.
final class Checks {
  private Checks() {}

  static void atLeast(String what, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(what + " too small: " + value + ", at least " + least);
    }
  }

  static void atMost(String what, long value, long most) {
    if (value > most) {
      throw new IllegalArgumentException(what + " too large: " + value + ", at most " + most);
    }
  }

  static void powerOfTwo(String what, int value) {
    if (value < 8 || Integer.bitCount(value) != 1) {
      throw new IllegalArgumentException(what + " must be a power of two from 8 on: " + value);
    }
  }

  static void share(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " must be from 0 to 1: " + value);
    }
  }
}
