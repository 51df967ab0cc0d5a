package io.cistern.metricstore;

import java.time.Duration;
import java.util.Locale;

/// How long what is stored is kept. Whole partitions are dropped, by [MetricStore#maintain()], once
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

  /// Checks them.
  ///
  /// @throws IllegalArgumentException if one is negative
  public Retention {
    if (raw.isNegative() || minutes5.isNegative() || hours1.isNegative() || bytes < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "negative retention: raw=%s, minutes5=%s, hours1=%s, bytes=%d",
              raw,
              minutes5,
              hours1,
              bytes));
    }
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
