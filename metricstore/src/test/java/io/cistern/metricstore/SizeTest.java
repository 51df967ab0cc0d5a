package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
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
    var options = clock.options();
    var random = new SplittableRandom(42);
    try (var store = MetricStore.open(directory, options)) {
      var simulated = new SimulatedSwitch(42, 10);
      var entities = new Entity[SimulatedSwitch.PORTS];
      var columns = columns(store, entities);
      for (long second = 5; second < hours * 3600L; second += 10) {
        clock.millis = DAY + second * 1000;
        var values = new long[SimulatedSwitch.PORTS][];
        for (int port = 0; port < SimulatedSwitch.PORTS; port++) {
          values[port] = simulated.step(port, second);
        }
        for (int port = 0; port < SimulatedSwitch.PORTS; port++) {
          Row row = entities[port].row(clock.millis + random.nextLong(-50, 51));
          for (int f = 0; f < values[port].length; f++) {
            row.set(columns[port][f], values[port][f]);
          }
          store.append(row);
        }
        store.maintain();
      }
      clock.millis += Duration.ofHours(2).toMillis();
      store.maintain();
    }
    try (var store = MetricStore.open(directory, options)) {
      long samples = hours * 360L * SimulatedSwitch.PORTS * SimulatedSwitch.FIELDS.length;
      long counted = 0;
      for (Series series :
          store.query(Ask.of("*", "*", "*", 0, clock.millis, Long.MAX_VALUE / 4, Function.COUNT))) {
        counted += (long) series.values()[0];
      }
      assertThat(counted).isEqualTo(samples);
      assertThat(store.stats().bytes())
          .isLessThan(samples * 3 / 2); // small files have much room to grow
      double each = (double) store.stats().bytes() / samples;
      System.out.printf(
          Locale.ROOT, "%d samples, %.3f bytes a sample in all files%n", samples, each);
    }
  }

  private static Column[][] columns(MetricStore store, Entity[] entities)
      throws LimitExceededException {
    var columns = new Column[SimulatedSwitch.PORTS][SimulatedSwitch.FIELDS.length];
    for (int port = 0; port < SimulatedSwitch.PORTS; port++) {
      Entity entity = store.entity("192.0.2.1", "if/" + (port + 1));
      entities[port] = entity;
      for (int f = 0; f < SimulatedSwitch.FIELDS.length; f++) {
        columns[port][f] = entity.column(SimulatedSwitch.FIELDS[f], SimulatedSwitch.KINDS[f], "");
      }
    }
    return columns;
  }
}
