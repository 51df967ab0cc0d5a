package io.cistern.metricstore;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// How much time a raw partition of a store holds that no longer says so: a day, if that fits the
/// partitions there are, else the longest that does. Any that fits is as good: each partition
/// begins at a multiple of its length and ends after its last row.
final class PartitionLength {
  private static final long HOUR = StoreDirectory.HEAD_MILLIS;
  private static final int LONGEST_HOURS = (int) MetricStoreOptions.LONGEST_PARTITION.toHours();

  /// The latest time in each partition, by start.
  private final Map<Tier, TreeMap<Long, Long>> partitions = new EnumMap<>(Tier.class);

  private long latest;

  /// Takes in the beginning of something that is stored.
  void latest(long millis) {
    latest = Math.max(latest, millis);
  }

  /// Takes in a partition.
  void partition(Tier tier, long start) {
    chunk(tier, start, start);
  }

  /// Takes in a chunk.
  void chunk(Tier tier, long start, long lastTime) {
    latest(start);
    partitions.computeIfAbsent(tier, _ -> new TreeMap<>()).merge(start, lastTime, Math::max);
  }

  /// When something began that is stored, the latest.
  long latestMillis() {
    return latest;
  }

  /// One that fits, in milliseconds.
  long fitting() {
    long day = Duration.ofDays(1).toMillis();
    long length = fits(day) ? day : LONGEST_HOURS * HOUR;
    while (length > HOUR && !fits(length)) {
      length -= HOUR;
    }
    return length;
  }

  private boolean fits(long length) {
    for (var tier : partitions.entrySet()) {
      long of = tier.getKey().partitionMillis(length);
      for (var partition : tier.getValue().entrySet()) {
        long start = partition.getKey();
        if (start % of != 0 || partition.getValue() - start >= of) {
          return false;
        }
      }
    }
    return true;
  }
}
