package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.listmap.file.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Damaged files: what is intact in them is brought over, and they can be looked at.
class SalvageTest {

  enum End {
    CLEAN,
    UNCLEAN,
    SEALED
  }

  private static final int KEYS = 2000;

  @TempDir Path directory;
  private Path file;
  private Path rescued;

  @BeforeEach
  void name() {
    file = directory.resolve("map.lm");
    rescued = directory.resolve("rescued.lm");
  }

  private static byte[] key(int i) {
    return String.format(Locale.ROOT, "key %06d", i).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] value(int i) {
    return String.format(Locale.ROOT, "value %06d, which is a little longer", i)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private void write(End end) throws IOException {
    var map = ListMap.open(file, ListMapOptions.builder().durability(Durability.OS).build());
    for (int i = 0; i < KEYS; i++) {
      map.put(key(i * 7919 % KEYS), value(i * 7919 % KEYS));
    }
    if (end == End.SEALED) {
      map.seal();
    }
    if (end == End.UNCLEAN) {
      map.abandon();
    } else {
      map.close();
    }
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void anIntactFileIsBroughtOverAsAWhole(End end) throws IOException {
    write(end);
    var before = Files.readAllBytes(file);
    var report = ListMap.salvage(file, rescued);
    assertThat(report).isEqualTo(new SalvageReport(KEYS, KEYS, 0, 0, 0));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var map = ListMap.open(rescued, ListMapOptions.defaults())) {
      for (int i = 0; i < KEYS; i++) {
        assertThat(map.getBytes(key(i))).isEqualTo(value(i));
      }
      assertThat(map.verify(VerifyMode.FULL).problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void whatIsIntactOnBothSidesOfDamageIsBroughtOver(End end) throws IOException {
    write(end);
    var content = Files.readAllBytes(file);
    var random = new Random(Model.seed(5));
    int from = content.length / 3;
    for (int i = from; i < from + 5000; i++) {
      content[i] = (byte) random.nextInt();
    }
    Files.write(file, content);
    var report = ListMap.salvage(file, rescued);
    assertThat(report.gaps()).isOne();
    assertThat(report.gapBytes()).isBetween(5000L - 3, 5000L + 2 * Format.BLOCK_BYTES);
    assertThat(report.entries()).isBetween(KEYS - 250L, KEYS - 20L);
    try (var map = ListMap.open(rescued, ListMapOptions.defaults())) {
      int found = 0;
      for (int i = 0; i < KEYS; i++) {
        var value = map.getBytes(key(i));
        if (value != null) {
          found++;
          assertThat(value).isEqualTo(value(i));
        }
      }
      assertThat(found).isEqualTo((int) report.entries());
    }
  }

  @Test
  void everyRecordButTheDamagedOneIsBroughtOver() throws IOException {
    write(End.CLEAN);
    var content = Files.readAllBytes(file);
    int at = new String(content, StandardCharsets.ISO_8859_1).indexOf("value 000777");
    content[at] ^= 1;
    Files.write(file, content);
    var report = ListMap.salvage(file, rescued);
    assertThat(report.entries()).isEqualTo(KEYS - 1);
    try (var map = ListMap.open(rescued, ListMapOptions.defaults())) {
      assertThat(map.contains(key(777))).isFalse();
      assertThat(map.contains(key(776))).isTrue();
    }
  }

  @Test
  void aBatchCountsOnlyWithItsCommit() throws IOException {
    try (var map = ListMap.open(file, ListMapOptions.defaults())) {
      map.put(key(0), value(0));
      map.batch().put(key(1), value(1)).put(key(2), value(2)).remove(key(0)).commit();
      map.batch().put(key(3), value(3)).put(key(4), value(4)).commit();
      map.put(key(5), value(5));
    }
    var content = Files.readAllBytes(file);
    var text = new String(content, StandardCharsets.ISO_8859_1);
    content[text.indexOf("value 000001")] ^= 1; // one change of the first batch
    int commit = text.indexOf("key 000005") - Format.RECORD_HEADER - 8; // of the second batch
    content[commit] ^= 1;
    Files.write(file, content);
    var report = ListMap.salvage(file, rescued);
    assertThat(report.uncommitted()).isEqualTo(2);
    try (var map = ListMap.open(rescued, ListMapOptions.defaults())) {
      assertThat(map.size()).isEqualTo(2);
      assertThat(map.getBytes(key(2))).isEqualTo(value(2));
      assertThat(map.getBytes(key(5))).isEqualTo(value(5));
    }
  }

  @Test
  void whatAnEarlierLifeOfTheLogLeftBehindIsNotTakenForARecord() throws IOException {
    try (var map = ListMap.open(file, ListMapOptions.defaults())) {
      map.put(key(0), value(0));
    }
    var atFirst = Files.readAllBytes(file);
    var map = ListMap.open(file, ListMapOptions.builder().durability(Durability.OS).build());
    for (int i = 1; i < 50; i++) {
      map.put(key(i), value(i));
    }
    map.abandon();
    var left = Files.readAllBytes(file);
    int hole = new String(left, StandardCharsets.ISO_8859_1).indexOf("value 000001");
    left[hole] ^= 1; // a page that did not reach the disk
    Files.write(file, left);
    map = ListMap.open(file, ListMapOptions.builder().durability(Durability.OS).build());
    assertThat(map.size()).isOne();
    map.put(key(100), value(100));
    map.abandon();
    assertThat(ListMap.salvage(file, rescued).entries()).isEqualTo(2);
    assertThat(atFirst).isNotEqualTo(left);
  }

  @Test
  void neitherAnExistingTargetNorAFileInUseIsTouched() throws IOException {
    write(End.CLEAN);
    Files.write(rescued, new byte[] {1});
    assertThatThrownBy(() -> ListMap.salvage(file, rescued))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readAllBytes(rescued)).hasSize(1);
    Files.delete(rescued);
    try (var _ = ListMap.open(file, ListMapOptions.defaults())) {
      assertThatThrownBy(() -> ListMap.salvage(file, rescued))
          .isInstanceOf(MapLockedException.class);
    }
    assertThat(directory.toFile().list()).containsExactly("map.lm");
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void aFileWithoutItsHeadersIsBroughtOver(End end) throws IOException {
    write(end);
    var content = Files.readAllBytes(file);
    new Random(Model.seed(6)).nextBytes(content);
    System.arraycopy(
        Files.readAllBytes(file), 8192, content, 8192, content.length - 8192); // the log, or blocks
    Files.write(file, content);
    assertThatThrownBy(() -> ListMap.open(file, ListMapOptions.defaults()))
        .isInstanceOf(CorruptFileException.class);
    assertThat(ListMap.salvage(file, rescued).entries()).isEqualTo(KEYS);
    var out = new StringBuilder();
    ListMap.dump(file, out);
    assertThat(out.toString().lines().filter(line -> line.contains(" key ")).count())
        .isEqualTo(KEYS);
  }

  @Test
  void whatWasNeverAMapIsRefused() throws IOException {
    var content = new byte[100_000];
    new Random(Model.seed(7)).nextBytes(content);
    Files.write(file, content);
    assertThatThrownBy(() -> ListMap.salvage(file, rescued))
        .isInstanceOf(CorruptFileException.class);
    assertThat(directory.toFile().list()).containsExactly("map.lm");
  }

  @Test
  void aSealedFileWithoutItsIndexIsBroughtOver() throws IOException {
    write(End.SEALED);
    var content = Files.readAllBytes(file);
    Arrays.fill(content, content.length - 200, content.length, (byte) 7);
    Files.write(file, content);
    assertThatThrownBy(() -> ListMap.open(file, ListMapOptions.forReading()))
        .isInstanceOf(CorruptFileException.class);
    assertThat(ListMap.salvage(file, rescued).entries()).isEqualTo(KEYS);
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void aDumpNamesEveryStructure(End end) throws IOException {
    write(end);
    var out = new StringBuilder();
    ListMap.dump(file, out);
    var key = java.util.HexFormat.of().formatHex(key(4));
    if (end == End.SEALED) {
      assertThat(out.toString()).contains("8192 block").contains("entry key " + key);
    } else {
      assertThat(out.toString())
          .contains("8192 LEAF sequence 1 ")
          .contains("PUT sequence")
          .contains("key " + key + " value 38 bytes");
    }
    assertThat(out.toString().lines().filter(line -> line.contains(" key ")).count())
        .isEqualTo(KEYS);
  }

  @Test
  void theToolTellsSoundFilesFromDamagedOnes() throws IOException {
    write(End.CLEAN);
    var out = new StringBuilder();
    assertThat(Tool.run(new String[] {"verify", file.toString()}, out)).isZero();
    assertThat(out.toString()).isEqualTo("2000 entries, 0 problems\n");
    assertThat(Tool.run(new String[] {"dump", file.toString()}, out)).isZero();
    assertThat(Tool.run(new String[] {"verify"}, out)).isEqualTo(2);
    var content = Files.readAllBytes(file);
    content[new String(content, StandardCharsets.ISO_8859_1).indexOf("value 000777")] ^= 1;
    Files.write(file, content);
    assertThat(Tool.run(new String[] {"verify", file.toString()}, out)).isOne();
    assertThat(Tool.run(new String[] {"salvage", file.toString(), rescued.toString()}, out))
        .isZero();
    assertThat(out.toString()).contains("entries=1999");
  }
}
