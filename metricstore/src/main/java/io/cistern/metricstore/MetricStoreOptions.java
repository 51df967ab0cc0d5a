package io.cistern.metricstore;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;

/// How a store is opened.
///
/// @param clock tells what is late, what is over and what is expired
/// @param flushInterval how much may be lost when the power fails: rows are forced to disk at least
///   this often; zero forces each row before `append` returns. A killed process loses nothing in
///   either case.
/// @param lateness how far behind the clock a row may be; older ones are refused and counted
/// @param future how far ahead of the clock a row may be; later ones are refused and counted
/// @param partitionLength how much time one partition of rows holds, a whole number of hours, at
///   most 14 days; one of 5-minute rollups holds seven times, one of hourly ones thirty times as
///   much; set when the store is created
/// @param rollups whether finished partitions are rolled up
/// @param retention how long rows and rollups are kept
/// @param diskReserveBytes with less than twice this free nothing is rolled up or packed; with less
///   than this each `maintain` drops the oldest raw partition, and where only the newest is left
///   rows are refused; 0: the disk may be filled
/// @param freeSpace tells what is free; asked by each `maintain`
/// @param limits what is refused
public record MetricStoreOptions(
    InstantSource clock,
    Duration flushInterval,
    Duration lateness,
    Duration future,
    Duration partitionLength,
    boolean rollups,
    Retention retention,
    long diskReserveBytes,
    FreeSpace freeSpace,
    Limits limits) {
  /// The rollups of 5 minutes that an entity has of a raw partition are one chunk: 4,096 at most.
  static final Duration LONGEST_PARTITION = Duration.ofDays(14);

  /// Checks the durations and the reserve.
  ///
  /// @throws IllegalArgumentException if one is negative, or the partition is not 1 to 336 whole
  ///   hours
  public MetricStoreOptions {
    Objects.requireNonNull(clock);
    Objects.requireNonNull(retention);
    Objects.requireNonNull(freeSpace);
    Objects.requireNonNull(limits);
    for (Duration d : new Duration[] {flushInterval, lateness, future, partitionLength}) {
      if (d.isNegative()) {
        throw new IllegalArgumentException("negative duration: " + d);
      }
    }
    if (partitionLength.isZero()
        || partitionLength.toMillis() % Duration.ofHours(1).toMillis() != 0
        || partitionLength.compareTo(LONGEST_PARTITION) > 0) {
      throw new IllegalArgumentException(
          "partition is not 1 to 336 whole hours: " + partitionLength);
    }
    if (diskReserveBytes < 0) {
      throw new IllegalArgumentException("negative reserve: " + diskReserveBytes);
    }
  }

  /// System clock, forced every second, 5 minutes of lateness, 1 hour ahead, partitions of a day,
  /// rolled up, everything kept, 64 MiB of the disk left free.
  ///
  /// @return the options
  public static MetricStoreOptions defaults() {
    return new MetricStoreOptions(
        InstantSource.system(),
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Duration.ofDays(1),
        true,
        Retention.FOREVER,
        64 << 20,
        FreeSpace.OF_FILE_STORE,
        Limits.DEFAULT);
  }

  /// These with another clock.
  ///
  /// @param source tells the time
  /// @return the options
  public MetricStoreOptions withClock(InstantSource source) {
    return with(to -> to.clock = source);
  }

  /// These with another interval between forces.
  ///
  /// @param interval zero: each row
  /// @return the options
  /// @throws IllegalArgumentException if it is negative
  public MetricStoreOptions withFlushInterval(Duration interval) {
    return with(to -> to.flushInterval = interval);
  }

  /// These with another lateness. An importer of old rows sets it to years and calls `maintain`
  /// every few hours of rows.
  ///
  /// @param duration how far behind the clock a row may be
  /// @return the options
  /// @throws IllegalArgumentException if it is negative
  public MetricStoreOptions withLateness(Duration duration) {
    return with(to -> to.lateness = duration);
  }

  /// These with another bound ahead.
  ///
  /// @param duration how far ahead of the clock a row may be
  /// @return the options
  /// @throws IllegalArgumentException if it is negative
  public MetricStoreOptions withFuture(Duration duration) {
    return with(to -> to.future = duration);
  }

  /// These with another length of partitions, which counts only for a store not yet created.
  ///
  /// @param length a whole number of hours, 1 to 336
  /// @return the options
  /// @throws IllegalArgumentException if it is something else
  public MetricStoreOptions withPartitionLength(Duration length) {
    return with(to -> to.partitionLength = length);
  }

  /// These with or without rollups.
  ///
  /// @param wanted whether finished partitions are rolled up
  /// @return the options
  public MetricStoreOptions withRollups(boolean wanted) {
    return with(to -> to.rollups = wanted);
  }

  /// These with another retention.
  ///
  /// @param other how long rows and rollups are kept
  /// @return the options
  public MetricStoreOptions withRetention(Retention other) {
    return with(to -> to.retention = other);
  }

  /// These with another reserve of the disk.
  ///
  /// @param bytes to be left free
  /// @param space tells what is free
  /// @return the options
  /// @throws IllegalArgumentException if the reserve is negative
  public MetricStoreOptions withDiskReserve(long bytes, FreeSpace space) {
    return with(to -> {
      to.diskReserveBytes = bytes;
      to.freeSpace = space;
    });
  }

  /// These with other limits.
  ///
  /// @param other what is refused
  /// @return the options
  public MetricStoreOptions withLimits(Limits other) {
    return with(to -> to.limits = other);
  }

  private MetricStoreOptions with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /// Options being changed.
  private static final class Draft {
    InstantSource clock;
    Duration flushInterval;
    Duration lateness;
    Duration future;
    Duration partitionLength;
    boolean rollups;
    Retention retention;
    long diskReserveBytes;
    FreeSpace freeSpace;
    Limits limits;

    Draft(MetricStoreOptions from) {
      clock = from.clock;
      flushInterval = from.flushInterval;
      lateness = from.lateness;
      future = from.future;
      partitionLength = from.partitionLength;
      rollups = from.rollups;
      retention = from.retention;
      diskReserveBytes = from.diskReserveBytes;
      freeSpace = from.freeSpace;
      limits = from.limits;
    }

    MetricStoreOptions options() {
      return new MetricStoreOptions(
          clock,
          flushInterval,
          lateness,
          future,
          partitionLength,
          rollups,
          retention,
          diskReserveBytes,
          freeSpace,
          limits);
    }
  }
}
