package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an open store keeps in the heap for a series that has rows.
class EntityHeapTest {
  private static final int SERIES = 150_000;

  /// What is measured is about 100; what the JVM keeps for itself meanwhile is some more.
  private static final long MOST_BYTES_A_SERIES = 120;

  private static final Limits LIMITS =
      Limits.builder()
          .entities(1_000_000)
          .columnsPerEntity(10)
          .newEntitiesPerMinute(1_000_000)
          .nameBytes(100)
          .labelsPerEntity(10)
          .openHeads(10)
          .querySeries(1_000_000)
          .queryPoints(1_000_000)
          .querySamples(1_000_000)
          .build();

  @TempDir Path directory;
  private final ManualClock clock = new ManualClock(1_795_219_200_000L);

  private MetricStore open(String name) throws IOException {
    var options = clock.options().toBuilder().limits(LIMITS).build();
    return MetricStore.open(directory.resolve(name), options);
  }

  private void fill(MetricStore store, int series) throws IOException {
    for (int i = 0; i < series; i++) {
      Entity entity = store.entity("10.0." + i / 12_800 + "." + i / 50 % 256, "if/" + i % 50);
      Column column = entity.column("if_in_octets", ValueKind.COUNTER64, "bytes");
      store.append(entity.row(clock.millis).set(column, i));
    }
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  @Test
  void aSeriesInAnEntityOfItsOwnTakesLittle() throws Exception {
    try (MetricStore store = open("warm-up")) {
      fill(store, 1_000);
    }
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 3 && least > MOST_BYTES_A_SERIES; attempt++) {
      long before = used();
      try (MetricStore store = open("store-" + attempt)) {
        fill(store, SERIES);
        least = Math.min(least, (used() - before) / SERIES);
        assertThat(store.stats().series()).isEqualTo(SERIES);
      }
    }
    System.out.println("heap: " + least + " bytes a series");
    assertThat(least).isBetween(60L, MOST_BYTES_A_SERIES);
  }
}
