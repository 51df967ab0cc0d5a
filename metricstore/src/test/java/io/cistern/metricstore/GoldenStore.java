package io.cistern.metricstore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// A store with everything in it: a packed day with its rollups, sealed hours of the next one, a
/// head; chunks in every encoding; names that are not nice. `main` writes it as a zip file, which
/// is kept for good: [GoldenStoreTest] reads it in every build.
final class GoldenStore {
  static final long START = 1_795_219_200_000L;
  static final long DAY = 86_400_000;
  static final long HOUR = 3_600_000;

  /// When the last row was appended.
  static final long END = START + DAY + 2 * HOUR + HOUR / 2;

  static final List<String> SOURCES = List.of("192.0.2.1", "../a/b\0c", "\ud800", "");

  private final Map<String, long[]> state = new HashMap<>();

  private GoldenStore() {}

  public static void main(String[] args) throws IOException {
    Path directory = Files.createTempDirectory("golden");
    new GoldenStore().write(directory);
    zip(directory, Path.of(args[0]));
    delete(directory);
  }

  static MetricStoreOptions options(ManualClock clock) {
    return clock.options().toBuilder().lateness(Duration.ofMinutes(5)).build();
  }

  /// Values that lead to one encoding or another.
  enum Shape {
    RAW(ValueKind.GAUGE_LONG),
    CONSTANT(ValueKind.STATE),
    LINE(ValueKind.COUNTER64),
    SPARSE(ValueKind.STATE),
    LEVELS(ValueKind.GAUGE_LONG),
    FEW_LEVELS(ValueKind.GAUGE_LONG),
    WIDE_DELTAS(ValueKind.COUNTER64),
    COUNTS(ValueKind.COUNTER32),
    SQUARES(ValueKind.COUNTER64),
    WALK(ValueKind.COUNTER64),
    TICKS(ValueKind.GAUGE_LONG),
    JITTER(ValueKind.GAUGE_LONG),
    WAVE(ValueKind.GAUGE_DOUBLE),
    DECIMALS(ValueKind.GAUGE_DOUBLE),
    FLOATS(ValueKind.GAUGE_DOUBLE),
    ODD(ValueKind.GAUGE_DOUBLE);

    final ValueKind kind;

    Shape(ValueKind kind) {
      this.kind = kind;
    }

    /// The value after `state`, which keeps sums.
    long next(long i, long[] state, SplittableRandom random) {
      return switch (this) {
        case RAW -> random.nextLong();
        case CONSTANT -> -7;
        case LINE -> 1_000_000 + 10 * i;
        case SPARSE -> i / 50;
        case LEVELS -> 5_000 + random.nextInt(16);
        case FEW_LEVELS -> 5_000 + Math.min(random.nextInt(9), random.nextInt(9));
        case WIDE_DELTAS -> state[0] += random.nextInt(1 << 20);
        case COUNTS -> state[0] += random.nextInt(4) + random.nextInt(4);
        case SQUARES -> i * i * 1_000 + i % 3;
        case WALK -> {
          state[1] += random.nextInt(41) - 20;
          yield state[0] += 1_000_000 + state[1];
        }
        case TICKS -> 10_000 * i + random.nextInt(128);
        case JITTER -> 10_000 * i + random.nextInt(-50, 51);
        case WAVE -> Double.doubleToRawLongBits(1 + 0.001 * Math.sqrt((double) (i % 70)));
        case DECIMALS -> Double.doubleToRawLongBits((200 + random.nextInt(64)) / 100.0);
        case FLOATS -> Double.doubleToRawLongBits((200 + random.nextInt(64)) / 100.0f);
        case ODD ->
            i % 50 == 0
                ? 0x7ff8_dead_beef_0001L
                : Double.doubleToRawLongBits(i % 51 == 0 ? -0.0 : i % 9);
      };
    }
  }

  /// A row: which entity, when, whether marked, and the value of each shape, absent where `null`.
  record GoldenRow(
      String source, String instance, long time, boolean reset, @Nullable Long[] values) {}

  /// All rows, in the order in which they are appended.
  Stream<GoldenRow> rows() {
    state.clear();
    var random = new SplittableRandom(20261121);
    long[] starts = {
      START,
      START + HOUR,
      START + 23 * HOUR,
      START + DAY,
      START + DAY + HOUR,
      START + DAY + 2 * HOUR
    };
    return Arrays.stream(starts).boxed().flatMap(start -> hour(start, random).stream());
  }

  private List<GoldenRow> hour(long start, SplittableRandom random) {
    var rows = new ArrayList<GoldenRow>();
    int length = start + HOUR > END ? 180 : 360;
    for (int i = 0; i < length; i++) {
      long time = start + i * 10_000L + random.nextInt(100);
      rows.add(row("192.0.2.1", "if/1", time, start, i, random));
      if (i >= 64 && i < 128) {
        rows.add(row("192.0.2.1", "if/2", time, start, i, random));
      }
      if (i % 60 == 0) {
        for (String source : SOURCES) {
          rows.add(row(source, "\n" + source, time, start, i, random));
        }
      }
    }
    return rows;
  }

  private GoldenRow row(
      String source, String instance, long time, long start, int i, SplittableRandom random) {
    @Nullable Long[] values = new @Nullable Long[Shape.values().length];
    for (Shape shape : Shape.values()) {
      int s = Arrays.asList(Shape.values()).indexOf(shape);
      long[] sums = state.computeIfAbsent(source + instance + shape, _ -> new long[2]);
      long value = shape.next((start - START) / 10_000 + i, sums, random);
      values[s] = isAbsent(instance, i, s % 7) ? null : value;
    }
    return new GoldenRow(source, instance, time, i == 30, values);
  }

  private static boolean isAbsent(String instance, int i, int group) {
    return switch (instance) {
      case "if/1" -> false;
      case "if/2" -> group == 3 && i < 96;
      default -> group == i / 60 % 5;
    };
  }

  private void write(Path directory) throws IOException {
    var clock = new ManualClock(START);
    try (var store = MetricStore.open(directory, options(clock))) {
      for (GoldenRow golden : (Iterable<GoldenRow>) rows()::iterator) {
        clock.millis = Math.max(clock.millis, golden.time());
        store.maintain();
        Entity entity = store.entity(golden.source(), golden.instance());
        entity.label("name", "caf\u00e9 " + golden.source());
        Row row = entity.row(golden.time());
        for (int s = 0; s < golden.values().length; s++) {
          Shape shape = Shape.values()[s];
          Column column = entity.column(shape.name(), shape.kind, "unit");
          Long value = golden.values()[s];
          if (value != null) {
            row.setRaw(column, value);
          }
        }
        store.append(golden.reset() ? row.reset() : row);
      }
    }
  }

  static GoldenStore content() {
    return new GoldenStore();
  }

  private static void zip(Path directory, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        var zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
        var entry = new ZipEntry(directory.relativize(path).toString());
        entry.setTime(START);
        zip.putNextEntry(entry);
        Files.copy(path, zip);
      }
    }
  }

  static void unzip(InputStream file, Path directory) throws IOException {
    try (var zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path path = directory.resolve(entry.getName());
        Files.createDirectories(path.getParent());
        Files.copy(zip, path);
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
