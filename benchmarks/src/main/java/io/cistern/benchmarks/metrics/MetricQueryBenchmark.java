package io.cistern.benchmarks.metrics;

import io.cistern.benchmarks.Directories;
import io.cistern.metricstore.Function;
import io.cistern.metricstore.Query;
import io.cistern.metricstore.Series;
import io.cistern.metricstore.Tier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

/// Time a query of sealed interface counters.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms2g", "-Xmx4g", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MetricQueryBenchmark {

  private static final long FROM = SimulatedSwitch.START_MILLIS;
  private static final long TO = FROM + SimulatedSwitch.DAY_MILLIS;

  /// A store in a directory of its own.
  abstract static class Stored {
    private Path directory = Path.of("");
    private @Nullable Recording recording;

    abstract void record(Recording into) throws IOException;

    boolean hasRollups() {
      return false;
    }

    /// Fills and seals it.
    @Setup(Level.Trial)
    public void open() throws IOException {
      directory = Directories.create();
      recording = new Recording(directory, hasRollups());
      record(recording);
      recording.seal();
      if (hasRollups() && recording.store().stats().chunksRolled() == 0) {
        throw new IllegalStateException("not rolled up");
      }
    }

    List<Series> query(Query query) throws IOException {
      if (recording == null) {
        throw new IllegalStateException("not open");
      }
      return recording.store().query(query);
    }

    /// Deletes it.
    @TearDown(Level.Trial)
    public void close() throws IOException {
      if (recording != null) {
        recording.close();
      }
      Directories.delete(directory);
    }
  }

  /// A day of one switch, a row every 10 s.
  @State(Scope.Benchmark)
  public static class Day extends Stored {
    @Override
    void record(Recording into) throws IOException {
      var data = new SimulatedSwitch(10, 42, 50);
      into.appendLive(data, "192.0.2.1", port -> true, field -> true);
    }
  }

  /// A day of 21 switches with the same counters: 1,008 ports.
  @State(Scope.Benchmark)
  public static class ThousandPorts extends Stored {
    @Override
    void record(Recording into) throws IOException {
      var data = new SimulatedSwitch(10, 42, 50);
      into.at(TO);
      for (int s = 1; s <= 21; s++) {
        into.append(data, "192.0.2." + s, port -> true, field -> true, 0, data.steps());
      }
    }
  }

  /// A year of one port, a row a minute, rolled up.
  @State(Scope.Benchmark)
  public static class Year extends Stored {
    private static final int DAYS = 365;

    @Override
    boolean hasRollups() {
      return true;
    }

    @Override
    void record(Recording into) throws IOException {
      into.appendDays(new SimulatedSwitch(60, 42, 50), "192.0.2.1", 29, DAYS);
    }
  }

  /// One metric of one port, the samples themselves.
  @Benchmark
  public List<Series> entityDay(Day in) throws IOException {
    return in.query(day("if/30", "ifInOctets").build());
  }

  /// One metric of one port, its rate by the minute.
  @Benchmark
  public List<Series> entityDayRate(Day in) throws IOException {
    return in.query(day("if/30", "ifInOctets").stepMillis(60_000).function(Function.RATE).build());
  }

  /// All 19 metrics of one port, the samples themselves.
  @Benchmark
  public List<Series> entityDayOfAll(Day in) throws IOException {
    return in.query(day("if/30", "*").build());
  }

  /// One metric of 1,008 ports, its rate by the minute.
  @Benchmark
  public List<Series> thousandRates(ThousandPorts in) throws IOException {
    return in.query(
        day("*", "ifInOctets").source("*").stepMillis(60_000).function(Function.RATE).build());
  }

  /// One metric of 1,008 ports, its mean of the day: from the statistics of the chunks.
  @Benchmark
  public List<Series> thousandMeans(ThousandPorts in) throws IOException {
    return in.query(
        day("*", "ifInOctets")
            .source("*")
            .stepMillis(SimulatedSwitch.DAY_MILLIS)
            .function(Function.AVG)
            .build());
  }

  /// One metric of one port over a year, its increase by the day: from hourly rollups.
  @Benchmark
  public List<Series> yearOfOne(Year in) throws IOException {
    return in.query(year());
  }

  /// The same from the rows: from the statistics of the chunks.
  @Benchmark
  public List<Series> yearOfOneFromRows(Year in) throws IOException {
    return in.query(year().toBuilder().coarsest(Tier.RAW).build());
  }

  private static Query.Builder day(String instance, String metric) {
    return Query.builder()
        .source("192.0.2.1")
        .instance(instance)
        .metric(metric)
        .fromMillis(FROM)
        .toMillis(TO);
  }

  private static Query year() {
    long to = FROM + Year.DAYS * SimulatedSwitch.DAY_MILLIS;
    return day("if/30", "ifInOctets")
        .toMillis(to)
        .stepMillis(SimulatedSwitch.DAY_MILLIS)
        .function(Function.INCREASE)
        .build();
  }
}
