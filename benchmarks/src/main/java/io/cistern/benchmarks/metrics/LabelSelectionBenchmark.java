package io.cistern.benchmarks.metrics;

import io.cistern.benchmarks.Directories;
import io.cistern.metricstore.Entity;
import io.cistern.metricstore.Function;
import io.cistern.metricstore.Limits;
import io.cistern.metricstore.Match;
import io.cistern.metricstore.MetricStore;
import io.cistern.metricstore.MetricStoreOptions;
import io.cistern.metricstore.Query;
import io.cistern.metricstore.Row;
import io.cistern.metricstore.Series;
import io.cistern.metricstore.ValueKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Time to select 48 of 1,000,000 series and read their one sample, by labels, sources, instances
/// and metrics.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms2g", "-Xmx4g", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class LabelSelectionBenchmark {
  private static final int SERIES = 1_000_000;
  private static final int PORTS = 48;
  private static final long NOW = SimulatedSwitch.START_MILLIS;

  private Path directory = Path.of("");
  private @Nullable MetricStore store;

  /// One port in an entity of its own, 48 of a switch, 50 switches of a site, each with a row.
  @Setup(Level.Trial)
  public void fill() throws IOException {
    directory = Directories.create();
    var limits =
        Limits.builder()
            .entities(SERIES)
            .columnsPerEntity(10)
            .newEntitiesPerMinute(SERIES)
            .nameBytes(100)
            .labelsPerEntity(4)
            .openHeads(4)
            .querySeries(SERIES)
            .queryPoints(SERIES)
            .querySamples(SERIES)
            .build();
    store =
        MetricStore.open(
            directory,
            MetricStoreOptions.builder()
                .clock(() -> Instant.ofEpochMilli(NOW))
                .limits(limits)
                .build());
    Row row = null;
    for (int i = 0; i < SERIES; i++) {
      int device = i / PORTS;
      String instance = device == 4713 ? "vm/" + i : "if/" + i % PORTS;
      Entity port = store.entity("10." + device / 256 + "." + device % 256 + ".1", instance);
      port.label("device", "switch-" + device);
      port.label("site", "site-" + device / 50);
      port.label("role", device == 4711 ? "uplink" : "access");
      String metric = device == 4712 ? "if_out_octets" : "if_in_octets";
      var column = port.column(metric, ValueKind.COUNTER64, "bytes");
      row = row == null ? port.row(NOW) : row.reuse(port, NOW);
      store.append(row.set(column, i));
    }
  }

  /// Closes and deletes it.
  @TearDown(Level.Trial)
  public void close() throws IOException {
    if (store != null) {
      store.close();
    }
    Directories.delete(directory);
  }

  private List<Series> select(Query.Builder query) throws IOException {
    List<Series> found =
        Objects.requireNonNull(store)
            .query(query.fromMillis(NOW).toMillis(NOW + 1).function(Function.LAST).build());
    if (found.size() != PORTS) {
      throw new IllegalStateException("found: " + found.size());
    }
    return found;
  }

  /// By a label's value.
  @Benchmark
  public List<Series> equal() throws IOException {
    return select(Query.builder().label("device", Match.equal("switch-4711")));
  }

  /// By two labels, of which one says what it is not.
  @Benchmark
  public List<Series> equalAndNot() throws IOException {
    return select(
        Query.builder()
            .label("site", Match.notEqual("site-1"))
            .label("device", Match.equal("switch-4711")));
  }

  /// By a site and, within it, an expression.
  @Benchmark
  public List<Series> equalAndRegex() throws IOException {
    return select(
        Query.builder()
            .label("site", Match.equal("site-94"))
            .label("device", Match.regex("switch-47(11|99)"))
            .label("device", Match.notRegex(".*9")));
  }

  /// By a label of which nearly all have another value.
  @Benchmark
  public List<Series> notEqual() throws IOException {
    return select(Query.builder().label("role", Match.notEqual("access")));
  }

  /// The same by an expression.
  @Benchmark
  public List<Series> notRegex() throws IOException {
    return select(Query.builder().label("role", Match.notRegex("a.*s")));
  }

  /// By an expression whose beginning leaves few names to look at.
  @Benchmark
  public List<Series> regexWithPrefix() throws IOException {
    return select(Query.builder().label("device", Match.regex("switch-471[1x]")));
  }

  /// By an expression that lists names.
  @Benchmark
  public List<Series> regexOfTexts() throws IOException {
    return select(Query.builder().label("device", Match.regex("switch-4711|switch-x")));
  }

  /// By what begins the instance.
  @Benchmark
  public List<Series> instance() throws IOException {
    return select(Query.builder().instance("vm/*"));
  }

  /// By the metric.
  @Benchmark
  public List<Series> metric() throws IOException {
    return select(Query.builder().metric(Match.equal("if_out_octets")));
  }

  /// By an expression alone: every device's name is looked at, and no more.
  @Benchmark
  public List<Series> regex() throws IOException {
    return select(Query.builder().label("device", Match.regex(".*-(4711|x.*)")));
  }

  /// By the source.
  @Benchmark
  public List<Series> source() throws IOException {
    return select(Query.builder().source("10.18.103.1"));
  }
}
