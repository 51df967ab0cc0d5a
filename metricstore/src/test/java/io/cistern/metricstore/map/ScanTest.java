package io.cistern.metricstore.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.listmap.Cursor;
import io.cistern.listmap.Durability;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import io.cistern.metricstore.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A scan of a packed partition that is damaged anywhere shows all that is intact, wherever it
/// begins.
class ScanTest {
  private static final int ENTITIES = 100;
  private static final int CHUNKS = 20;
  private static final ListMapOptions NEW =
      ListMapOptions.builder().durability(Durability.OS).build();

  @TempDir Path directory;

  private record Place(int entity, long time) {}

  @Test
  void passesDamage() throws Exception {
    SplittableRandom random = Seeds.random("scan", 1);
    Path file = directory.resolve("whole.lm");
    try (ListMap map = ListMap.open(file, NEW)) {
      for (int n = 0; n < ENTITIES * CHUNKS; n++) {
        map.put(Keys.of(n / CHUNKS, n % CHUNKS), new byte[random.nextInt(200)]);
      }
      map.seal();
    }
    byte[] whole = Files.readAllBytes(file);
    Path damaged = directory.resolve("damaged.lm");
    for (int round = 0; round < 60; round++) {
      byte[] bytes = whole.clone();
      int at = round == 0 ? 8_200 : 8_192 + random.nextInt(whole.length - 20_000);
      bytes[at] ^= 0x55;
      Files.write(damaged, bytes);
      List<Place> intact = salvaged(damaged);
      try (ListMap map = ListMap.open(damaged, ListMapOptions.forReading())) {
        assertThat(scanned(new Scan(map, new LongAdder()).from(Keys.of(0, Keys.RECORD))))
            .isEqualTo(intact);
        int entity = random.nextInt(ENTITIES);
        long time = random.nextInt(CHUNKS);
        assertThat(scanned(new Scan(map, new LongAdder()).fromFloor(entity, time)))
            .containsAll(
                intact.stream()
                    .filter(place -> place.entity == entity && place.time >= time)
                    .toList());
      }
    }
  }

  private static List<Place> scanned(Scan scan) throws IOException {
    var places = new ArrayList<Place>();
    while (scan.next()) {
      places.add(new Place(scan.entity(), scan.time()));
    }
    return places;
  }

  private List<Place> salvaged(Path damaged) throws IOException {
    Path target = directory.resolve("salvaged.lm");
    Files.deleteIfExists(target);
    ListMap.salvage(damaged, target);
    var places = new ArrayList<Place>();
    try (ListMap map = ListMap.open(target, NEW)) {
      Cursor cursor = map.cursor();
      for (boolean more = cursor.first(); more; more = cursor.next()) {
        places.add(new Place(Keys.entity(cursor.key()), Keys.time(cursor.key())));
      }
    }
    return places;
  }
}
