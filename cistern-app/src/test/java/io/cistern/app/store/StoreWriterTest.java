package io.cistern.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.metricstore.Column;
import io.cistern.metricstore.Entity;
import io.cistern.metricstore.MetricStore;
import io.cistern.metricstore.MetricStoreOptions;
import io.cistern.metricstore.Query;
import io.cistern.metricstore.Retention;
import io.cistern.metricstore.ValueKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreWriterTest {
  private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
  private static final Duration AGE = Duration.ofHours(4);

  private final AtomicLong now = new AtomicLong(START.toEpochMilli());
  private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());

  /// The clock runs five times as fast as the machine's.
  @Test
  void anExpiredPartitionIsGoneWithinAMinuteAndNoQueryFailsMeanwhile(@TempDir Path directory)
      throws Exception {
    var options =
        MetricStoreOptions.defaults()
            .withClock(clock)
            .withPartitionLength(Duration.ofHours(1))
            .withFlushInterval(Duration.ofHours(1))
            .withRetention(new Retention(AGE, Duration.ZERO, Duration.ZERO, 0));
    try (MetricStore store = MetricStore.open(directory, options)) {
      fill(store);
      Path oldest = directory.resolve("p/20261121T000000Z");
      assertThat(oldest).isDirectory();
      long expired = START.plus(Duration.ofHours(1)).plus(AGE).toEpochMilli();
      now.set(expired - 5_000);
      var writer = new StoreWriter(store, List.of(), clock, Duration.ofSeconds(10));
      var stop = new AtomicBoolean();
      try (var readers = Executors.newSingleThreadExecutor()) {
        var reading = readers.submit(() -> readUntil(store, stop));
        writer.start();
        while (Files.exists(oldest) && now.get() < expired + 60_000) {
          TimeUnit.MILLISECONDS.sleep(2);
          now.addAndGet(10);
        }
        long gone = now.get() - expired;
        stop.set(true);
        assertThat(reading.get()).isPositive();
        System.out.println("an expired partition was gone after " + gone + " ms of its clock");
        assertThat(oldest).doesNotExist();
      } finally {
        stop.set(true);
        writer.close();
      }
    }
  }

  private void fill(MetricStore store) throws IOException {
    for (int row = 0; row < 4 * 360; row++) {
      for (int port = 0; port < 8; port++) {
        Entity entity = store.entity("192.0.2.1", "if/" + port);
        Column column = entity.column("n", ValueKind.COUNTER64, "");
        assertThat(store.append(entity.row(now.get()).set(column, row))).isTrue();
      }
      now.addAndGet(10_000);
      if (row % 100 == 0) {
        store.maintain();
      }
    }
  }

  private long readUntil(MetricStore store, AtomicBoolean stop) throws IOException {
    long asked = 0;
    for (; !stop.get(); asked++) {
      assertThat(store.query(Query.raw("*", "*", "*", 0, Long.MAX_VALUE))).hasSize(8);
    }
    return asked;
  }
}
