package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.listmap.file.FileStorage;
import io.cistern.listmap.file.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random actions, compared with a `TreeMap`.
class ListMapModelTest {

  private static final ListMapOptions OS =
      ListMapOptions.builder().durability(Durability.OS).build();

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
        case 21, 22, 23, 24, 25, 26, 27, 28, 29, 30 -> walk(map, model, random);
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
      for (int i = 0; i < 20; i++) {
        walk(sealed, model, random);
      }
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

  /// Walks over everything, a range or the keys of a prefix.
  private static void walk(ListMap map, Model model, Random random) throws IOException {
    switch (random.nextInt(3)) {
      case 0 -> walk(map, map.cursor(), model, model.content, random);
      case 1 -> {
        var from = random.nextInt(5) == 0 ? null : Model.key(random);
        var to = random.nextInt(5) == 0 ? null : Model.key(random);
        walk(map, map.range(from, to), model, model.range(from, to), random);
      }
      default -> {
        var key = someKey(model, random);
        var prefix = Arrays.copyOf(key, 1 + random.nextInt(key.length));
        walk(map, map.prefix(prefix), model, model.prefix(prefix), random);
      }
    }
  }

  /// Both ways from anywhere, with changes beside and under the cursor.
  ///
  /// @param part of the model that the cursor should see
  private static void walk(
      ListMap map, Cursor cursor, Model model, NavigableMap<byte[], byte[]> part, Random random)
      throws IOException {
    var key = someKey(model, random);
    var at = part.ceilingEntry(key);
    assertThat(cursor.seek(key)).isEqualTo(at != null);
    switch (random.nextInt(4)) {
      case 0 -> {
        at = part.firstEntry();
        assertThat(cursor.first()).isEqualTo(at != null);
      }
      case 1 -> {
        at = part.lastEntry();
        assertThat(cursor.last()).isEqualTo(at != null);
      }
      case 2 -> {
        at = part.floorEntry(key);
        assertThat(cursor.seekFloor(key)).isEqualTo(at != null);
      }
      default -> {} // from where the search has led
    }
    int forwards = 1 + random.nextInt(5); // of six steps
    for (int i = 0; i < 20 && at != null; i++) {
      Model.check(cursor, at);
      if (!map.isSealed() && random.nextInt(5) == 0) {
        var other = Model.key(random);
        map.put(other, other);
        model.content.put(other, other);
        map.remove(at.getKey());
        model.content.remove(at.getKey());
      }
      boolean forward = random.nextInt(6) < forwards;
      at = forward ? part.higherEntry(at.getKey()) : part.lowerEntry(at.getKey());
      assertThat(forward ? cursor.next() : cursor.prev()).isEqualTo(at != null);
    }
    if (at == null) {
      assertThat(cursor.next()).isFalse();
      assertThat(cursor.prev()).isFalse();
    }
  }

  /// Any key, often one that is there.
  private static byte[] someKey(Model model, Random random) {
    var key = Model.key(random);
    var near = random.nextBoolean() ? model.content.ceilingKey(key) : null;
    return near == null ? key : near;
  }
}
