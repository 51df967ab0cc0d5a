package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.listmap.file.Format;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sealed maps whose keys and values are of one length or of many.
class SealedLengthsTest {

  private final Random random = new Random(Model.seed(13));
  private final SimulatedDisk disk = new SimulatedDisk(random, 1 << 24);
  private final Model model = new Model();

  private void put(int keyLength, int valueLength) {
    var key = new byte[keyLength];
    var value = new byte[valueLength];
    random.nextBytes(key);
    random.nextBytes(value);
    model.content.put(key, value);
  }

  /// Seals the model's content, and checks all that a reader sees of it.
  ///
  /// @return bytes of the file
  private long seal() throws IOException {
    var live = ListMap.open(disk, SimulatedDisk.FILE, Damage.OS);
    for (var entry : model.content.entrySet()) {
      live.put(entry.getKey(), entry.getValue());
    }
    live.seal();
    live.close();
    var map = ListMap.open(disk, SimulatedDisk.FILE, ListMapOptions.forReading());
    assertThat(map.stats().origin()).isEqualTo(Stats.Origin.SEALED);
    model.check(map);
    checkSearches(map);
    long payload =
        model.content.entrySet().stream()
            .mapToLong(e -> e.getKey().length + e.getValue().length)
            .sum();
    assertThat(map.stats().liveBytes()).isEqualTo(payload);
    long bytes = map.stats().fileBytes();
    map.close();
    return bytes;
  }

  private void checkSearches(ListMap map) throws IOException {
    var cursor = map.cursor();
    for (int i = 0; i < 300; i++) {
      var key = new byte[1 + random.nextInt(14)];
      random.nextBytes(key);
      var above = model.content.ceilingEntry(key);
      assertThat(cursor.seek(key)).isEqualTo(above != null);
      if (above != null) {
        Model.check(cursor, above);
        assertThat(cursor.key().byteSize()).isEqualTo(above.getKey().length);
        var value = MemorySegment.ofArray(above.getValue());
        assertThat(cursor.value().mismatch(value)).isEqualTo(-1);
      }
      var below = model.content.floorEntry(key);
      assertThat(cursor.seekFloor(key)).isEqualTo(below != null);
      if (below != null) {
        Model.check(cursor, below);
      }
    }
  }

  /// Lengths from, to.
  @ParameterizedTest
  @CsvSource({
    "12,12,0,0", "12,12,100,100", "12,12,0,300", "12,12,3000,9000", "3,14,0,0", "3,14,8,8",
    "3,14,0,60", "3,14,4096,4096", "2,2,0,0", "12,12,0,1", "700,2000,0,20", "24,24,60000,70000"
  })
  void anyLengths(int keyFrom, int keyTo, int valueFrom, int valueTo) throws IOException {
    int count = valueTo > 10_000 ? 40 : 1500;
    for (int i = 0; i < count; i++) {
      put(
          keyFrom + random.nextInt(keyTo - keyFrom + 1),
          valueFrom + random.nextInt(valueTo - valueFrom + 1));
    }
    seal();
  }

  @ParameterizedTest
  @CsvSource({"1,0", "12,100", "65535,0", "65535,200000", "1,1000000"})
  void oneEntry(int keyLength, int valueLength) throws IOException {
    put(keyLength, valueLength);
    seal();
  }

  @Test
  void theLongestKeys() throws IOException {
    for (int i = 0; i < 20; i++) {
      put(65_535 - i % 2, i % 3);
    }
    seal();
  }

  /// Blocks that are even but for the entry that ends them.
  @Test
  void someMuchLongerThanTheOthers() throws IOException {
    for (int i = 0; i < 1000; i++) {
      put(i % 50 == 7 ? 3000 : 12, i % 70 == 9 ? 100_000 : 20);
    }
    seal();
  }

  @Test
  void entriesOfOneLengthTakeLittleMoreThanTheirBytes() throws IOException {
    for (int i = 0; i < 5000; i++) {
      put(24, 100);
    }
    assertThat((double) (seal() - Format.START) / (5000 * 124)).isLessThan(1.012);
  }

  @Test
  void soDoChunks() throws IOException {
    for (int i = 0; i < 500; i++) {
      put(12, 2000 + random.nextInt(2000));
    }
    long payload = model.content.entrySet().stream().mapToLong(e -> 12 + e.getValue().length).sum();
    assertThat((double) (seal() - Format.START) / payload).isLessThan(1.013);
  }
}
