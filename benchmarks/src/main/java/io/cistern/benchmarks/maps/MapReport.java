package io.cistern.benchmarks.maps;

import io.cistern.benchmarks.Directories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Prints what the files of listmap and its peers take, and how long they take to open: a line a
/// store.
///
/// ```
/// java -cp benchmarks.jar io.cistern.benchmarks.maps.MapReport [STORE ...]
/// ```
public final class MapReport {

  private static final int OPENINGS = 5;

  private final OrderedStore.Kind kind;
  private final Entries entries = new Entries(0);

  private MapReport(OrderedStore.Kind kind) {
    this.kind = kind;
  }

  /// Measures stores.
  ///
  /// @param args their names; none for all that keep something; `fill STORE DIRECTORY` fills one
  ///   and waits to be killed
  public static void main(String... args) throws Exception {
    if (args.length == 3 && args[0].equals("fill")) {
      fill(OrderedStore.Kind.valueOf(args[1]), Path.of(args[2]));
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%-15s %55s %31s %32s%n",
        "",
        "bytes / payload: open, closed",
        "open and get, ms",
        "after kill -9");
    System.out.printf(
        Locale.ROOT,
        "%-15s %15s %15s %15s %7s %15s %15s %15s %16s%n",
        "",
        "random",
        "ascend",
        "batch",
        "compact",
        "clean",
        "compact",
        "open, ms",
        "entries lost");
    for (var kind : kinds(args)) {
      new MapReport(kind).print();
    }
  }

  private static List<OrderedStore.Kind> kinds(String... names) {
    return names.length == 0
        ? Arrays.stream(OrderedStore.Kind.values())
            .filter(kind -> kind != OrderedStore.Kind.SKIPLIST)
            .toList()
        : Arrays.stream(names).map(OrderedStore.Kind::valueOf).toList();
  }

  private static void fill(OrderedStore.Kind kind, Path directory) throws Exception {
    var store = OrderedStore.open(kind, directory);
    putRandomly(store);
    System.out.println("filled");
    Thread.sleep(Long.MAX_VALUE);
    store.close();
  }

  private void print() throws Exception {
    System.out.printf(Locale.ROOT, "%-15s", kind);
    Path random = written(MapReport::putRandomly);
    Directories.delete(written(MapReport::putInOrder));
    Directories.delete(written(store -> Entries.load(store, entries, false)));
    Path compact = Directories.copy(random);
    OrderedStore.open(kind, compact).compact();
    System.out.printf(
        Locale.ROOT, " %7.3f %15s %15s", overhead(compact), openings(random), openings(compact));
    System.out.printf(Locale.ROOT, " %s%n", killed());
    Directories.delete(random);
    Directories.delete(compact);
  }

  private interface Filling {
    void into(OrderedStore store) throws Exception;
  }

  private static void putRandomly(OrderedStore store) throws Exception {
    var entries = new Entries(0);
    var key = new byte[Entries.KEY_BYTES];
    for (int i = 0; i < Entries.COUNT; i++) {
      entries.random(i, key);
      store.put(key, Entries.value(i));
    }
  }

  private static void putInOrder(OrderedStore store) throws Exception {
    var entries = new Entries(0);
    var key = new byte[Entries.KEY_BYTES];
    for (int i = 0; i < Entries.COUNT; i++) {
      entries.ascending(i, key);
      store.put(key, Entries.value(i));
    }
  }

  /// Fills a store, and prints what its files take right after the last put, logs and all, and then
  /// when it is closed.
  private Path written(Filling filling) throws Exception {
    Path directory = Directories.create();
    try (var store = OrderedStore.open(kind, directory)) {
      filling.into(store);
      System.out.printf(Locale.ROOT, " %7.3f", overhead(directory));
    }
    System.out.printf(Locale.ROOT, " %7.3f", overhead(directory));
    return directory;
  }

  private static double overhead(Path directory) throws IOException {
    return (double) Directories.allocated(directory) / Entries.PAYLOAD;
  }

  /// The median and the quickest of some openings, the process being warm, up to the first value.
  private String openings(Path directory) throws Exception {
    var millis = new double[OPENINGS];
    for (int i = 0; i < OPENINGS; i++) {
      long start = System.nanoTime();
      try (var store = OrderedStore.open(kind, directory);
          var reader = store.reader(false)) {
        get(reader, i);
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return String.format(Locale.ROOT, "%.2f (%.2f)", millis[OPENINGS / 2], millis[0]);
  }

  private long get(OrderedStore.Reader reader, long number) throws Exception {
    var key = new byte[Entries.KEY_BYTES];
    entries.random(number, key);
    return reader.get(key);
  }

  /// How long it takes to open what a killed process left, and how many acknowledged entries are
  /// gone.
  private String killed() throws Exception {
    Path directory = Directories.create();
    var child =
        new ProcessBuilder(command(directory))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var lines = child.inputReader()) {
      if (!"filled".equals(lines.readLine())) {
        throw new IOException("the process that fills " + kind + " ended early");
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    var millis = new double[3];
    String lost = "";
    try {
      for (int i = 0; i < millis.length; i++) {
        Path copy = Directories.copy(directory);
        long start = System.nanoTime();
        try (var store = OrderedStore.open(kind, copy);
            var reader = store.reader(false)) {
          millis[i] = (System.nanoTime() - start) / 1e6;
          lost = String.format(Locale.ROOT, "%,d", lost(reader));
        }
        Directories.delete(copy);
      }
    } catch (Exception e) {
      return String.format(Locale.ROOT, "%15s %16s", "", e.getClass().getSimpleName());
    } finally {
      Directories.delete(directory);
    }
    Arrays.sort(millis);
    return String.format(
        Locale.ROOT,
        "%15s %16s",
        String.format(Locale.ROOT, "%.1f (%.1f)", millis[1], millis[0]),
        lost);
  }

  private long lost(OrderedStore.Reader reader) {
    long lost = 0;
    for (int i = 0; i < Entries.COUNT; i++) {
      try {
        if (get(reader, i) != (long) Entries.LONG.get(Entries.value(i), 0)) {
          lost++;
        }
      } catch (Exception _) {
        lost++; // each store says in its own way that there is no such key
      }
    }
    return lost;
  }

  private List<String> command(Path directory) {
    return List.of(
        ProcessHandle.current().info().command().orElse("java"),
        "--enable-native-access=ALL-UNNAMED",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        MapReport.class.getName(),
        "fill",
        kind.name(),
        directory.toString());
  }
}
