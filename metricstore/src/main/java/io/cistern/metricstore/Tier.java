package io.cistern.metricstore;

import java.time.Duration;

/// How fine what a store keeps is: the rows themselves, or rollups of them.
///
/// A rollup row sums up the samples of one stretch of time: how many, the first and the last with
/// their times, the least, the greatest, the sum, and of counters by how much they grew and how
/// often they were reset. What it answers is what the samples would have answered.
public enum Tier {
  /// Rows as they were appended.
  RAW(0, "", "raw.lm", 1),
  /// Rollups of five minutes.
  MINUTES_5(300_000, ".5m", "5m.lm", 7),
  /// Rollups of an hour.
  HOURS_1(3_600_000, ".1h", "1h.lm", 30);

  private final long stepMillis;
  private final String directorySuffix;
  private final String file;
  private final int rawPartitions;

  Tier(long stepMillis, String directorySuffix, String file, int rawPartitions) {
    this.stepMillis = stepMillis;
    this.directorySuffix = directorySuffix;
    this.file = file;
    this.rawPartitions = rawPartitions;
  }

  /// The time that one row stands for.
  ///
  /// @return zero for the rows themselves
  public Duration step() {
    return Duration.ofMillis(stepMillis);
  }

  long stepMillis() {
    return stepMillis;
  }

  /// What the name of a partition's directory ends in.
  String directorySuffix() {
    return directorySuffix;
  }

  /// The name of the map in that directory.
  String file() {
    return file;
  }

  /// How much time one partition holds, given that of a raw one.
  long partitionMillis(long rawPartitionMillis) {
    return rawPartitions * rawPartitionMillis;
  }
}
