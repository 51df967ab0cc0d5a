package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/// Small files to damage, and the reading of what was damaged.
final class Damage {

  /// How a file was left.
  enum End {
    CLOSED,
    SEALED,
    FLUSHED
  }

  static final ListMapOptions OS = ListMapOptions.defaults().withDurability(Durability.OS);

  private Damage() {}

  /// A file of a dozen entries.
  ///
  /// @param model gets what is in it
  static byte[] file(End end, Model model) throws IOException {
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

  /// Opens a file of unknown content and reads everything, by scans both ways and by keys.
  ///
  /// @return what came of it
  static String readAll(SimulatedDisk disk, byte[] bytes) {
    try {
      var map = ListMap.open(disk.holding(bytes), SimulatedDisk.FILE, OS);
      var cursor = map.cursor();
      byte[] last = null;
      long count = 0;
      for (boolean found = cursor.first(); found; found = cursor.next()) {
        var key = cursor.keyBytes();
        assertThat(last == null || Arrays.compareUnsigned(last, key) < 0).isTrue();
        assertThat(map.getBytes(key)).isEqualTo(cursor.valueBytes());
        last = key;
        count++;
      }
      if (count != map.size()) { // as a header says whose checksum is right all the same
        assertThat(map.verify(VerifyMode.FULL).problems()).isNotEmpty();
      }
      for (boolean found = cursor.last(); found; found = cursor.prev()) {
        count--;
      }
      assertThat(count).isZero();
      return "read, " + map.stats().origin();
    } catch (ListMapException e) {
      assertThat(e.file()).isEqualTo(SimulatedDisk.FILE);
      if (e instanceof CorruptFileException c) {
        assertThat(c.offset()).isBetween(0L, (long) bytes.length);
        return c.what();
      }
      return e.getClass().getSimpleName();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
