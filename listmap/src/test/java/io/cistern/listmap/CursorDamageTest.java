package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cursors among damaged records or blocks: wherever they are sent, they go on with the next entry
/// that is intact, up or down, and miss none.
class CursorDamageTest {

  private static final int ENTRIES = 400;
  private static final int ROUNDS = 30;
  private static final int SHOWN = 5;

  private final Random random = new Random(Model.seed(21));
  private final SimulatedDisk disk = new SimulatedDisk(random, 1 << 20);
  private final Model model = new Model();
  private NavigableSet<byte[]> intact = new TreeSet<>(Arrays::compareUnsigned);
  private int failedSearches;
  private int failedGets;

  /// Keys of three starts of eight bytes, so that most searches compare with records.
  private byte[] key() {
    var key = new byte[9 + random.nextInt(4)];
    random.nextBytes(key);
    Arrays.fill(key, 0, 8, (byte) random.nextInt(3));
    return key;
  }

  private byte[] file(boolean isSealed) throws IOException {
    var map = ListMap.open(disk, SimulatedDisk.FILE, Damage.OS);
    for (int i = 0; i < ENTRIES; i++) {
      var value = new byte[20 + random.nextInt(40)];
      random.nextBytes(value);
      var key = key();
      if (map.putIfAbsent(key, value)) {
        model.content.put(key, value);
      }
    }
    if (isSealed) {
      map.seal();
    }
    map.close();
    return disk.content();
  }

  /// Changes a byte of some records; what is left is intact.
  private void damageRecords(byte[] file) {
    var text = new String(file, StandardCharsets.ISO_8859_1);
    var entries = new ArrayList<>(model.content.entrySet());
    for (int i = random.nextInt(20); i >= 0; i--) {
      var entry = entries.get(random.nextInt(entries.size()));
      if (intact.remove(entry.getKey())) {
        int value = text.indexOf(new String(entry.getValue(), StandardCharsets.ISO_8859_1));
        int record = value - entry.getKey().length - Format.RECORD_HEADER;
        int part = random.nextInt(3);
        int at =
            part == 0
                ? record + random.nextInt(Format.RECORD_HEADER)
                : part == 1
                    ? value - 1 - random.nextInt(entry.getKey().length)
                    : value + random.nextInt(entry.getValue().length);
        file[at] ^= (byte) (1 + random.nextInt(255));
      }
    }
  }

  private void damageBlocks(byte[] file) {
    var header = Objects.requireNonNull(Header.decode(Arrays.copyOf(file, Header.BYTES)));
    int room = (int) (header.index() - Format.START);
    for (int i = random.nextInt(3); i >= 0; i--) {
      file[(int) Format.START + random.nextInt(room)] ^= (byte) (1 + random.nextInt(255));
    }
  }

  private static boolean step(Cursor cursor, boolean isUp) {
    for (int damaged = 0; damaged < ENTRIES; damaged++) {
      try {
        return isUp ? cursor.next() : cursor.prev();
      } catch (CorruptFileException _) {
        // the next one may be intact
      }
    }
    throw new AssertionError("no end of what is damaged");
  }

  private static NavigableSet<byte[]> scan(ListMap map) throws IOException {
    var keys = new TreeSet<byte[]>(Arrays::compareUnsigned);
    var cursor = map.cursor();
    boolean found;
    try {
      found = cursor.first();
    } catch (CorruptFileException _) {
      found = step(cursor, true);
    }
    for (; found; found = step(cursor, true)) {
      keys.add(cursor.keyBytes());
    }
    return keys;
  }

  /// Searches a key, and goes on from there; if the search fails, perhaps the other way.
  private void search(ListMap map, byte[] key, boolean isUp, boolean turns) throws IOException {
    var cursor = map.cursor();
    boolean goesUp = isUp;
    var expected = isUp ? intact.tailSet(key, true) : intact.headSet(key, true).descendingSet();
    boolean found;
    try {
      found = isUp ? cursor.seek(key) : cursor.seekFloor(key);
    } catch (CorruptFileException _) {
      failedSearches++;
      assertThatThrownBy(cursor::key).isInstanceOf(IllegalStateException.class);
      if (turns) {
        goesUp = !isUp;
        expected = goesUp ? intact.tailSet(key, false) : intact.headSet(key, false).descendingSet();
      }
      found = step(cursor, goesUp);
    }
    var seen = new ArrayList<String>();
    while (found && seen.size() < SHOWN) {
      seen.add(HexFormat.of().formatHex(cursor.keyBytes()));
      found = step(cursor, goesUp);
    }
    assertThat(seen)
        .as("from %s, up %s, %s", HexFormat.of().formatHex(key), isUp, goesUp)
        .isEqualTo(expected.stream().limit(SHOWN).map(HexFormat.of()::formatHex).toList());
  }

  /// Gets have no list to go along: a damaged key may keep them from others of the same prefix.
  private void get(ListMap map, byte[] key) {
    try {
      assertThat(map.getBytes(key)).isEqualTo(model.content.get(key));
    } catch (CorruptFileException _) {
      failedGets += intact.contains(key) ? 1 : 0;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void missesNothingIntact(boolean isSealed) throws IOException {
    var file = file(isSealed);
    for (int round = 0; round < ROUNDS; round++) {
      var damaged = file.clone();
      intact = new TreeSet<>(Arrays::compareUnsigned);
      intact.addAll(model.content.keySet());
      if (isSealed) {
        damageBlocks(damaged);
      } else {
        damageRecords(damaged);
      }
      var map = ListMap.open(disk.holding(damaged), SimulatedDisk.FILE, Damage.OS);
      var scanned = scan(map);
      if (isSealed) {
        assertThat(intact.containsAll(scanned)).isTrue();
        intact = scanned;
      }
      assertThat(scanned).isEqualTo(intact);
      assertThat(scanned.size()).isBetween(1, model.content.size() - 1);
      for (var key : model.content.keySet()) {
        get(map, key);
        search(map, key, random.nextBoolean(), random.nextBoolean());
        search(map, key(), random.nextBoolean(), random.nextBoolean());
      }
      map.close();
    }
    System.out.printf(
        Locale.ROOT,
        "sealed %s: %d searches failed, %d gets of intact keys%n",
        isSealed,
        failedSearches,
        failedGets);
    assertThat(failedSearches).isPositive();
    assertThat(failedGets == 0).isEqualTo(isSealed);
  }
}
