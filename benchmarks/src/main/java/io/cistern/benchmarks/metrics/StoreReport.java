package io.cistern.benchmarks.metrics;

import io.cistern.benchmarks.Directories;
import io.cistern.metricstore.Function;
import io.cistern.metricstore.Query;
import io.cistern.metricstore.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Prints what the metricstore takes while it runs: heap, and time to open after a kill.
///
/// ```
/// java -cp benchmarks.jar io.cistern.benchmarks.metrics.StoreReport heap
/// java -cp benchmarks.jar io.cistern.benchmarks.metrics.StoreReport kill MINUTES
/// ```
public final class StoreReport {

  /// 52,656 ports of 19 counters every 10 s: 100,046 samples a second.
  private static final int SWITCHES = 1_097;

  private static final int STEPS_PER_MINUTE = 6;

  private StoreReport() {}

  /// Measures.
  ///
  /// @param args what to measure
  public static void main(String... args) throws Exception {
    switch (args[0]) {
      case "heap" -> heap();
      case "kill" -> kill(Integer.parseInt(args[1]));
      case "fill" -> fill(Path.of(args[1]), Integer.parseInt(args[2]));
      case "open" -> open(Path.of(args[1]), Long.parseLong(args[2]));
      default -> throw new IllegalArgumentException("what: " + args[0] + ", one of heap, kill");
    }
  }

  /// Appends what the heap is measured of.
  @FunctionalInterface
  private interface Filling {
    void fill(Recording recording) throws IOException;
  }

  /// Heap of about 100,000 series: in entities of 19 columns, in entities of one column, and in
  /// such as share not even the metric's name.
  private static void heap() throws IOException {
    var data = new SimulatedSwitch(1800, 42, 0);
    heap("entities of 19 columns", recording -> append(recording, data, 110, 19));
    heap("entities of one column", recording -> append(recording, data, 2_084, 1));
    heap(
        "each of a metric of its own",
        recording -> {
          for (int i = 0; i < 100_000; i++) {
            long time = SimulatedSwitch.START_MILLIS + i;
            recording.store().append(source(i / SimulatedSwitch.PORTS), "metric." + i, time, i);
          }
        });
  }

  private static void append(Recording recording, SimulatedSwitch data, int switches, int columns)
      throws IOException {
    for (int s = 0; s < switches; s++) {
      recording.append(data, source(s), port -> true, field -> field < columns, 0, 2);
    }
  }

  private static void heap(String what, Filling filling) throws IOException {
    Path directory = Directories.create();
    long before = usedHeap();
    try (var recording = new Recording(directory)) {
      recording.at(SimulatedSwitch.START_MILLIS + 3_600_000);
      filling.fill(recording);
      long series = recording.store().stats().series();
      long bytes = usedHeap() - before;
      System.out.printf(
          Locale.ROOT,
          "heap, %s: %,d series, %,d bytes, %.1f bytes a series%n",
          what,
          series,
          bytes,
          (double) bytes / series);
    }
    Directories.delete(directory);
  }

  private static long usedHeap() {
    var runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static String source(int number) {
    return "10.0." + number / 256 + "." + number % 256;
  }

  /// Appends what 100,000 samples a second give in some minutes, all into the head.
  private static void fill(Path directory, int minutes) throws Exception {
    var data = new SimulatedSwitch(10, 42, 50);
    var recording = new Recording(directory);
    recording.at(SimulatedSwitch.START_MILLIS + minutes * 60_000L);
    long start = System.nanoTime();
    for (int minute = 0; minute < minutes; minute++) {
      int from = minute * STEPS_PER_MINUTE;
      for (int s = 0; s < SWITCHES; s++) {
        recording.append(
            data, source(s), port -> true, field -> true, from, from + STEPS_PER_MINUTE);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long rows = recording.store().stats().rowsAppended();
    System.out.printf(Locale.ROOT, "%d %.1f%n", rows, seconds);
    Thread.sleep(Long.MAX_VALUE);
    recording.close();
  }

  /// Fills a store in a process of its own, kills that, and opens the store in another one, whose
  /// heap is small.
  private static void kill(int minutes) throws Exception {
    Path directory = Directories.create();
    String[] filled =
        lineOf("-Xmx2g", "fill", directory.toString(), String.valueOf(minutes)).split(" ");
    long rows = Long.parseLong(filled[0]);
    long samples = rows * SimulatedSwitch.FIELDS.length;
    System.out.printf(
        Locale.ROOT,
        "head of %,d rows, %,d samples, appended in %s s (%.2f M samples/s), %,d bytes%n",
        rows,
        samples,
        filled[1],
        samples / Double.parseDouble(filled[1]) / 1e6,
        Directories.bytes(directory));
    System.out.println(lineOf("-Xmx512m", "open", directory.toString(), String.valueOf(rows)));
    Directories.delete(directory);
  }

  /// Opens a killed store, and leaves it as if killed again: it can be opened so any number of
  /// times.
  private static void open(Path directory, long rows) throws IOException {
    long start = System.nanoTime();
    var recording = new Recording(directory);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "killed, opened again in %.2f s with %,d MiB of heap at most, rows lost: %,d%n",
        seconds,
        Runtime.getRuntime().maxMemory() >> 20,
        rows - count(recording));
    Runtime.getRuntime().halt(0);
  }

  private static long count(Recording recording) throws IOException {
    long from = SimulatedSwitch.START_MILLIS;
    long to = from + SimulatedSwitch.DAY_MILLIS;
    List<Series> counts =
        recording
            .store()
            .query(
                Query.builder()
                    .metric("ifIndex")
                    .fromMillis(from)
                    .toMillis(to)
                    .stepMillis(to - from)
                    .function(Function.COUNT)
                    .build());
    long sum = 0;
    for (Series series : counts) {
      for (double value : series.values()) {
        sum += Double.isNaN(value) ? 0 : (long) value;
      }
    }
    return sum;
  }

  /// The first line that another process prints, which is then killed.
  private static String lineOf(String heap, String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                heap,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StoreReport.class.getName()));
    command.addAll(List.of(arguments));
    var child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var lines = child.inputReader()) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("ended early: " + command);
      }
      return line;
    } finally {
      child.destroyForcibly().waitFor();
    }
  }
}
