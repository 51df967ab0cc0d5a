package io.cistern.metricstore;

import io.cistern.metricstore.codec.ByteOutput;
import io.cistern.metricstore.codec.ChunkEncoder;
import io.cistern.metricstore.codec.NumberKind;
import io.cistern.metricstore.codec.RowCodec;
import io.cistern.metricstore.codec.RowTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Makes the seeds of [CodecFuzzTest]: small chunks for each encoding, rows and records. Its
/// argument is the directory to write into; it overwrites what it writes and leaves the rest, such
/// as inputs that once failed and chunks of version 1.
final class FuzzCorpus {
  private static final NumberKind[] KINDS = HostileBytes.KINDS;

  private FuzzCorpus() {}

  public static void main(String[] args) throws IOException {
    Path into = Path.of(args[0]);
    write(into.resolve("anyBytesAreAChunkOrRefused"), chunks());
    write(into.resolve("anyBytesAreARowOrRefused"), rows());
    write(into.resolve("anyBytesAreAnEntityRecordOrRefused"), entities());
  }

  private static void write(Path directory, Map<String, byte[]> files) throws IOException {
    Files.createDirectories(directory);
    for (var file : files.entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue());
    }
  }

  /// One chunk for each shape of values, and one with all of them.
  static Map<String, byte[]> chunks() {
    var random = new SplittableRandom(1);
    var found = new TreeMap<String, byte[]>();
    for (Shape shape : Shape.values()) {
      for (int rows : new int[] {3, 64, 200}) {
        var table = new RowTable();
        for (int r = 0; r < rows; r++) {
          table.addRow(1_795_219_200_000L + 10_000L * r + random.nextInt(100), r == 2);
          set(table, r, shape, 0, random);
          set(table, r, shape, 3, random);
          if (r % 7 != 1) {
            set(table, r, shape, 7, random);
            set(table, r, shape, 8, random);
          }
        }
        found.put(
            "v2-" + shape.name().toLowerCase(java.util.Locale.ROOT) + "-" + rows,
            ChunkEncoder.ofRows().encode(table, 0, rows, KINDS));
      }
    }
    return found;
  }

  private static void set(RowTable table, int r, Shape shape, int column, SplittableRandom random) {
    boolean isDouble = KINDS[column] == NumberKind.GAUGE_DOUBLE;
    table.set(r, column, isDouble ? shape.bits(r, random) : shape.value(r, random));
  }

  /// Values that lead to one encoding or another.
  private enum Shape {
    CONSTANT,
    LINE,
    SPARSE,
    LEVELS,
    DELTAS,
    SQUARES,
    JITTER,
    WILD;

    long value(int i, SplittableRandom random) {
      return switch (this) {
        case CONSTANT -> 42;
        case LINE -> 7L * i;
        case SPARSE -> i / 20;
        case LEVELS -> 1000 + random.nextInt(9);
        case DELTAS -> 1_000L * i + random.nextInt(1 << 16);
        case SQUARES -> (long) i * i * 50 + random.nextInt(3);
        case JITTER -> 10_000L * i + random.nextInt(100);
        case WILD -> random.nextLong() >>> random.nextInt(64);
      };
    }

    long bits(int i, SplittableRandom random) {
      return switch (this) {
        case WILD -> random.nextLong();
        case JITTER -> Double.doubleToRawLongBits(Math.sin(i));
        case LEVELS -> Double.doubleToRawLongBits((float) (random.nextInt(900) / 100.0));
        case DELTAS -> i % 9 == 0 ? random.nextLong() : Double.doubleToRawLongBits(i / 10.0);
        default -> Double.doubleToRawLongBits((double) value(i, random));
      };
    }
  }

  private static Map<String, byte[]> rows() {
    var random = new SplittableRandom(2);
    var out = new ByteOutput();
    var found = new TreeMap<String, byte[]>();
    for (int span : new int[] {0, 1, 8, 19, 20}) {
      out.clear();
      out.writeByte(RowCodec.VERSION | (span % 2 == 0 ? RowCodec.RESET : 0));
      out.writeVarint(span);
      out.writeLow((1L << span) - 1, (span + 7) >> 3);
      for (int c = 0; c < span; c += 2) {
        out.writeByte(c % 9 | (c + 1 < span ? (c + 1) % 9 << 4 : 0));
      }
      for (int c = 0; c < span; c++) {
        out.writeLow(random.nextLong(), c % 9);
      }
      found.put("row-" + span, out.toByteArray());
    }
    return found;
  }

  private static Map<String, byte[]> entities() {
    var columns =
        List.of(
            new MetricInfo("if_in_octets", ValueKind.COUNTER64, "bytes"),
            new MetricInfo("\ud800", ValueKind.STATE, ""));
    return Map.of(
        "none", record(EntityCodec.VERSION, 0, "", "", -1, Map.of(), 0),
        "some", record(EntityCodec.VERSION_WITH_SCHEMA, 7, "s", "i", 9, Map.of("k", "v"), 3),
        "odd", record(EntityCodec.VERSION, 1, "\ud800", "a\0/", 0, Map.of("", "\n"), 0),
        "schema", EntityCodec.encode(columns));
  }

  private static byte[] record(
      int version,
      int revision,
      String source,
      String instance,
      long seen,
      Map<String, String> labels,
      int last) {
    var out = new ByteOutput();
    out.writeByte(version);
    out.writeVarint(revision);
    out.writeBytes(EntityName.encode(source, instance));
    out.writeVarint(seen + 1);
    out.writeVarint(seen + 1);
    out.writeBytes(EntityCodec.labels(labels));
    out.writeVarint(last);
    return out.toByteArray();
  }
}
