package io.cistern.metricstore;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/// How a store is opened. Immutable; made by [#builder()].
public final class MetricStoreOptions {
  /// The rollups of 5 minutes that an entity has of a raw partition are one chunk: 4,096 at most.
  static final Duration LONGEST_PARTITION = Duration.ofDays(14);

  private static final long DEFAULT_RESERVE_BYTES = 64 << 20;

  private final InstantSource clock;
  private final Duration flushInterval;
  private final Duration lateness;
  private final Duration future;
  private final Duration partitionLength;
  private final boolean rollups;
  private final Retention retention;
  private final long diskReserveBytes;
  private final FreeSpace freeSpace;
  private final Limits limits;

  private MetricStoreOptions(Builder builder) {
    clock = builder.clock;
    flushInterval = builder.flushInterval;
    lateness = builder.lateness;
    future = builder.future;
    partitionLength = builder.partitionLength;
    rollups = builder.rollups;
    retention = builder.retention;
    diskReserveBytes = builder.diskReserveBytes;
    freeSpace = builder.freeSpace;
    limits = builder.limits;
  }

  /// What holds where nothing is said: see [Builder].
  ///
  /// @return the options
  public static MetricStoreOptions defaults() {
    return builder().build();
  }

  /// A builder of options that has the defaults.
  ///
  /// @return the builder
  public static Builder builder() {
    return new Builder();
  }

  /// A builder of options that has everything of these.
  ///
  /// @return the builder
  public Builder toBuilder() {
    return new Builder(this);
  }

  /// Tells what is late, what is over and what has expired.
  ///
  /// @return the clock
  public InstantSource clock() {
    return clock;
  }

  /// How often rows are forced to disk at least.
  ///
  /// @return zero: each before `append` returns
  public Duration flushInterval() {
    return flushInterval;
  }

  /// How far behind the clock a row may be.
  ///
  /// @return not negative
  public Duration lateness() {
    return lateness;
  }

  /// How far ahead of the clock a row may be.
  ///
  /// @return not negative
  public Duration future() {
    return future;
  }

  /// How much time one partition of rows holds.
  ///
  /// @return 1 to 336 whole hours
  public Duration partitionLength() {
    return partitionLength;
  }

  /// Whether finished partitions are rolled up.
  ///
  /// @return `true` if they are
  public boolean rollups() {
    return rollups;
  }

  /// How long rows and rollups are kept.
  ///
  /// @return the retention
  public Retention retention() {
    return retention;
  }

  /// How much of the disk is left free.
  ///
  /// @return bytes; 0: the disk may be filled
  public long diskReserveBytes() {
    return diskReserveBytes;
  }

  /// Tells how much of the disk is free.
  ///
  /// @return what is asked
  public FreeSpace freeSpace() {
    return freeSpace;
  }

  /// What the store refuses.
  ///
  /// @return the limits
  public Limits limits() {
    return limits;
  }

  /// Makes options. What is not said is: the system's clock, rows forced to disk every second, 5
  /// minutes late and 1 hour ahead at most, partitions of a day, rolled up, everything kept, 64 MiB
  /// of the disk left free, [Limits#DEFAULT]. Not thread-safe.
  public static final class Builder {
    private InstantSource clock = InstantSource.system();
    private Duration flushInterval = Duration.ofSeconds(1);
    private Duration lateness = Duration.ofMinutes(5);
    private Duration future = Duration.ofHours(1);
    private Duration partitionLength = Duration.ofDays(1);
    private boolean rollups = true;
    private Retention retention = Retention.FOREVER;
    private long diskReserveBytes = DEFAULT_RESERVE_BYTES;
    private FreeSpace freeSpace = FreeSpace.OF_FILE_STORE;
    private Limits limits = Limits.DEFAULT;

    private Builder() {}

    private Builder(MetricStoreOptions from) {
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

    /// Sets what tells the time.
    ///
    /// @param source decides what is late, what is over and what has expired
    /// @return this
    public Builder clock(InstantSource source) {
      clock = Objects.requireNonNull(source);
      return this;
    }

    /// Sets how much may be lost when the power fails. A killed process loses nothing in any case.
    ///
    /// @param interval rows are forced to disk at least this often; zero: each before `append`
    ///   returns
    /// @return this
    /// @throws IllegalArgumentException if it is negative
    public Builder flushInterval(Duration interval) {
      flushInterval = checked(interval);
      return this;
    }

    /// Sets how far behind the clock a row may be; older ones are refused and counted. An importer
    /// of old rows sets it to years and calls `maintain` every few hours of rows.
    ///
    /// @param most the greatest age
    /// @return this
    /// @throws IllegalArgumentException if it is negative
    public Builder lateness(Duration most) {
      lateness = checked(most);
      return this;
    }

    /// Sets how far ahead of the clock a row may be; later ones are refused and counted.
    ///
    /// @param most the greatest distance
    /// @return this
    /// @throws IllegalArgumentException if it is negative
    public Builder future(Duration most) {
      future = checked(most);
      return this;
    }

    /// Sets how much time one partition of rows holds; one of 5-minute rollups holds seven times,
    /// one of hourly ones thirty times as much. It counts when the store is created, and never
    /// again.
    ///
    /// @param length 1 to 336 whole hours
    /// @return this
    /// @throws IllegalArgumentException if it is something else
    public Builder partitionLength(Duration length) {
      if (checked(length).isZero()
          || length.toMillis() % Duration.ofHours(1).toMillis() != 0
          || length.compareTo(LONGEST_PARTITION) > 0) {
        throw new IllegalArgumentException("partition is not 1 to 336 whole hours: " + length);
      }
      partitionLength = length;
      return this;
    }

    /// Sets whether finished partitions are rolled up.
    ///
    /// @param wanted whether they are
    /// @return this
    public Builder rollups(boolean wanted) {
      rollups = wanted;
      return this;
    }

    /// Sets how long rows and rollups are kept.
    ///
    /// @param ages by tier, and a limit for all
    /// @return this
    public Builder retention(Retention ages) {
      retention = Objects.requireNonNull(ages);
      return this;
    }

    /// Sets how much of the disk is left free. With less than twice this free nothing is rolled up
    /// or packed; with less than this each `maintain` drops the oldest raw partition, and where
    /// only the newest is left rows are refused.
    ///
    /// @param bytes 0: the disk may be filled
    /// @return this
    /// @throws IllegalArgumentException if it is negative
    public Builder diskReserveBytes(long bytes) {
      if (bytes < 0) {
        throw new IllegalArgumentException("negative reserve: " + bytes);
      }
      diskReserveBytes = bytes;
      return this;
    }

    /// Sets what tells how much of the disk is free.
    ///
    /// @param space asked by each `maintain`
    /// @return this
    public Builder freeSpace(FreeSpace space) {
      freeSpace = Objects.requireNonNull(space);
      return this;
    }

    /// Sets what the store refuses.
    ///
    /// @param most the limits
    /// @return this
    public Builder limits(Limits most) {
      limits = Objects.requireNonNull(most);
      return this;
    }

    private static Duration checked(Duration duration) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException("negative duration: " + duration);
      }
      return duration;
    }

    /// Makes the options.
    ///
    /// @return them
    public MetricStoreOptions build() {
      return new MetricStoreOptions(this);
    }
  }
}
