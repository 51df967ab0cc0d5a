package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.listmap.file.Format;
import io.cistern.listmap.recovery.Dump;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of every format version ever released, which every later build must read.
class GoldenFilesTest {

  /// How the file was left.
  enum End {
    CLEAN,
    /// With an index of the leaves, which the first builds of version 1 did not write.
    INDEXED,
    UNCLEAN,
    SEALED
  }

  private static final ListMapOptions OS =
      ListMapOptions.builder().durability(Durability.OS).build();

  @TempDir Path directory;

  /// Writes the file of an end, in the present version, into a directory: run once, when it is
  /// released.
  public static void main(String[] arguments) throws IOException {
    var end = End.valueOf(arguments[1]);
    var file = Files.createTempDirectory("golden").resolve("map.lm");
    write(file, end);
    int version = end == End.SEALED ? Format.VERSION_2 : Format.VERSION_1;
    var golden = Path.of(arguments[0], name(version, end));
    try (var out = new GZIPOutputStream(Files.newOutputStream(golden))) {
      Files.copy(file, out);
    }
  }

  private static String name(int version, End end) {
    return "v" + version + "-" + end.name().toLowerCase(java.util.Locale.ROOT) + ".lm.gz";
  }

  /// What is in each of them. Every kind of record, and leaf, occurs.
  private static void write(Path file, End end) throws IOException {
    var expected = new Model();
    var map = ListMap.open(file, OS);
    for (int i = 0; i < 400; i++) {
      map.put(key(i), value(i));
    }
    map.close();
    map = ListMap.open(file, OS);
    map.put(key(0), value(1)); // to make it unclean
    map.abandon(); // so that it is rebuilt, with a RESTART
    map = ListMap.open(file, OS);
    change(map, expected);
    switch (end) {
      case CLEAN, INDEXED -> map.close();
      case UNCLEAN -> map.abandon();
      case SEALED -> {
        addLengths(map, expected);
        map.seal();
        map.close();
      }
    }
  }

  /// What sealed files of version 2 have besides: blocks whose keys, values, both or neither are of
  /// one length, and one that is longer than its offsets reach.
  private static void addLengths(ListMap map, Model expected) throws IOException {
    for (int kind = 0; kind < 5; kind++) {
      for (int i = 0; i < 400; i++) {
        var key = new byte[8 + (kind & 1) * (i % 3)];
        Format.ARRAY_KEY_LONG.set(key, 0, ((0xf0L + kind) << 56) | i);
        var value = new byte[20 + (kind >> 1 & 1) * (i % 5) + (kind == 4 && i == 7 ? 70_000 : 0)];
        Arrays.fill(value, (byte) i);
        map.put(key, value);
        expected.content.put(key, value);
      }
    }
  }

  private static void change(ListMap map, Model expected) throws IOException {
    for (int i = 0; i < 400; i++) {
      expected.content.put(key(i), value(i));
    }
    for (int i = 0; i < 400; i += 7) {
      map.remove(key(i));
      expected.content.remove(key(i));
    }
    var batch = map.batch();
    for (int i = 1; i < 400; i += 9) {
      batch.put(key(i), value(i + 1));
      expected.content.put(key(i), value(i + 1));
    }
    batch.remove(key(2)).commit();
    expected.content.remove(key(2));
  }

  private static byte[] key(int i) {
    var random = new Random(i);
    if (i % 4 == 0) {
      var key = new byte[1 + random.nextInt(40)];
      random.nextBytes(key);
      return key;
    }
    return ("a common start " + (i * 7919 % 1000)).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] value(int i) {
    var random = new Random(-i - 1);
    var value = new byte[i == 5 ? 20_000 : random.nextInt(60)];
    for (int at = 0; at < value.length; at++) {
      value[at] = (byte) (i + at / 16); // little, once it is packed
    }
    return value;
  }

  private Path golden(int version, End end) throws IOException {
    var file = directory.resolve("map.lm");
    String name = "/listmap/" + name(version, end);
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(GoldenFilesTest.class.getResourceAsStream(name), name))) {
      Files.copy(in, file);
    }
    return file;
  }

  private static Model expected() throws IOException {
    var expected = new Model();
    var scratch = Files.createTempDirectory("golden");
    try (var map = ListMap.open(scratch.resolve("map.lm"), OS)) {
      change(map, expected);
    } finally {
      Files.delete(scratch.resolve("map.lm"));
      Files.delete(scratch);
    }
    return expected;
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void version1IsRead(End end) throws IOException {
    var file = golden(1, end);
    try (var map = ListMap.open(file, OS)) {
      assertThat(map.stats().origin())
          .isEqualTo(
              switch (end) {
                case CLEAN, INDEXED -> Stats.Origin.CLEAN;
                case UNCLEAN -> Stats.Origin.REBUILT;
                case SEALED -> Stats.Origin.SEALED;
              });
      expected().check(map);
    }
  }

  @Test
  void version2IsRead() throws IOException {
    var expected = expected();
    try (var scratch = ListMap.open(directory.resolve("scratch.lm"), OS)) {
      addLengths(scratch, expected);
    }
    var file = golden(2, End.SEALED);
    try (var map = ListMap.open(file, OS)) {
      assertThat(map.stats().origin()).isEqualTo(Stats.Origin.SEALED);
      expected.check(map);
    }
  }

  @Test
  void oneHasAnIndexOfItsLeavesAndOneHasNot() throws IOException {
    for (var end : new End[] {End.CLEAN, End.INDEXED}) {
      var file = golden(1, end);
      var index = ByteBuffer.wrap(Files.readAllBytes(file)).getLong(96);
      assertThat(index != 0).isEqualTo(end == End.INDEXED);
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CLEAN", "INDEXED"})
  void version1IsWrittenOn(End end) throws IOException {
    var file = golden(1, end);
    var expected = expected();
    var key = new byte[] {1, 2, 3};
    try (var map = ListMap.open(file, OS)) {
      map.put(key, key);
      expected.content.put(key, key);
    }
    try (var map = ListMap.open(file, OS)) {
      expected.check(map);
      map.seal();
    }
    try (var map = ListMap.open(file, ListMapOptions.forReading())) {
      expected.check(map);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void readingASealedFileLeavesItAsItIs(int version) throws IOException {
    var file = golden(version, End.SEALED);
    var before = Files.readAllBytes(file);
    try (var map = ListMap.open(file, OS)) {
      Model.of(map).check(map);
    }
    assertThat(Arrays.equals(Files.readAllBytes(file), before)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aSealedFileIsSalvagedAndDumped(int version) throws IOException {
    var file = golden(version, End.SEALED);
    var rescued = directory.resolve("rescued.lm");
    Model expected;
    try (var map = ListMap.open(file, OS)) {
      expected = Model.of(map);
    }
    long entries = expected.content.size();
    assertThat(ListMap.salvage(file, rescued))
        .isEqualTo(new SalvageReport(entries, entries, 0, 0, 0));
    try (var map = ListMap.open(rescued, OS)) {
      expected.check(map);
    }
    var out = new StringBuilder();
    ListMap.dump(file, out);
    for (var entry : expected.content.entrySet()) {
      String key = Dump.hex(entry.getKey());
      assertThat(out).contains(" key " + key + " value " + entry.getValue().length + " bytes\n");
    }
  }
}
