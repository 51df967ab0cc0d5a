package io.cistern.listmap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Region;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Logs of many shapes, read in one run and in many: what comes of them is what a `TreeMap` says.
class RecoveryTest {

  private static final ListMapOptions OS =
      ListMapOptions.builder().durability(Durability.OS).build();

  /// Changes to sort at once.
  private static final int[] RUNS = {1, 2, 7, 100, 1000, Region.RECOVERY_RUN};

  /// What the keys of a log are like.
  enum Keys {
    /// Eight random bytes and more.
    SPREAD {
      @Override
      byte[] key(Random random, int i) {
        var key = new byte[8 + random.nextInt(17)];
        random.nextBytes(key);
        return key;
      }
    },
    /// Entities in rounds: entity u32, time i64.
    ROUNDS {
      @Override
      byte[] key(Random random, int i) {
        int late = random.nextInt(20) == 0 ? random.nextInt(500) : 0;
        return ByteBuffer.allocate(12).putInt(i % 100).putLong(1L << 40 | (i - late)).array();
      }
    },
    /// Again and again the same, at random.
    FEW {
      @Override
      byte[] key(Random random, int i) {
        return ByteBuffer.allocate(12).putInt(-random.nextInt(40)).putInt(8, i % 3).array();
      }
    },
    /// Zeros where others end, and the same first 8 or 16 bytes.
    ALIKE {
      @Override
      byte[] key(Random random, int i) {
        var key = new byte[1 + random.nextInt(20)];
        key[random.nextInt(key.length)] = (byte) random.nextInt(3);
        return key;
      }
    },
    /// All of one prefix, in order.
    ASCENDING {
      @Override
      byte[] key(Random random, int i) {
        return ByteBuffer.allocate(16).putLong(7).putLong(i).array();
      }
    };

    abstract byte[] key(Random random, int i);
  }

  @ParameterizedTest
  @EnumSource(Keys.class)
  void oneRunOrManyGiveWhatTheLogSays(Keys keys) throws IOException {
    long seed = Model.seed(11);
    for (int i = 0; i < 8; i++) {
      recover(keys, seed + i);
    }
  }

  /// The log is read in stretches of 128 KiB: a long record begins at every place near the end of
  /// one.
  @Test
  void aLongRecordBeginsWhereAStretchEnds(@TempDir Path directory) throws IOException {
    int stretch = 1 << 17;
    for (int before = 4; before <= 64; before += 4) {
      var file = directory.resolve("before-" + before);
      var map = ListMap.open(file, OS);
      var model = new Model();
      long size;
      do {
        size = map.stats().fileBytes();
        put(map, model, "filler " + size + " " + model.content.size(), 3000);
      } while (map.stats().fileBytes() - size < 6 * stretch); // room for the rest in one window
      put(map, model, "long one", stretch + 100); // the next record begins a stretch
      long start = map.stats().logBytes();
      int header = Format.RECORD_HEADER + "short one".length();
      put(map, model, "short one", stretch - before - header);
      assertThat(map.stats().logBytes()).isEqualTo(start + stretch - before);
      put(map, model, "another long one", 2 * stretch);
      assertThat(map.verify(VerifyMode.FULL).problems()).isEmpty();
      map.abandon();
      try (var again = ListMap.open(file, OS)) {
        model.check(again);
      }
    }
  }

  private static void put(ListMap map, Model model, String key, int length) throws IOException {
    map.put(key.getBytes(UTF_8), new byte[length]);
    model.content.put(key.getBytes(UTF_8), new byte[length]);
  }

  private static void recover(Keys keys, long seed) throws IOException {
    var random = new Random(seed);
    var disk = new SimulatedDisk(random, 1 << 20);
    var model = new Model();
    var finished = write(disk, keys, random, model);
    var bytes = disk.content();
    long liveBytes = -1;
    for (int run : RUNS) {
      disk.recoveryRun = run;
      var map = ListMap.open(disk.holding(bytes), SimulatedDisk.FILE, OS);
      String where = keys + " seed " + seed + " run " + run;
      assertThat(map.stats().origin()).isEqualTo(Stats.Origin.REBUILT);
      var found = Model.of(map);
      assertThat(found.equals(model) || found.equals(finished)).as(where).isTrue();
      assertThat(map.verify(VerifyMode.FULL).problems()).as(where).isEmpty();
      if (liveBytes >= 0) {
        assertThat(map.stats().liveBytes()).as(where).isEqualTo(liveBytes);
      }
      liveBytes = map.stats().liveBytes();
      isWrittenOn(map, disk, found, random, where);
    }
    disk.discard();
  }

  /// Writes a log that ends in an unfinished batch, or just behind it.
  ///
  /// @param model gets what is in it without the batch
  /// @return what is in it with the batch
  private static Model write(SimulatedDisk disk, Keys keys, Random random, Model model)
      throws IOException {
    var map = ListMap.open(disk, SimulatedDisk.FILE, OS);
    int changes = 200 + random.nextInt(2500);
    for (int i = 0; i < changes; i++) {
      var key = keys.key(random, i);
      if (random.nextInt(4) == 0) {
        map.remove(key);
        model.content.remove(key);
      } else if (random.nextInt(50) == 0) {
        i += batch(map, keys, random, i, model);
      } else {
        var value = new byte[random.nextInt(40)];
        map.put(key, value);
        model.content.put(key, value);
      }
      if (random.nextInt(1000) == 0) {
        map.abandon();
        map = ListMap.open(disk, SimulatedDisk.FILE, OS);
      }
    }
    var finished = model.copy();
    disk.stepsToCrash = random.nextInt(300);
    try {
      batch(map, keys, random, changes, finished);
    } catch (SimulatedDisk.Crash _) {
      // finished or not
    }
    disk.killProcess();
    return finished;
  }

  private static int batch(ListMap map, Keys keys, Random random, int from, Model model)
      throws IOException {
    var batch = map.batch();
    int n = 1 + random.nextInt(150);
    for (int i = 0; i < n; i++) {
      var key = keys.key(random, from + i);
      if (random.nextInt(4) == 0) {
        batch.remove(key);
        model.content.remove(key);
      } else {
        batch.put(key, key);
        model.content.put(key, key);
      }
    }
    batch.commit();
    return n;
  }

  private static void isWrittenOn(
      ListMap map, SimulatedDisk disk, Model model, Random random, String where)
      throws IOException {
    for (int i = 0; i < 100; i++) {
      var key = Keys.SPREAD.key(random, i);
      map.put(key, key);
      model.content.put(key, key);
    }
    map.close();
    var again = ListMap.open(disk, SimulatedDisk.FILE, OS);
    assertThat(again.stats().origin()).as(where).isEqualTo(Stats.Origin.CLEAN);
    assertThat(Model.of(again)).as(where).isEqualTo(model);
    assertThat(again.verify(VerifyMode.FULL).problems()).as(where).isEmpty();
    again.abandon();
  }
}
