package io.cistern.benchmarks.metrics;

import io.cistern.benchmarks.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Prints how much space a day of interface counters takes once sealed, all files counted, and how
/// fast it is written, in metricstore and in peers that run on the JVM.
///
/// The cost of a class of columns, or of ports, is what the store shrinks by without it.
///
/// ```
/// java -cp benchmarks.jar io.cistern.benchmarks.metrics.SizeReport \
///   STEP SEED JITTER [classes] [peers]
/// ```
public final class SizeReport {

  private static final IntPredicate ALL = i -> true;

  private final SimulatedSwitch data;

  private SizeReport(SimulatedSwitch data) {
    this.data = data;
  }

  /// Measures.
  ///
  /// @param args seconds between samples, seed, milliseconds of jitter; `classes`: by class;
  ///   `peers`: the peers too
  public static void main(String... args) throws Exception {
    var options = List.of(args).subList(3, args.length);
    var report =
        new SizeReport(
            new SimulatedSwitch(
                Integer.parseInt(args[0]), Long.parseLong(args[1]), Integer.parseInt(args[2])));
    System.out.printf(Locale.ROOT, "%,d samples%n", report.data.samples());
    long bytes = report.metricstore();
    report.rollups(bytes);
    if (options.contains("classes")) {
      report.byClass(bytes);
    }
    if (options.contains("peers")) {
      report.peers();
    }
  }

  private long metricstore() throws IOException {
    long bytes = 0;
    for (int run = 0; run < 3; run++) {
      Path directory = Directories.create();
      long start = System.nanoTime();
      try (var recording = new Recording(directory)) {
        recording.appendLive(data, "192.0.2.1", ALL, ALL);
        recording.seal();
      }
      long nanos = System.nanoTime() - start;
      bytes = Directories.bytes(directory);
      print(run == 0 ? "metricstore, first run" : "metricstore", data.samples(), bytes, nanos);
      Directories.delete(directory);
    }
    return bytes;
  }

  /// What rolling the day up adds, by tier and in all.
  private void rollups(long rows) throws IOException {
    Path directory = Directories.create();
    try (var recording = new Recording(directory, true)) {
      recording.appendLive(data, "192.0.2.1", ALL, ALL);
      recording.seal();
    }
    for (String tier : List.of("5m", "1h")) {
      try (Stream<Path> files = Files.walk(directory)) {
        Path file = files.filter(path -> path.endsWith(tier + ".lm")).findFirst().orElseThrow();
        printRollups("rollups of " + tier, Files.size(file), rows);
      }
    }
    printRollups("rollups, all files", Directories.bytes(directory) - rows, rows);
    Directories.delete(directory);
  }

  private void printRollups(String what, long bytes, long rows) {
    System.out.printf(
        Locale.ROOT,
        "%-40s %,14d bytes %8.4f B a sample, %4.1f %% of what the rows take%n",
        what,
        bytes,
        (double) bytes / data.samples(),
        100.0 * bytes / rows);
  }

  private static void print(String what, long samples, long bytes, long nanos) {
    System.out.printf(
        Locale.ROOT,
        "%-40s %,14d bytes %8.4f B a sample %8.2f M samples/s%n",
        what,
        bytes,
        (double) bytes / samples,
        samples * 1e3 / nanos);
  }

  private void byClass(long total) throws IOException {
    var columns = new TreeMap<String, IntPredicate>();
    for (int f = 0; f < SimulatedSwitch.FIELDS.length; f++) {
      int field = f;
      columns.merge(
          columnClass(SimulatedSwitch.FIELDS[f].name()), i -> i == field, IntPredicate::or);
    }
    for (Map.Entry<String, IntPredicate> entry : columns.entrySet()) {
      marginal("columns: " + entry.getKey(), total, ALL, entry.getValue());
    }
    for (int load = 0; load < 5; load++) {
      int wanted = load;
      String[] names = {"dark", "idle", "200 packets/s", "20,000 packets/s", "400,000 packets/s"};
      marginal("ports: " + names[load], total, port -> portClass(port) == wanted, ALL);
    }
  }

  private static String columnClass(String field) {
    return switch (field) {
      case "ifInOctets", "ifOutOctets" -> "octets";
      case "ifInUcastPkts", "ifOutUcastPkts" -> "unicast packets";
      case "ifInMulticastPkts", "ifOutMulticastPkts" -> "multicast packets";
      case "ifInBroadcastPkts", "ifOutBroadcastPkts" -> "broadcast packets";
      case "ifInDiscards", "ifOutDiscards", "ifInErrors", "ifOutErrors", "ifInUnknownProtos" ->
          "discards and errors";
      default -> "constants";
    };
  }

  private static int portClass(int port) {
    return SimulatedSwitch.isDark(port) ? 0 : 1 + SimulatedSwitch.load(port);
  }

  private void marginal(String what, long total, IntPredicate ports, IntPredicate fields)
      throws IOException {
    long samples =
        data.steps()
            * count(SimulatedSwitch.PORTS, ports)
            * count(SimulatedSwitch.FIELDS.length, fields);
    boolean isAllPorts = ports == ALL;
    Path directory = Directories.create();
    try (var recording = new Recording(directory)) {
      recording.appendLive(
          data, "192.0.2.1", isAllPorts ? ALL : ports.negate(), isAllPorts ? fields.negate() : ALL);
      recording.seal();
    }
    long bytes = total - Directories.bytes(directory);
    System.out.printf(
        Locale.ROOT,
        "%-40s %,14d bytes %8.4f B a sample, %4.1f %% of all samples, %4.1f %% of all bytes%n",
        what,
        bytes,
        (double) bytes / samples,
        100.0 * samples / data.samples(),
        100.0 * bytes / total);
    Directories.delete(directory);
  }

  private static long count(int limit, IntPredicate of) {
    return IntStream.range(0, limit).filter(of).count();
  }

  private void peers() throws Exception {
    Path rows = Directories.create();
    long first = System.nanoTime();
    JvmPeers.mvStore(data, rows);
    long took = System.nanoTime() - first;
    print("H2 MVStore, a row a key, compressed", data.samples(), Directories.bytes(rows), took);
    Directories.delete(rows);
    Path directory = Directories.create();
    long start = System.nanoTime();
    JvmPeers.rrd(data, directory);
    long nanos = System.nanoTime() - start;
    print("RRD4J, a file a port", data.samples(), Directories.bytes(directory), nanos);
    Directories.delete(directory);
  }
}
