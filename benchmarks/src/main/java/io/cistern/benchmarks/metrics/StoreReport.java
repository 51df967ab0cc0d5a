package io.cistern.benchmarks.metrics;

import io.cistern.benchmarks.Directories;
import io.cistern.metricstore.Function;
import io.cistern.metricstore.Query;
import io.cistern.metricstore.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
      default -> throw new IllegalArgumentException("what: " + args[0] + ", one of heap, kill");
    }
  }

  /// Heap of 100,016 series in entities of 19 columns, and of 100,000 entities of one column.
  private static void heap() throws IOException {
    var data = new SimulatedSwitch(1800, 42, 0);
    heap(data, "entities of 19 columns", 110, 19);
    heap(data, "entities of one column", 2_084, 1);
  }

  private static void heap(SimulatedSwitch data, String what, int switches, int columns)
      throws IOException {
    Path directory = Directories.create();
    long before = usedHeap();
    try (var recording = new Recording(directory)) {
      recording.at(SimulatedSwitch.START_MILLIS + 3_600_000);
      for (int s = 0; s < switches; s++) {
        recording.append(data, source(s), port -> true, field -> field < columns, 0, 2);
      }
      long series = recording.store().stats().series();
      long bytes = usedHeap() - before;
      System.out.printf(
          "heap, %s: %,d series, %,d bytes, %.1f bytes a series%n",
          what, series, bytes, (double) bytes / series);
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
    System.out.printf("%d %.1f%n", rows, seconds);
    Thread.sleep(Long.MAX_VALUE);
    recording.close();
  }

  private static void kill(int minutes) throws Exception {
    Path directory = Directories.create();
    var child =
        new ProcessBuilder(command(directory, minutes))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String[] filled;
    try (var lines = child.inputReader()) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("the process that appends ended early");
      }
      filled = line.split(" ");
    } finally {
      child.destroyForcibly().waitFor();
    }
    long rows = Long.parseLong(filled[0]);
    long columns = SimulatedSwitch.FIELDS.length;
    System.out.printf(
        "head of %,d rows, %,d samples, appended in %s s (%.2f M samples/s), %,d bytes%n",
        rows,
        rows * columns,
        filled[1],
        rows * columns / Double.parseDouble(filled[1]) / 1e6,
        Directories.bytes(directory));
    long start = System.nanoTime();
    try (var recording = new Recording(directory)) {
      double seconds = (System.nanoTime() - start) / 1e9;
      recording.at(SimulatedSwitch.START_MILLIS + minutes * 60_000L);
      System.out.printf(
          "killed, opened again in %.2f s, rows lost: %,d%n", seconds, rows - count(recording));
    }
    Directories.delete(directory);
  }

  private static long count(Recording recording) throws IOException {
    long from = SimulatedSwitch.START_MILLIS;
    long to = from + SimulatedSwitch.DAY_MILLIS;
    List<Series> counts =
        recording
            .store()
            .query(new Query("*", "*", "ifIndex", from, to, to - from, Function.COUNT));
    long sum = 0;
    for (Series series : counts) {
      for (double value : series.values()) {
        sum += Double.isNaN(value) ? 0 : (long) value;
      }
    }
    return sum;
  }

  private static List<String> command(Path directory, int minutes) {
    return List.of(
        ProcessHandle.current().info().command().orElse("java"),
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        StoreReport.class.getName(),
        "fill",
        directory.toString(),
        String.valueOf(minutes));
  }
}
