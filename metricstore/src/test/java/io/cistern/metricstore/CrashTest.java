package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A child JVM appends, seals and says what it was told is stored; it is killed at random times and
/// must have lost nothing. `-Dcistern.kills=` sets how often.
class CrashTest {
  private static final long START = 1_795_219_200_000L;
  private static final int ENTITIES = 4;
  private static final long STEP = 10_000;

  @Test
  void noAcknowledgedRowIsLost(@TempDir Path directory) throws Exception {
    int kills = Integer.getInteger("cistern.kills", 10);
    SplittableRandom random = Seeds.random("crash", 11);
    long acknowledged = -1;
    long sealed = 0;
    for (int kill = 0; kill < kills; kill++) {
      List<String> lines = KilledChild.run(Child.class, directory, random.nextInt(20, 400), 0);
      acknowledged = Math.max(acknowledged, lastTold(lines));
      try (MetricStore store =
          MetricStore.open(directory, options(new ManualClock(time(acknowledged + 1))))) {
        long stored = verify(store);
        assertThat(stored).as("kill %d", kill).isGreaterThanOrEqualTo(acknowledged);
        acknowledged = stored;
        sealed = store.stats().partitions(Tier.RAW);
      }
    }
    assertThat(acknowledged).isPositive();
    System.out.println("kills=" + kills + ", rows=" + acknowledged + ", partitions=" + sealed);
  }

  private static MetricStoreOptions options(ManualClock clock) {
    return MetricStoreOptions.defaults()
        .withClock(clock)
        .withPartitionLength(Duration.ofHours(2))
        .withLimits(new Limits(10, 10, 10, 100, 1, 64, 100, Long.MAX_VALUE, Long.MAX_VALUE));
  }

  private static long time(long row) {
    return START + row * STEP;
  }

  /// All rows from the first to the last, without a hole.
  private static long verify(MetricStore store) throws IOException {
    Map<Long, Long> rows = new HashMap<>();
    for (Series series : store.query(Query.raw("*", "*", "n", 0, Long.MAX_VALUE))) {
      for (int i = 0; i < series.size(); i++) {
        long row = series.rawBits()[i];
        assertThat(series.times()[i]).isEqualTo(time(row));
        assertThat(series.instance()).isEqualTo("i" + row % ENTITIES);
        rows.put(row, row);
      }
    }
    for (long row = 0; row < rows.size(); row++) {
      assertThat(rows).containsKey(row);
    }
    assertThat(store.stats().damaged()).isZero();
    return rows.size() - 1L;
  }

  /// The last row that the child said is stored.
  private static long lastTold(List<String> lines) {
    long acknowledged = -1;
    for (String line : lines) {
      if (line.chars().allMatch(Character::isDigit) && !line.isEmpty()) {
        acknowledged = Long.parseLong(line);
      }
    }
    assertThat(acknowledged).isPositive();
    return acknowledged;
  }

  /// The process that is killed.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws IOException {
      var clock = new ManualClock(START);
      var store = MetricStore.open(Path.of(arguments[0]), options(clock));
      long next = verifyLast(store) + 1;
      for (long row = next; ; row++) {
        clock.millis = time(row);
        Entity entity = store.entity("s", "i" + row % ENTITIES);
        Row filled = entity.row(time(row)).set(entity.column("n", ValueKind.COUNTER64, ""), row);
        filled.set(entity.column("noise", ValueKind.GAUGE_DOUBLE, ""), Math.sin(row));
        store.append(filled);
        System.out.println(row);
        if (row % 50 == 0) {
          store.maintain();
        }
        if (row % 300 == 0) {
          store.flush();
        }
      }
    }

    private static long verifyLast(MetricStore store) throws IOException {
      long last = -1;
      for (EntityInfo info : store.entities()) {
        last = Math.max(last, (info.lastSeenMillis() - START) / STEP);
      }
      return store.entities().isEmpty() ? -1 : last;
    }
  }
}
