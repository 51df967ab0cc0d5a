package io.cistern.metricstore;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/// How a store is opened.
///
/// @param clock tells what is late, what is over and what is expired
/// @param flushInterval how much may be lost when the power fails: rows are forced to disk at least
///   this often; zero forces each row before `append` returns. A killed process loses nothing in
///   either case.
/// @param lateness how far behind the clock a row may be; older ones are refused and counted
/// @param future how far ahead of the clock a row may be; later ones are refused and counted
/// @param partitionLength how much time one partition holds, a whole number of hours; set when the
///   store is created
/// @param retention partitions wholly older than this are dropped by [MetricStore#maintain()]; zero
///   keeps everything
/// @param limits what is refused
public record MetricStoreOptions(
    InstantSource clock,
    Duration flushInterval,
    Duration lateness,
    Duration future,
    Duration partitionLength,
    Duration retention,
    Limits limits) {

  /// Checks the durations.
  ///
  /// @throws IllegalArgumentException if one is negative, or the partition is not a whole number of
  ///   hours
  public MetricStoreOptions {
    Objects.requireNonNull(clock);
    Objects.requireNonNull(limits);
    for (Duration d :
        new Duration[] {flushInterval, lateness, future, partitionLength, retention}) {
      if (d.isNegative()) {
        throw new IllegalArgumentException("negative duration: " + d);
      }
    }
    if (partitionLength.isZero()
        || partitionLength.toMillis() % Duration.ofHours(1).toMillis() != 0) {
      throw new IllegalArgumentException(
          "partition is not a whole number of hours: " + partitionLength);
    }
  }

  /// System clock, forced every second, 5 minutes of lateness, 1 hour ahead, partitions of a day,
  /// everything kept.
  ///
  /// @return the options
  public static MetricStoreOptions defaults() {
    return new MetricStoreOptions(
        InstantSource.system(),
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Duration.ofDays(1),
        Duration.ZERO,
        Limits.DEFAULT);
  }

  /// These with another clock.
  ///
  /// @param source tells the time
  /// @return the options
  public MetricStoreOptions withClock(InstantSource source) {
    return new MetricStoreOptions(
        source, flushInterval, lateness, future, partitionLength, retention, limits);
  }

  /// These with another interval between forces.
  ///
  /// @param interval zero: each row
  /// @return the options
  public MetricStoreOptions withFlushInterval(Duration interval) {
    return new MetricStoreOptions(
        clock, interval, lateness, future, partitionLength, retention, limits);
  }

  /// These with another lateness. An importer of old rows sets it to years and calls `maintain`
  /// every few hours of rows.
  ///
  /// @param duration how far behind the clock a row may be
  /// @return the options
  public MetricStoreOptions withLateness(Duration duration) {
    return new MetricStoreOptions(
        clock, flushInterval, duration, future, partitionLength, retention, limits);
  }

  /// These with another retention.
  ///
  /// @param age zero keeps everything
  /// @return the options
  public MetricStoreOptions withRetention(Duration age) {
    return new MetricStoreOptions(
        clock, flushInterval, lateness, future, partitionLength, age, limits);
  }

  /// These with another length of partitions, which counts only for a store not yet created.
  ///
  /// @param length a whole number of hours
  /// @return the options
  public MetricStoreOptions withPartitionLength(Duration length) {
    return new MetricStoreOptions(
        clock, flushInterval, lateness, future, length, retention, limits);
  }

  /// These with other limits.
  ///
  /// @param other what is refused
  /// @return the options
  public MetricStoreOptions withLimits(Limits other) {
    return new MetricStoreOptions(
        clock, flushInterval, lateness, future, partitionLength, retention, other);
  }
}
