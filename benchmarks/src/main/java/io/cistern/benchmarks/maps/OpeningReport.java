package io.cistern.benchmarks.maps;

import io.cistern.benchmarks.Directories;
import io.cistern.listmap.Durability;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Prints how long listmap takes to open files of growing size, as metricstore writes its heads:
/// rows of 100,000 entities in turns, keys of an entity (u32) and a time (i64), values of 88 bytes;
/// once when the process that wrote them was killed, and once closed cleanly.
///
/// ```
/// java -cp benchmarks.jar io.cistern.benchmarks.maps.OpeningReport [MILLIONS OF ROWS ...]
/// ```
public final class OpeningReport {

  private static final ListMapOptions OPTIONS =
      ListMapOptions.builder().durability(Durability.OS).build();

  private static final int ENTITIES = 100_000;
  private static final int VALUE_BYTES = 88;

  private OpeningReport() {}

  /// Measures files.
  ///
  /// @param args millions of rows each; `fill ROWS FILE` fills one and waits to be killed
  public static void main(String... args) throws Exception {
    if (args.length == 3 && args[0].equals("fill")) {
      fill(Integer.parseInt(args[1]), Path.of(args[2]));
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%9s %9s %15s %12s %15s%n",
        "rows",
        "MB",
        "killed, ms",
        "heap, MB",
        "closed, ms");
    for (String millions :
        args.length == 0 ? List.of("1", "2", "5", "10", "20") : Arrays.asList(args)) {
      measure(Integer.parseInt(millions) * 1_000_000);
    }
  }

  private static void fill(int rows, Path file) throws Exception {
    var map = ListMap.open(file, OPTIONS);
    var key = ByteBuffer.allocate(12);
    var value = ByteBuffer.allocate(VALUE_BYTES);
    for (int row = 0; row < rows; row++) {
      key.putInt(0, row % ENTITIES).putLong(4, 1_700_000_000_000L + row / ENTITIES * 10_000L);
      value.putLong(0, row);
      map.put(key.array(), value.array());
    }
    System.out.println("filled");
    Thread.sleep(Long.MAX_VALUE);
    map.close();
  }

  private static void measure(int rows) throws Exception {
    Path directory = Directories.create();
    try {
      Path file = directory.resolve("rows.lm");
      killedWhenFilled(rows, file);
      resetPeak();
      long start = System.nanoTime();
      var map = ListMap.open(file, OPTIONS);
      double killed = (System.nanoTime() - start) / 1e6;
      double heap = peak() / 1e6;
      if (map.size() != rows) {
        throw new IOException("rows lost: " + (rows - map.size()));
      }
      map.close();
      start = System.nanoTime();
      map = ListMap.open(file, OPTIONS);
      double closed = (System.nanoTime() - start) / 1e6;
      map.close();
      System.out.printf(
          Locale.ROOT,
          "%9d %9.0f %15.0f %12.0f %15.2f%n",
          rows,
          Files.size(file) / 1e6,
          killed,
          heap,
          closed);
    } finally {
      Directories.delete(directory);
    }
  }

  private static void killedWhenFilled(int rows, Path file) throws Exception {
    var child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                OpeningReport.class.getName(),
                "fill",
                Integer.toString(rows),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var lines = child.inputReader()) {
      if (!"filled".equals(lines.readLine())) {
        throw new IOException("the process that fills the map ended early");
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private static void resetPeak() {
    System.gc();
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  private static long peak() {
    return heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
