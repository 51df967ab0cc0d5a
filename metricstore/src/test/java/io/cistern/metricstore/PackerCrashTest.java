package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.listmap.ListMapOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that packs and unpacks a partition again and again is killed: the old file or the new
/// one answers, always with everything. More kills: `-Dcistern.packKills=`.
class PackerCrashTest {
  private static final long START = 1_795_219_200_000L;
  private static final int ROWS = 5_000;

  @TempDir Path directory;
  private final ManualClock clock = new ManualClock(START);

  private MetricStore open() throws IOException {
    return MetricStore.open(
        directory,
        MetricStoreOptions.defaults()
            .withClock(clock)
            .withFlushInterval(Duration.ofHours(1))
            .withPartitionLength(Duration.ofDays(1)));
  }

  @Test
  void theOldOrTheNewAnswersWithEverything() throws Exception {
    SplittableRandom random = Seeds.random("packKills", 21);
    fill();
    int kills = Integer.getInteger("cistern.packKills", 8);
    long rounds = 0;
    for (int kill = 0; kill < kills; kill++) {
      int lines = random.nextInt(1, 40);
      rounds += KilledChild.run(Child.class, directory, lines, random.nextInt(2_000_000)).size();
      try (MetricStore store = open()) {
        List<Series> found = store.query(Query.raw("*", "*", "*", 0, Long.MAX_VALUE));
        assertThat(found).hasSize(4);
        for (Series series : found) {
          assertThat(series.size()).isEqualTo(ROWS);
          for (int i = 0; i < ROWS; i++) {
            assertThat(series.rawBits()[i]).isEqualTo((long) i * i);
          }
        }
        assertThat(store.stats().damaged()).isZero();
      }
    }
    assertThat(rounds).isPositive();
    System.out.println("kills=" + kills + ", packed and unpacked=" + rounds);
  }

  private void fill() throws IOException {
    try (MetricStore store = open()) {
      for (int i = 0; i < ROWS; i++) {
        clock.millis = START + i * 10_000L;
        for (int e = 0; e < 4; e++) {
          Entity entity = store.entity("s", "i" + e);
          Column column = entity.column("n", ValueKind.COUNTER64, "");
          store.append(entity.row(clock.millis).set(column, (long) i * i));
        }
      }
      clock.millis = START + Duration.ofHours(20).toMillis();
      store.maintain();
      assertThat(store.stats().heads()).isZero();
    }
  }

  /// The process that is killed.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws IOException {
      Path directory = Path.of(arguments[0]);
      var options = MetricStoreOptions.defaults();
      try (var file =
          EntityFile.open(directory.resolve("entities.lm"), ListMapOptions.defaults())) {
        var packer = new Packer(EntityTable.load(file, options));
        var partition =
            new Partition(
                Tier.RAW,
                directory.resolve("p/20261121T000000Z"),
                START,
                START + 86_400_000,
                ListMapOptions.defaults().withCreate(false));
        while (true) {
          packer.pack(partition);
          System.out.println("packed");
          SharedMap shared = partition.acquire();
          if (shared == null) {
            throw new IllegalStateException("partition is gone");
          }
          if (!shared.map().isSealed()) {
            throw new IllegalStateException("partition is not packed");
          }
          Packer.unpack(partition, shared.map());
          shared.release();
          System.out.println("unpacked");
        }
      }
    }
  }
}
