package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many bytes a sample of interface counters takes once sealed: an informal measure,
/// `-Dcistern.hours=24` for a whole day.
class SizeTest {
  private static final long DAY = 1_795_219_200_000L;

  @Test
  void aboutHalfAByteASample(@TempDir Path directory) throws Exception {
    int hours = Integer.getInteger("cistern.hours", 3);
    var clock = new ManualClock(DAY);
    var options =
        MetricStoreOptions.defaults().withClock(clock).withFlushInterval(Duration.ofHours(1));
    var random = new SplittableRandom(42);
    long nanos;
    long sealing = 0;
    try (var store = MetricStore.open(directory, options)) {
      var simulated = new SimulatedSwitch(42, 10);
      long begin = System.nanoTime();
      for (long second = 5; second < hours * 3600L; second += 10) {
        clock.millis = DAY + second * 1000;
        for (int port = 0; port < SimulatedSwitch.PORTS; port++) {
          Entity entity = store.entity("192.0.2.1", "if/" + (port + 1));
          Row row = entity.row(clock.millis + random.nextLong(-50, 51));
          long[] values = simulated.step(port, second);
          for (int f = 0; f < values.length; f++) {
            row.set(
                entity.column(SimulatedSwitch.FIELDS[f], SimulatedSwitch.KINDS[f], ""), values[f]);
          }
          store.append(row);
        }
        long before = System.nanoTime();
        store.maintain();
        sealing += System.nanoTime() - before;
      }
      clock.millis += Duration.ofHours(2).toMillis();
      store.maintain();
      nanos = System.nanoTime() - begin;
    }
    try (var store = MetricStore.open(directory, options)) {
      long samples = hours * 360L * SimulatedSwitch.PORTS * SimulatedSwitch.FIELDS.length;
      long counted = 0;
      for (Series series :
          store.query(
              new Query("*", "*", "*", 0, clock.millis, Long.MAX_VALUE / 4, Function.COUNT))) {
        counted += (long) series.values()[0];
      }
      assertThat(counted).isEqualTo(samples);
      assertThat(store.stats().bytes())
          .isLessThan(samples * 3 / 2); // small files have much room to grow
      System.out.printf(
          "%d samples, %d bytes in all files, %.3f bytes a sample; %.2f M samples/s, sealing %.2f M samples/s%n",
          samples,
          store.stats().bytes(),
          (double) store.stats().bytes() / samples,
          samples * 1e3 / nanos,
          samples * 1e3 / sealing);
    }
  }
}
