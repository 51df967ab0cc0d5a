package io.cistern.metricstore;

import java.time.Duration;

/// How long rows and rollups are kept. Whole partitions are dropped, by [MetricStore#maintain()], once
/// their end is that old by the store's clock.
///
/// @param raw age at which rows are dropped; zero keeps them
/// @param minutes5 age at which rollups of five minutes are dropped; zero keeps them
/// @param hours1 age at which rollups of an hour are dropped; zero keeps them
/// @param bytes of all files: above it the oldest partitions are dropped, first raw ones, then
///   rollups of five minutes, then those of an hour, of each but the newest; 0: no limit
public record Retention(Duration raw, Duration minutes5, Duration hours1, long bytes) {

  /// Everything is kept.
  public static final Retention FOREVER =
      new Retention(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

  /// The least age of anything that is dropped: an hour, the time of a head.
  public static final Duration LEAST_AGE = Duration.ofHours(1);

  /// Checks them.
  ///
  /// @throws IllegalArgumentException if one is negative, an age is less than [#LEAST_AGE], or what
  ///   is finer is kept for longer: rows than either rollups, rollups of 5 minutes than those of an
  ///   hour
  public Retention {
    if (bytes < 0) {
      throw new IllegalArgumentException("negative retention: bytes=" + bytes);
    }
    check("raw", raw);
    check("minutes5", minutes5);
    check("hours1", hours1);
    checkOrder("raw", raw, "minutes5", minutes5);
    checkOrder("raw", raw, "hours1", hours1);
    checkOrder("minutes5", minutes5, "hours1", hours1);
  }

  private static void check(String name, Duration age) {
    if (!age.isZero() && age.compareTo(LEAST_AGE) < 0) {
      throw new IllegalArgumentException(
          "age out of range: " + name + "=" + age + ", least=" + LEAST_AGE);
    }
  }

  private static void checkOrder(String finer, Duration age, String coarser, Duration other) {
    if (isLonger(age, other)) {
      throw new IllegalArgumentException(
          "what is finer is kept for longer: " + finer + "=" + age + ", " + coarser + "=" + other);
    }
  }

  /// Whether one age is longer than another; zero is for good.
  ///
  /// @param age one
  /// @param other another
  /// @return whether it is
  public static boolean isLonger(Duration age, Duration other) {
    return !other.isZero() && (age.isZero() || age.compareTo(other) > 0);
  }

  /// The age of one tier.
  ///
  /// @param tier which
  /// @return zero keeps it
  public Duration age(Tier tier) {
    return switch (tier) {
      case RAW -> raw;
      case MINUTES_5 -> minutes5;
      case HOURS_1 -> hours1;
    };
  }
}
