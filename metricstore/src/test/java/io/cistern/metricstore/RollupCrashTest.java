package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that appends, rolls up and drops rows and rollups by age is killed, mostly while it
/// does the latter: each sample counts once and only once afterwards, whether rows or a rollup
/// answer. More kills: `-Dcistern.rollupKills=`.
class RollupCrashTest {
  private static final long START = 1_795_219_200_000L;
  private static final int ENTITIES = 2;
  private static final long INTERVAL = 60_000;
  private static final long MINUTES_5 = 300_000;
  private static final long HOUR = 3_600_000;
  private static final Retention RETENTION =
      new Retention(Duration.ofHours(4), Duration.ofHours(16), Duration.ZERO, 0);

  @TempDir Path directory;

  private static MetricStoreOptions options(ManualClock clock) {
    return MetricStoreOptions.defaults()
        .withClock(clock)
        .withPartitionLength(Duration.ofHours(2))
        .withRetention(RETENTION);
  }

  private static long time(long row) {
    return START + row * INTERVAL;
  }

  @Test
  void eachSampleCountsOnce() throws Exception {
    int kills = Integer.getInteger("cistern.rollupKills", 10);
    SplittableRandom random = Seeds.random("rollupKills", 51);
    long rows = 0;
    for (int kill = 0; kill < kills; kill++) {
      int lines = random.nextInt(20, 60);
      long told =
          lastTold(KilledChild.run(Child.class, directory, lines, random.nextInt(3_000_000)));
      try (MetricStore store = MetricStore.open(directory, options(new ManualClock(time(told))))) {
        rows = last(store) + 1;
        assertThat(rows).as("kill %d", kill).isGreaterThan(told);
        verify(store, rows);
        store.maintain();
        verify(store, rows);
      }
    }
    try (MetricStore store = MetricStore.open(directory, options(new ManualClock(time(rows))))) {
      store.maintain();
      assertThat(rowsLeft(store)).isLessThan(rows);
      assertThat(store.stats().partitions(Tier.MINUTES_5)).isBetween(1, 3);
      System.out.println("kills=" + kills + ", rows=" + rows + ", left=" + rowsLeft(store));
    }
  }

  private static long last(MetricStore store) {
    return store.entities().stream()
        .mapToLong(entity -> (entity.lastSeenMillis() - START) / INTERVAL)
        .max()
        .orElse(-1);
  }

  private static long rowsLeft(MetricStore store) throws IOException {
    return store.query(Query.raw("*", "*", "*", 0, Long.MAX_VALUE)).stream()
        .mapToLong(Series::size)
        .sum();
  }

  private static void verify(MetricStore store, long rows) throws IOException {
    assertThat(store.stats().damaged()).isZero();
    assertThat(store.stats().problems()).isEmpty();
    long now = time(rows);
    // an hour that is kept whole comes before: growth is told from the sample before the range
    long recent = Math.max(START, (now - RETENTION.minutes5().toMillis()) / HOUR * HOUR + HOUR);
    for (int e = 0; e < ENTITIES; e++) {
      verify(store, e, START, rows, HOUR);
      verify(store, e, recent, rows, MINUTES_5);
    }
    long from = Math.max(START, now - RETENTION.raw().toMillis());
    long kept = (now - 1 - from) / INTERVAL + 1;
    assertThat(
            store.query(Query.raw("*", "*", "*", from, now)).stream().mapToLong(Series::size).sum())
        .isEqualTo(kept);
  }

  /// The samples of one entity, step by step, by their number, sum and growth.
  private static void verify(MetricStore store, int entity, long from, long rows, long step)
      throws IOException {
    int steps = (int) ((time(rows) - 1 - from) / step + 1);
    double[] counts = new double[steps];
    double[] sums = new double[steps];
    double[] growths = new double[steps];
    for (long row = (from - START) / INTERVAL; row < rows; row++) {
      if (row % ENTITIES == entity) {
        int s = (int) ((time(row) - from) / step);
        counts[s]++;
        sums[s] += row;
        growths[s] += row < ENTITIES ? 0 : ENTITIES;
      }
    }
    for (double[] values : List.of(sums, growths, counts)) {
      for (int s = 0; s < steps; s++) {
        values[s] = counts[s] == 0 ? Double.NaN : values[s];
      }
    }
    assertThat(values(store, entity, from, rows, step, Function.COUNT)).isEqualTo(counts);
    assertThat(values(store, entity, from, rows, step, Function.SUM)).isEqualTo(sums);
    assertThat(values(store, entity, from, rows, step, Function.INCREASE)).isEqualTo(growths);
  }

  private static double[] values(
      MetricStore store, int entity, long from, long rows, long step, Function function)
      throws IOException {
    return store
        .query(new Query("s", "i" + entity, "n", from, time(rows), step, function))
        .getFirst()
        .values();
  }

  /// The last row that the child said is appended.
  private static long lastTold(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches("maintain \\d+\\.")) // not cut by the kill
        .mapToLong(line -> Long.parseLong(line, "maintain ".length(), line.length() - 1, 10))
        .max()
        .orElse(-1);
  }

  /// The process that is killed.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws IOException {
      var clock = new ManualClock(START);
      var store = MetricStore.open(Path.of(arguments[0]), options(clock));
      for (long row = last(store) + 1; ; row++) {
        clock.millis = time(row);
        Entity entity = store.entity("s", "i" + row % ENTITIES);
        store.append(entity.row(time(row)).set(entity.column("n", ValueKind.COUNTER64, ""), row));
        if (row % 15 == 0) {
          System.out.println("maintain " + row + ".");
          store.maintain();
        }
      }
    }
  }
}
