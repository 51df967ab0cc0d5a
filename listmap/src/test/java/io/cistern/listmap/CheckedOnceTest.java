package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.listmap.file.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read is checked when it is first read since the map was opened, and then no more.
class CheckedOnceTest {

  private static final int ENTRIES = 1000;
  private static final int DAMAGED = 500;
  private static final Path COPY = Path.of("copy.lm");

  private final SimulatedDisk disk = new SimulatedDisk(new Random(0), 1 << 20);

  private static byte[] key(int number) {
    return String.format(Locale.ROOT, "key %05d", number).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] value(int number) {
    return ("value of " + number + ".").getBytes(StandardCharsets.US_ASCII);
  }

  private ListMap open() throws IOException {
    return ListMap.open(disk, SimulatedDisk.FILE, Damage.OS);
  }

  private void fill(boolean isSealed) throws IOException {
    var map = open();
    for (int i = 0; i < ENTRIES; i++) {
      map.put(key(i), value(i));
    }
    if (isSealed) {
      map.seal();
    }
    map.close();
  }

  /// Changes a byte of a value where the file is, whoever has it mapped.
  private void damage(int number) {
    var file = disk.content();
    var text = new String(file, StandardCharsets.ISO_8859_1);
    file[text.indexOf(new String(value(number), StandardCharsets.ISO_8859_1))] ^= 1;
    disk.holding(file);
  }

  /// @return bytes whose checksum was computed
  private static long scan(ListMap map) throws IOException {
    var cursor = map.cursor();
    int seen = 0;
    for (boolean found = cursor.first(); found; found = cursor.next()) {
      seen++;
    }
    assertThat(seen).isEqualTo(ENTRIES);
    return cursor.checksummedBytes();
  }

  private static long scanBack(ListMap map) throws IOException {
    var cursor = map.cursor();
    int seen = 0;
    for (boolean found = cursor.last(); found; found = cursor.prev()) {
      seen++;
    }
    assertThat(seen).isEqualTo(ENTRIES);
    return cursor.checksummedBytes();
  }

  private static long seek(ListMap map, int number) throws IOException {
    var cursor = map.cursor();
    assertThat(cursor.seek(key(number))).isTrue();
    assertThat(cursor.keyBytes()).isEqualTo(key(number));
    return cursor.checksummedBytes();
  }

  private static long payload() {
    long bytes = 0;
    for (int i = 0; i < ENTRIES; i++) {
      bytes += key(i).length + value(i).length;
    }
    return bytes;
  }

  @Nested
  class Reads {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void computeEachChecksumOnce(boolean isSealed) throws IOException {
      fill(isSealed);
      var map = open();
      assertThat(scan(map)).isGreaterThan(payload());
      assertThat(scan(map)).isZero();
      assertThat(scanBack(map)).isZero();
      assertThat(seek(map, 17)).isZero();
      map.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void computeTheChecksumsAgainAfterTheNextOpening(boolean isSealed) throws IOException {
      fill(isSealed);
      var map = open();
      long first = scan(map);
      map.close();
      map = open();
      assertThat(scan(map)).isEqualTo(first);
      map.close();
    }

    @Test
    void computeTheChecksumOfWhatWasWrittenSince() throws IOException {
      fill(false);
      var map = open();
      scan(map);
      map.put(key(3), value(3));
      long record = Format.RECORD_HEADER - Format.RECORD_LENGTH + key(3).length + value(3).length;
      assertThat(scan(map)).isEqualTo(record);
      assertThat(scan(map)).isZero();
      map.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reportDamageThatWasThereBeforeTheFirst(boolean isSealed) throws IOException {
      fill(isSealed);
      damage(DAMAGED);
      var map = open();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> map.get(key(DAMAGED))).isInstanceOf(CorruptFileException.class);
        assertThatThrownBy(() -> scan(map)).isInstanceOf(CorruptFileException.class);
        assertThatThrownBy(() -> scanBack(map)).isInstanceOf(CorruptFileException.class);
      }
      assertThat(map.getBytes(key(0))).isEqualTo(value(0));
      map.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reportDamageThatCameBeforeTheFirst(boolean isSealed) throws IOException {
      fill(isSealed);
      var map = open();
      assertThat(map.getBytes(key(0))).isEqualTo(value(0));
      damage(DAMAGED);
      assertThatThrownBy(() -> map.get(key(DAMAGED))).isInstanceOf(CorruptFileException.class);
      map.close();
    }
  }

  /// Damage that comes under a mapping, after the first read.
  @Nested
  class LaterDamage {
    private ListMap damaged(boolean isSealed) throws IOException {
      fill(isSealed);
      var map = open();
      scan(map);
      damage(DAMAGED);
      return map;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isFoundByVerify(boolean isSealed) throws IOException {
      var map = damaged(isSealed);
      assertThat(map.verify(VerifyMode.FULL).isSound()).isFalse();
      map.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isFoundByTheNextOpening(boolean isSealed) throws IOException {
      damaged(isSealed).close();
      var map = open();
      assertThatThrownBy(() -> map.get(key(DAMAGED))).isInstanceOf(CorruptFileException.class);
      map.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isNotCopied(boolean isSealed) throws IOException {
      var map = damaged(isSealed);
      assertThatThrownBy(() -> map.compactTo(COPY)).isInstanceOf(CorruptFileException.class);
      assertThat(disk.exists(COPY)).isFalse();
      if (!isSealed) {
        assertThatThrownBy(map::seal).isInstanceOf(CorruptFileException.class);
        assertThat(map.isSealed()).isFalse();
      }
      map.close();
    }
  }
}
