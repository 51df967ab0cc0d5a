package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.metricstore.map.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreStatsTest {
  private static final long START = 1_795_219_200_000L;
  private static final Tier[] TIERS = Tier.values();

  @TempDir Path directory;
  private final ManualClock clock = new ManualClock(START);
  private MetricStore store;

  @BeforeEach
  void open() throws IOException {
    store = MetricStore.open(directory, clock.options());
  }

  @AfterEach
  void close() throws IOException {
    Steps.listener = _ -> {};
    store.close();
  }

  private void append(int entities) throws IOException {
    for (int i = 0; i < entities; i++) {
      Entity entity = store.entity("s", "i" + i);
      entity.column("n", ValueKind.COUNTER64, "");
      Column column = entity.column("m", ValueKind.GAUGE_LONG, "");
      store.append(entity.row(clock.millis).set(column, i));
    }
  }

  private static long sum(StoreStats stats) {
    long sum = stats.entities() + stats.series() + stats.heads();
    for (Tier tier : TIERS) {
      sum += stats.partitions(tier);
    }
    sum += stats.rowsAppended() + stats.samplesAppended() + stats.rowsReplaced();
    sum += stats.rowsLate() + stats.rowsFuture() + stats.rowsLowDisk();
    sum += stats.refusedByLimit() + stats.refusedBySource().size();
    sum += stats.chunksSealed() + stats.rowsSealed() + stats.chunksRolled();
    sum += stats.partitionsDropped() + stats.damaged() + stats.problems().size();
    return sum + (stats.lowDisk() ? 1 : 0) + stats.bytes();
  }

  @Test
  void countsWhatIsThereAndWhatAnOpenedStoreFinds() throws IOException {
    append(30);
    assertThat(store.stats().entities()).isEqualTo(30);
    assertThat(store.stats().series()).isEqualTo(60);
    assertThat(store.stats().rowsAppended()).isEqualTo(30);
    store.close();
    open();
    assertThat(store.stats().series()).isEqualTo(60);
    assertThat(store.stats().bytes()).isEqualTo(StoreDirectory.bytes(directory)).isPositive();
    assertThat(store.stats().rowsAppended()).isZero();
  }

  @Test
  void askingAllocatesNothing() throws IOException {
    append(30);
    StoreStats stats = store.stats();
    for (int warmUp = 0; warmUp < 20; warmUp++) {
      sumOften(stats);
    }
    HostileBytes.allocatesAtMost(1_000, () -> assertThatIsPositive(sumOften(stats)));
  }

  private static long sumOften(StoreStats stats) {
    long sum = 0;
    for (int i = 0; i < 1_000; i++) {
      sum += sum(stats);
    }
    return sum;
  }

  /// Without what an assertion makes.
  private static void assertThatIsPositive(long sum) {
    if (sum <= 0) {
      throw new AssertionError(sum);
    }
  }

  /// Whoever maintains holds its monitor and that of whatever it is at.
  @Test
  void askingWaitsForNobody() throws Exception {
    append(3);
    clock.millis += Duration.ofHours(2).toMillis();
    var reached = new CountDownLatch(1);
    var asked = new CountDownLatch(1);
    Steps.listener =
        place -> {
          if (place.equals("seal.chunks-put")) {
            reached.countDown();
            awaitQuietly(asked);
          }
        };
    Thread maintenance = Thread.ofPlatform().start(this::maintain);
    reached.await();
    Thread asking = Thread.ofPlatform().start(() -> sum(store.stats()));
    asking.join(Duration.ofMinutes(1));
    boolean isAnswered = !asking.isAlive();
    asked.countDown();
    maintenance.join();
    assertThat(isAnswered).isTrue();
    assertThat(store.stats().rowsSealed()).isEqualTo(3);
  }

  @Test
  void askingReadsNoFile() throws IOException {
    append(3);
    store.maintain();
    long bytes = store.stats().bytes();
    store.close();
    StoreDirectory.deleteTree(directory.resolve("head"));
    assertThat(store.stats().bytes()).isEqualTo(bytes);
    assertThat(store.stats().entities()).isEqualTo(3);
  }

  private void maintain() {
    try {
      store.maintain();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
