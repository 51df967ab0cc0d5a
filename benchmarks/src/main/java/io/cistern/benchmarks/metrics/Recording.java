package io.cistern.benchmarks.metrics;

import io.cistern.metricstore.Column;
import io.cistern.metricstore.Entity;
import io.cistern.metricstore.Limits;
import io.cistern.metricstore.MetricStore;
import io.cistern.metricstore.MetricStoreOptions;
import io.cistern.metricstore.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// A metricstore that is given simulated counters through its public interface, its clock being the
/// time of the samples.
final class Recording implements AutoCloseable {

  /// Enough for everything that is measured.
  private static final Limits LIMITS =
      Limits.builder()
          .entities(1_000_000)
          .columnsPerEntity(4_096)
          .newEntitiesPerMinute(1_000_000)
          .nameBytes(65_536)
          .labelsPerEntity(256)
          .openHeads(64)
          .querySeries(1_000_000)
          .queryPoints(100_000_000)
          .querySamples(2_000_000_000)
          .build();

  private final MetricStore store;
  private long now = SimulatedSwitch.START_MILLIS;
  private @Nullable Row row;

  /// Opens a store that forces every second, as the collector's does, and keeps rows alone.
  Recording(Path directory) throws IOException {
    this(directory, false);
  }

  /// Opens a store that forces every second.
  ///
  /// @param rollups whether days that are over are rolled up too
  Recording(Path directory, boolean rollups) throws IOException {
    store =
        MetricStore.open(
            directory,
            MetricStoreOptions.builder()
                .clock(() -> Instant.ofEpochMilli(now))
                .lateness(Duration.ofDays(2))
                .rollups(rollups)
                .flushInterval(Duration.ofSeconds(1))
                .limits(LIMITS)
                .build());
  }

  MetricStore store() {
    return store;
  }

  /// Moves the clock.
  void at(long millis) {
    now = millis;
  }

  /// Appends rows of one switch.
  ///
  /// @param ports which of its ports
  /// @param fields which of their counters
  /// @param from the first step
  /// @param to the step after the last
  void append(
      SimulatedSwitch data,
      String source,
      IntPredicate ports,
      IntPredicate fields,
      int from,
      int to)
      throws IOException {
    var entities = new Entity[SimulatedSwitch.PORTS];
    var columns = new Column[SimulatedSwitch.PORTS][SimulatedSwitch.FIELDS.length];
    for (int port = 0; port < SimulatedSwitch.PORTS; port++) {
      if (ports.test(port)) {
        entities[port] = store.entity(source, "if/" + (port + 1));
        for (int f = 0; f < SimulatedSwitch.FIELDS.length; f++) {
          if (fields.test(f)) {
            var field = SimulatedSwitch.FIELDS[f];
            columns[port][f] = entities[port].column(field.name(), field.kind(), "");
          }
        }
      }
    }
    for (int t = from; t < to; t++) {
      for (int port = 0; port < SimulatedSwitch.PORTS; port++) {
        if (entities[port] != null) {
          Row row = row(entities[port], data.times[port][t]);
          for (int f = 0; f < SimulatedSwitch.FIELDS.length; f++) {
            if (columns[port][f] != null) {
              row.set(columns[port][f], data.values[port][f][t]);
            }
          }
          append(row);
        }
      }
    }
  }

  /// Appends the day of a switch as it comes: the clock goes along, and every minute the store is
  /// maintained.
  void appendLive(SimulatedSwitch data, String source, IntPredicate ports, IntPredicate fields)
      throws IOException {
    int step = (int) (SimulatedSwitch.DAY_MILLIS / data.steps());
    int minute = Math.max(1, 60_000 / step);
    for (int from = 0; from < data.steps(); from += minute) {
      int to = Math.min(data.steps(), from + minute);
      at(SimulatedSwitch.START_MILLIS + (long) to * step);
      append(data, source, ports, fields, from, to);
      store.maintain();
    }
  }

  /// Appends day after day of one port, each like the first, counters going on from the day before.
  void appendDays(SimulatedSwitch data, String source, int port, int days) throws IOException {
    Entity entity = store.entity(source, "if/" + (port + 1));
    var columns = new Column[SimulatedSwitch.FIELDS.length];
    for (int f = 0; f < columns.length; f++) {
      var field = SimulatedSwitch.FIELDS[f];
      columns[f] = entity.column(field.name(), field.kind(), "");
    }
    for (int day = 0; day < days; day++) {
      at(SimulatedSwitch.START_MILLIS + (day + 1) * SimulatedSwitch.DAY_MILLIS);
      for (int t = 0; t < data.steps(); t++) {
        Row row = row(entity, data.times[port][t] + day * SimulatedSwitch.DAY_MILLIS);
        for (int f = 0; f < columns.length; f++) {
          row.set(columns[f], data.value(port, f, day, t));
        }
        append(row);
      }
      store.maintain();
    }
  }

  /// The same row for each.
  private Row row(Entity entity, long time) {
    Row next = row == null ? entity.row(time) : row.reuse(entity, time);
    row = next;
    return next;
  }

  private void append(Row row) throws IOException {
    if (!store.append(row)) {
      throw new IllegalStateException("refused: " + row.timeMillis() + ", now=" + now);
    }
  }

  /// Lets everything be sealed that was appended.
  void seal() throws IOException {
    now += Duration.ofHours(12).toMillis();
    do {
      store.maintain();
    } while (store.stats().heads() > 0);
    store.maintain();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
