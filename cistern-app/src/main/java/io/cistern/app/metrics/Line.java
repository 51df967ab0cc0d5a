package io.cistern.app.metrics;

/// What the line of an interface can carry, by its ifSpeed.
public final class Line {
  private static final long BITS_PER_BYTE = 8;
  private static final double SLACK_SECONDS = 1; // many agents tell time in whole seconds
  private static final long BEYOND_32_BITS =
      0xffffffffL; // ifSpeed of RFC 2863 for "look elsewhere"

  private Line() {}

  /// Whether an ifSpeed says anything: 0 and the most that 32 bits hold do not.
  public static boolean isKnown(long speed) {
    return speed > 0 && speed != BEYOND_32_BITS;
  }

  /// Whether so many bytes can have passed in one direction. Of a line whose speed is not known any
  /// number can.
  static boolean carries(long speed, double seconds, long bytes) {
    return !isKnown(speed) || (double) bytes * BITS_PER_BYTE <= speed * (seconds + SLACK_SECONDS);
  }
}
