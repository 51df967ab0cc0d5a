package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.listmap.file.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Sealed files that somebody has changed who knows how to compute their checksums: what cannot be
/// is refused with a [CorruptFileException], and no other exception ever comes.
class ForgedBlocksTest {

  private static final int MUTATIONS = Integer.getInteger("cistern.mutations", 9000);
  private static final int VERSION_1_HEAD = 16 + 4 * 20;

  private final SimulatedDisk disk = new SimulatedDisk(new Random(0), 1 << 19);
  private final TreeMap<String, Integer> outcomes = new TreeMap<>();

  private void read(byte[] changed, byte[] intact, String where) {
    Damage.correctChecksums(changed, intact);
    try {
      outcomes.merge(Damage.readAll(disk, changed, true), 1, Integer::sum);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(where, e);
    }
  }

  private void flipEveryBit(byte[] intact, int from, int to) {
    for (int bit = 8 * from; bit < 8 * to; bit++) {
      var changed = intact.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      read(changed, intact, "bit " + bit);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SEALED", "SEALED_EVEN", "SEALED_EVEN_KEYS", "SEALED_EVEN_VALUES"})
  void everyBitOfBlockAndIndex(Damage.End end) throws IOException {
    var intact = Damage.file(end, new Model());
    flipEveryBit(intact, (int) Format.START, intact.length);
    System.out.println(end + " forged: " + outcomes);
    assertThat(outcomes).containsKeys("damaged block", "index checksum", "read, SEALED");
  }

  @Test
  void everyBitBeforeALongValue() throws IOException {
    var map = ListMap.open(disk, SimulatedDisk.FILE, Damage.OS);
    for (int i = 0; i < 8; i++) {
      map.put(new byte[1 + i], new byte[i == 7 ? 70_000 : i]);
    }
    map.seal();
    map.close();
    var intact = disk.content();
    int head = 20 + 8 * (2 + 2); // then an offset and a key length for each entry
    flipEveryBit(intact, (int) Format.START, (int) Format.START + head);
    System.out.println("long value, forged: " + outcomes);
    assertThat(outcomes).containsKeys("damaged block");
  }

  @Test
  void everyBitOfAHeadOfVersion1() throws IOException {
    byte[] intact;
    try (var in =
        new GZIPInputStream(
            ForgedBlocksTest.class.getResourceAsStream("/listmap/v1-sealed.lm.gz"))) {
      intact = in.readAllBytes();
    }
    flipEveryBit(intact, (int) Format.START, (int) Format.START + VERSION_1_HEAD);
    int entry = (int) Format.START + (int) Format.ARRAY_INT.get(intact, (int) Format.START + 16);
    flipEveryBit(intact, entry, entry + 6);
    System.out.println("version 1, forged: " + outcomes);
    assertThat(outcomes).containsKeys("damaged block", "read, SEALED");
  }

  @ParameterizedTest
  @EnumSource(names = {"SEALED", "SEALED_EVEN", "SEALED_EVEN_KEYS", "SEALED_EVEN_VALUES"})
  void randomNumbers(Damage.End end) throws IOException {
    long seed = Model.seed(98);
    var intact = Damage.file(end, new Model());
    int first = (int) Format.START;
    for (int i = 0; i < MUTATIONS / 3; i++) {
      var random = new Random(seed + i);
      var changed = intact.clone();
      var log = new ArrayList<String>();
      for (int j = random.nextInt(4); j >= 0; j--) {
        int room = random.nextBoolean() ? 80 : intact.length - first;
        int at = first + random.nextInt(room - 3);
        int number = random.nextInt() >> random.nextInt(32);
        Format.ARRAY_INT.set(changed, at, number);
        log.add("at " + at + " " + number);
      }
      read(changed, intact, end + " seed " + (seed + i) + " " + log);
    }
    System.out.println(end + " forged: " + outcomes);
  }
}
