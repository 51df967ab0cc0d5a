package io.cistern.benchmarks.metrics;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the simulated counters as a file that Prometheus or VictoriaMetrics imports.
///
/// ```
/// java -cp benchmarks.jar io.cistern.benchmarks.metrics.SampleFile STEP SEED JITTER om|vm FILE
/// ```
public final class SampleFile {

  private SampleFile() {}

  /// Writes one file.
  ///
  /// @param args seconds between samples, seed, milliseconds of jitter, `om` for OpenMetrics or
  ///   `vm` for the lines of VictoriaMetrics, the file
  public static void main(String... args) throws IOException {
    var data =
        new SimulatedSwitch(
            Integer.parseInt(args[0]), Long.parseLong(args[1]), Integer.parseInt(args[2]));
    try (var out = new PrintWriter(Files.newBufferedWriter(Path.of(args[4])))) {
      switch (args[3]) {
        case "om" -> writeOpenMetrics(data, out);
        case "vm" -> writeLines(data, out);
        default -> throw new IllegalArgumentException("format: " + args[3] + ", one of om, vm");
      }
    }
  }

  private static void writeOpenMetrics(SimulatedSwitch data, PrintWriter out) {
    for (int f = 0; f < SimulatedSwitch.FIELDS.length; f++) {
      String name = SimulatedSwitch.FIELDS[f].name();
      out.println("# TYPE " + name + " gauge");
      for (int port = 0; port < SimulatedSwitch.PORTS; port++) {
        String series = name + "{agent=\"192.0.2.1\",port=\"" + (port + 1) + "\"} ";
        for (int t = 0; t < data.steps(); t++) {
          long millis = data.times[port][t];
          out.print(series);
          out.print(data.values[port][f][t]);
          out.print(" " + millis / 1000 + ".");
          out.println(String.valueOf(1000 + millis % 1000).substring(1));
        }
      }
    }
    out.println("# EOF");
  }

  private static void writeLines(SimulatedSwitch data, PrintWriter out) {
    for (int port = 0; port < SimulatedSwitch.PORTS; port++) {
      for (int f = 0; f < SimulatedSwitch.FIELDS.length; f++) {
        out.print("{\"metric\":{\"__name__\":\"" + SimulatedSwitch.FIELDS[f].name());
        out.print("\",\"agent\":\"192.0.2.1\",\"port\":\"" + (port + 1) + "\"},\"values\":[");
        writeArray(data.values[port][f], out);
        out.print("],\"timestamps\":[");
        writeArray(data.times[port], out);
        out.println("]}");
      }
    }
  }

  private static void writeArray(long[] numbers, PrintWriter out) {
    for (int i = 0; i < numbers.length; i++) {
      if (i > 0) {
        out.print(',');
      }
      out.print(numbers[i]);
    }
  }
}
