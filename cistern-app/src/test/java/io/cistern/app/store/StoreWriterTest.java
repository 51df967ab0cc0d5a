package io.cistern.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.self.Vitals;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreWriterTest {
  private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
  private static final Duration AGE = Duration.ofHours(4);
  private static final Duration TICK = Duration.ofSeconds(10);

  private final AtomicLong now = new AtomicLong(START.toEpochMilli());
  private final AtomicLong looks = new AtomicLong();
  private final InstantSource clock = this::look;

  private Instant look() {
    if (Thread.currentThread().getName().equals("cistern-store")) {
      looks.incrementAndGet();
    }
    return Instant.ofEpochMilli(now.get());
  }

  /// The clock goes on a tick when the writer has seen the last one, and stops after a minute.
  @Test
  void anExpiredPartitionIsGoneWithinAMinuteAndNoQueryFailsMeanwhile(@TempDir Path directory)
      throws Exception {
    var options =
        MetricStoreOptions.builder()
            .clock(clock)
            .partitionLength(Duration.ofHours(1))
            .flushInterval(Duration.ofHours(1))
            .retention(Retention.builder().raw(AGE).build())
            .build();
    try (MetricStore store = MetricStore.open(directory, options)) {
      fill(store);
      Path oldest = directory.resolve("p/20261121T000000Z");
      assertThat(oldest).isDirectory();
      long expired = START.plus(Duration.ofHours(1)).plus(AGE).toEpochMilli();
      now.set(expired - TICK.toMillis());
      var writer = new StoreWriter(store, List.of(), clock, TICK, new Vitals());
      var stop = new AtomicBoolean();
      try (var readers = Executors.newSingleThreadExecutor()) {
        var reading = readers.submit(() -> readUntil(store, stop));
        writer.start();
        while (looks.get() < 3) { // its first tick and maintenance are set
          Thread.onSpinWait();
        }
        now.addAndGet(TICK.toMillis());
        while (Files.exists(oldest)) {
          if (writer.lastTickMillis() == now.get() && now.get() < expired + 60_000) {
            now.addAndGet(TICK.toMillis());
          }
          Thread.onSpinWait();
        }
        stop.set(true);
        assertThat(reading.get()).isPositive();
        assertThat(now.get()).isBetween(expired, expired + 60_000);
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
    do {
      assertThat(store.query(Query.builder().build())).hasSize(8);
      asked++;
    } while (!stop.get());
    return asked;
  }
}
