package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.cistern.listmap.file.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every bit of a small file flipped, every length it can be cut to: what can be read is what was
/// written, or a typed error says that it is not.
class DamageTest {

  private static final int MUTATIONS = Integer.getInteger("cistern.mutations", 9000);

  private final SimulatedDisk disk = new SimulatedDisk(new Random(0), 1 << 19);

  /// Opens and reads everything.
  ///
  /// @return what came of it
  private String read(byte[] bytes, Model model, String where) {
    try {
      var map = ListMap.open(disk.holding(bytes), SimulatedDisk.FILE, Damage.OS);
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
      if (map.range(new byte[1], null).count() != model.content.size()) {
        return fail("wrong count: %s", where);
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
  @EnumSource(Damage.End.class)
  void everyBitFlippedIsFoundOrHarmless(Damage.End end) throws IOException {
    var model = new Model();
    var bytes = Damage.file(end, model);
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
  @EnumSource(Damage.End.class)
  void everyLengthCutToIsFoundOrHarmless(Damage.End end) throws IOException {
    var model = new Model();
    var bytes = Damage.file(end, model);
    var outcomes = new TreeMap<String, Integer>();
    for (int length = 0; length < bytes.length; length += length < 16 << 10 ? 1 : 1021) {
      outcomes.merge(
          read(Arrays.copyOf(bytes, length), model, end + " length=" + length), 1, Integer::sum);
    }
    System.out.println(end + " cut: " + outcomes);
  }

  @ParameterizedTest
  @EnumSource(Damage.End.class)
  void randomMutationsAreFoundOrHarmless(Damage.End end) throws IOException {
    long seed = Model.seed(99);
    var outcomes = new TreeMap<String, Integer>();
    var model = new Model();
    var bytes = Damage.file(end, model);
    var other = Damage.file(Damage.End.SEALED, new Model());
    for (int i = 0; i < MUTATIONS / 3; i++) {
      var random = new Random(seed + i);
      var mutated = bytes.clone();
      var log = new ArrayList<String>();
      for (int j = random.nextInt(4); j >= 0; j--) {
        mutated = mutate(mutated, other, end, random, log);
      }
      String where = end + " seed " + (seed + i) + " " + log;
      outcomes.merge(read(mutated, model, where), 1, Integer::sum);
    }
    System.out.println(end + " mutated: " + outcomes);
  }

  private static byte[] mutate(
      byte[] bytes, byte[] other, Damage.End end, Random random, List<String> log) {
    // of a file that was not closed, one header alone knows how far the log was durable
    int first = end == Damage.End.FLUSHED ? (int) Format.START : 0;
    int limit = Math.min(bytes.length, 15 << 10);
    if (limit <= first) {
      return bytes; // already cut shorter than that
    }
    int from = first + random.nextInt(limit - first);
    int length = Math.min(1 + random.nextInt(random.nextBoolean() ? 8 : 600), bytes.length - from);
    int kind = random.nextInt(6);
    log.add("kind " + kind + " at " + from + " length " + length);
    switch (kind) {
      case 0 -> Arrays.fill(bytes, from, from + length, (byte) random.nextInt());
      case 1 ->
          System.arraycopy(
              bytes, random.nextInt(Math.max(1, bytes.length - length)), bytes, from, length);
      case 2 -> System.arraycopy(other, random.nextInt(other.length - length), bytes, from, length);
      case 3 -> bytes[from] = (byte) random.nextInt();
      case 4 -> {
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, from) : bytes;
      }
      default -> {
        int more = random.nextInt(random.nextBoolean() ? 100 : 70_000);
        var longer = Arrays.copyOf(bytes, bytes.length + more);
        for (int i = bytes.length; random.nextBoolean() && i < longer.length; i++) {
          longer[i] = (byte) random.nextInt();
        }
        return longer;
      }
    }
    return bytes;
  }
}
