package io.cistern.metricstore;

import java.time.Duration;
import java.util.Objects;

/// How long rows and rollups are kept, and how much of them. Whole partitions are dropped, by
/// [MetricStore#maintain()], once their end is that old by the store's clock. Immutable; made by
/// [#builder()].
public final class Retention {

  /// The least age of anything that is dropped: an hour, the time of a head.
  public static final Duration LEAST_AGE = Duration.ofHours(1);

  /// Everything is kept.
  public static final Retention FOREVER = builder().build();

  private final Duration raw;
  private final Duration minutes5;
  private final Duration hours1;
  private final long bytes;

  private Retention(Builder builder) {
    raw = builder.raw;
    minutes5 = builder.minutes5;
    hours1 = builder.hours1;
    bytes = builder.bytes;
    checkOrder("raw", raw, "minutes5", minutes5);
    checkOrder("raw", raw, "hours1", hours1);
    checkOrder("minutes5", minutes5, "hours1", hours1);
  }

  private static void checkOrder(String finer, Duration age, String coarser, Duration other) {
    if (isLonger(age, other)) {
      throw new IllegalArgumentException(
          "what is finer is kept for longer: " + finer + "=" + age + ", " + coarser + "=" + other);
    }
  }

  /// A builder of retentions that keeps everything.
  ///
  /// @return the builder
  public static Builder builder() {
    return new Builder();
  }

  /// Whether one age is longer than another; zero is for good.
  ///
  /// @param age one
  /// @param other another
  /// @return whether it is
  public static boolean isLonger(Duration age, Duration other) {
    return !other.isZero() && (age.isZero() || age.compareTo(other) > 0);
  }

  /// The age at which rows are dropped.
  ///
  /// @return zero keeps them
  public Duration raw() {
    return raw;
  }

  /// The age at which rollups of five minutes are dropped.
  ///
  /// @return zero keeps them
  public Duration minutes5() {
    return minutes5;
  }

  /// The age at which rollups of an hour are dropped.
  ///
  /// @return zero keeps them
  public Duration hours1() {
    return hours1;
  }

  /// How large all files together may get.
  ///
  /// @return bytes; 0: no limit
  public long bytes() {
    return bytes;
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

  @Override
  public boolean equals(Object other) {
    return other instanceof Retention retention
        && raw.equals(retention.raw)
        && minutes5.equals(retention.minutes5)
        && hours1.equals(retention.hours1)
        && bytes == retention.bytes;
  }

  @Override
  public int hashCode() {
    return Objects.hash(raw, minutes5, hours1, bytes);
  }

  @Override
  public String toString() {
    return "Retention[raw="
        + raw
        + ", minutes5="
        + minutes5
        + ", hours1="
        + hours1
        + ", bytes="
        + bytes
        + "]";
  }

  /// Makes retentions. What is not said is kept for good. Not thread-safe.
  public static final class Builder {
    private Duration raw = Duration.ZERO;
    private Duration minutes5 = Duration.ZERO;
    private Duration hours1 = Duration.ZERO;
    private long bytes;

    private Builder() {}

    /// Sets the age at which rows are dropped.
    ///
    /// @param age at least [#LEAST_AGE]; zero keeps them
    /// @return this
    /// @throws IllegalArgumentException if it is something else
    public Builder raw(Duration age) {
      raw = checked("raw", age);
      return this;
    }

    /// Sets the age at which rollups of five minutes are dropped.
    ///
    /// @param age at least [#LEAST_AGE]; zero keeps them
    /// @return this
    /// @throws IllegalArgumentException if it is something else
    public Builder minutes5(Duration age) {
      minutes5 = checked("minutes5", age);
      return this;
    }

    /// Sets the age at which rollups of an hour are dropped.
    ///
    /// @param age at least [#LEAST_AGE]; zero keeps them
    /// @return this
    /// @throws IllegalArgumentException if it is something else
    public Builder hours1(Duration age) {
      hours1 = checked("hours1", age);
      return this;
    }

    /// Sets how large all files together may get: above it the oldest partitions are dropped, first
    /// raw ones, then rollups of five minutes, then those of an hour, of each but the newest.
    ///
    /// @param most 0: no limit
    /// @return this
    /// @throws IllegalArgumentException if it is negative
    public Builder bytes(long most) {
      if (most < 0) {
        throw new IllegalArgumentException("negative retention: bytes=" + most);
      }
      bytes = most;
      return this;
    }

    private static Duration checked(String name, Duration age) {
      if (age.isNegative() || (!age.isZero() && age.compareTo(LEAST_AGE) < 0)) {
        throw new IllegalArgumentException(
            "age out of range: " + name + "=" + age + ", least=" + LEAST_AGE);
      }
      return age;
    }

    /// Makes the retention.
    ///
    /// @return it
    /// @throws IllegalArgumentException if what is finer is kept for longer: rows than either
    ///   rollups, rollups of 5 minutes than those of an hour
    public Retention build() {
      return new Retention(this);
    }
  }
}
