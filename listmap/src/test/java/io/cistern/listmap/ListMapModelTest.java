package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random actions, compared with a `TreeMap`.
class ListMapModelTest {

  private static final ListMapOptions OS = ListMapOptions.defaults().withDurability(Durability.OS);

  private static final int RUNS = Integer.getInteger("cistern.modelRuns", 100);

  @TempDir Path directory;

  @Test
  void behavesAsTheModelInManyShortRuns() throws IOException {
    long seed = Model.seed(1000);
    for (int run = 0; run < RUNS; run++) {
      var disk = new SimulatedDisk(new Random(seed + run), 1 << 20);
      behavesAsTheModel(disk, seed + run, 200);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void behavesAsTheModelInALongRun(long otherwise) throws IOException {
    behavesAsTheModel(FileStorage.INSTANCE, Model.seed(otherwise), 6000);
  }

  private void behavesAsTheModel(Storage storage, long seed, int actions) {
    try {
      run(storage, new Random(seed), actions);
    } catch (AssertionError | IOException | RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private void run(Storage storage, Random random, int actions) throws IOException {
    var file = directory.resolve("map.lm");
    var model = new Model();
    var map = ListMap.open(storage, file, OS);
    for (int i = 0; i < actions; i++) {
      switch (random.nextInt(100)) {
        case 0 -> {
          map.close();
          map = ListMap.open(storage, file, OS);
          assertThat(map.stats().origin()).isEqualTo(Stats.Origin.CLEAN);
        }
        case 1 -> {
          map.put(new byte[] {1}, new byte[] {2});
          model.content.put(new byte[] {1}, new byte[] {2});
          map.abandon();
          map = ListMap.open(storage, file, OS);
          assertThat(map.stats().origin()).isEqualTo(Stats.Origin.REBUILT);
        }
        case 2 -> {
          if (random.nextInt(3) == 0) {
            var target = directory.resolve("compact.lm");
            map.compactTo(target);
            map.close();
            storage.rename(target, file);
            map = ListMap.open(storage, file, OS);
          }
        }
        case 3, 4, 5 -> commit(map, model, random);
        case 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 -> remove(map, model, random);
        case 21, 22, 23, 24, 25, 26, 27, 28, 29, 30 -> seek(map, model, random);
        case 31, 32, 33 -> {
          var key = Model.key(random);
          var value = Model.value(random);
          boolean isNew = !model.content.containsKey(key);
          assertThat(map.putIfAbsent(key, value)).isEqualTo(isNew);
          model.content.putIfAbsent(key, value);
        }
        case 34 -> map.flush();
        default -> {
          var key = Model.key(random);
          var value = Model.value(random);
          map.put(key, value);
          model.content.put(key, value);
        }
      }
      if (i % 500 == 0) {
        model.check(map);
      }
    }
    model.check(map);
    map.seal();
    model.check(map);
    map.close();
    try (var sealed = ListMap.open(storage, file, ListMapOptions.forReading());
        var again = ListMap.open(storage, file, ListMapOptions.forReading())) {
      assertThat(sealed.stats().origin()).isEqualTo(Stats.Origin.SEALED);
      model.check(sealed);
      model.check(again);
    }
  }

  private static void commit(ListMap map, Model model, Random random) throws IOException {
    var batch = map.batch();
    int n = random.nextInt(100);
    for (int i = 0; i < n; i++) {
      var key = Model.key(random);
      if (random.nextInt(3) == 0) {
        batch.remove(key);
        model.content.remove(key);
      } else {
        var value = Model.value(random);
        batch.put(key, value);
        model.content.put(key, value);
      }
    }
    assertThat(batch.size()).isEqualTo(n);
    batch.commit();
    assertThat(batch.size()).isZero();
  }

  private static void remove(ListMap map, Model model, Random random) throws IOException {
    var key = Model.key(random);
    if (random.nextInt(4) == 0 && !model.content.isEmpty()) {
      key = new ArrayList<>(model.content.keySet()).get(random.nextInt(model.content.size()));
    }
    assertThat(map.remove(key)).isEqualTo(model.content.remove(key) != null);
    assertThat(map.get(key)).isNull();
  }

  private static void seek(ListMap map, Model model, Random random) throws IOException {
    var cursor = map.cursor();
    var key = Model.key(random);
    var at = model.content.ceilingEntry(key);
    boolean found = cursor.seek(key);
    assertThat(found).isEqualTo(at != null);
    var floor = model.content.floorEntry(key);
    var floorCursor = map.cursor();
    assertThat(floorCursor.seekFloor(key)).isEqualTo(floor != null);
    if (floor != null) {
      Model.check(floorCursor, floor);
    }
    for (int i = 0; i < 20 && at != null; i++) {
      Model.check(cursor, at);
      if (random.nextInt(5) == 0) { // changes beside and under the cursor
        var other = Model.key(random);
        map.put(other, other);
        model.content.put(other, other);
        map.remove(at.getKey());
        model.content.remove(at.getKey());
      }
      boolean forward = random.nextInt(3) != 0;
      at = forward ? model.content.higherEntry(at.getKey()) : model.content.lowerEntry(at.getKey());
      assertThat(forward ? cursor.next() : cursor.prev()).isEqualTo(at != null);
    }
  }
}
