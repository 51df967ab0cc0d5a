package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every bit of a small file flipped, every length it can be cut to: what can be read is what was
/// written, or a typed error says that it is not.
class DamageTest {

  enum End {
    CLOSED,
    SEALED,
    FLUSHED
  }

  private static final ListMapOptions OS = ListMapOptions.defaults().withDurability(Durability.OS);

  private final SimulatedDisk disk = new SimulatedDisk(new Random(0), 1 << 19);

  private static byte[] file(End end, Model model) throws IOException {
    var random = new Random(1);
    var disk = new SimulatedDisk(random, 1 << 20);
    var map = ListMap.open(disk, SimulatedDisk.FILE, OS);
    for (int i = 0; i < 12; i++) {
      var key = i < 6 ? new byte[] {1, 2, 3, 4, 5, 6, 7, 8, (byte) i, 9} : Model.key(random);
      var value = new byte[random.nextInt(40)];
      random.nextBytes(value);
      map.put(key, value);
      model.content.put(key, value);
    }
    var gone = model.content.lastKey();
    map.remove(gone);
    model.content.remove(gone);
    map.batch().put(new byte[] {77}, new byte[] {1}).remove(new byte[] {78}).commit();
    model.content.put(new byte[] {77}, new byte[] {1});
    switch (end) {
      case CLOSED -> map.close();
      case SEALED -> {
        map.seal();
        map.close();
      }
      case FLUSHED -> map.flush();
    }
    return disk.content();
  }

  /// Opens and reads everything.
  ///
  /// @return what came of it
  private String read(byte[] bytes, Model model, String where) {
    try {
      var map = ListMap.open(disk.holding(bytes), SimulatedDisk.FILE, OS);
      for (var entry : model.content.entrySet()) {
        if (!Arrays.equals(map.getBytes(entry.getKey()), entry.getValue())) {
          return fail("wrong value: %s, key %s", where, Arrays.toString(entry.getKey()));
        }
      }
      var cursor = map.cursor();
      boolean found = cursor.first();
      for (var entry : model.content.entrySet()) {
        if (!found || !Arrays.equals(cursor.keyBytes(), entry.getKey())) {
          return fail("wrong scan: %s", where);
        }
        found = cursor.next();
      }
      if (found) {
        return fail("scan finds more: %s", where);
      }
      return "read as written, " + map.stats().origin();
    } catch (ListMapException e) {
      assertThat(e.file()).isEqualTo(SimulatedDisk.FILE);
      return e instanceof CorruptFileException c ? c.what() : e.getClass().getSimpleName();
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(where, e);
    }
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void everyBitFlippedIsFoundOrHarmless(End end) throws IOException {
    var model = new Model();
    var bytes = file(end, model);
    var outcomes = new TreeMap<String, Integer>();
    assertThat(read(bytes, model, "intact")).startsWith("read as written");
    int limit = Math.min(bytes.length, 16 << 10);
    for (int at = 0; at < limit; at++) {
      boolean isBlank = at % Format.HEADER_SLOT_STRIDE > 256 && at < Format.START;
      if (isBlank && at % 512 != 0) {
        continue; // between the headers nothing is ever written
      }
      for (int bit = 0; bit < 8; bit++) {
        bytes[at] ^= (byte) (1 << bit);
        outcomes.merge(read(bytes, model, end + " at=" + at + " bit=" + bit), 1, Integer::sum);
        bytes[at] ^= (byte) (1 << bit);
      }
    }
    System.out.println(end + " flipped: " + outcomes);
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void everyLengthCutToIsFoundOrHarmless(End end) throws IOException {
    var model = new Model();
    var bytes = file(end, model);
    var outcomes = new TreeMap<String, Integer>();
    for (int length = 0; length < bytes.length; length += length < 16 << 10 ? 1 : 1021) {
      outcomes.merge(
          read(Arrays.copyOf(bytes, length), model, end + " length=" + length), 1, Integer::sum);
    }
    System.out.println(end + " cut: " + outcomes);
  }

  @Test
  void randomMutationsAreFoundOrHarmless() throws IOException {
    var random = new Random(Model.seed(99));
    var outcomes = new TreeMap<String, Integer>();
    for (var end : End.values()) {
      var model = new Model();
      var bytes = file(end, model);
      for (int i = 0; i < 3000; i++) {
        var mutated = bytes.clone();
        int n = 1 + random.nextInt(4);
        var log = new ArrayList<String>();
        for (int j = 0; j < n; j++) {
          // of a file that was not closed, one header alone knows how far the log was durable
          int first = end == End.FLUSHED ? (int) Format.START : 0;
          int from = first + random.nextInt(Math.min(bytes.length - 600, 14 << 10) - first);
          int length = 1 + random.nextInt(random.nextBoolean() ? 8 : 600);
          int kind = random.nextInt(3);
          log.add("kind " + kind + " at " + from + " length " + length);
          switch (kind) {
            case 0 -> Arrays.fill(mutated, from, from + length, (byte) random.nextInt());
            case 1 ->
                System.arraycopy(
                    mutated, random.nextInt(bytes.length - 600), mutated, from, length);
            default -> mutated[from] = (byte) random.nextInt();
          }
        }
        log.add("mutation " + i);
        outcomes.merge(read(mutated, model, end + " " + log), 1, Integer::sum);
      }
    }
    System.out.println("mutated: " + outcomes);
  }
}
