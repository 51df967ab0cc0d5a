package io.cistern.metricstore;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cistern.listmap.Cursor;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import io.cistern.metricstore.codec.ChunkDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// What was once written is read for good: `store-v1.zip` has chunks of version 1 and no rollups,
/// `store-v2.zip` chunks of version 2 and rollups.
@ParameterizedClass
@ValueSource(ints = {1, 2})
class GoldenStoreTest {
  @Parameter int version;
  @TempDir Path directory;

  @BeforeEach
  void unzip() throws IOException {
    String name = "store-v" + version + ".zip";
    try (InputStream zip =
        Objects.requireNonNull(GoldenStoreTest.class.getResourceAsStream(name))) {
      GoldenStore.unzip(zip, directory);
    }
  }

  private static Map<String, Map<Long, Long>> expected() {
    var all = new TreeMap<String, Map<Long, Long>>();
    GoldenStore.content()
        .rows()
        .forEach(row -> {
          for (int s = 0; s < row.values().length; s++) {
            Long value = row.values()[s];
            if (value != null) {
              String name = GoldenStore.Shape.values()[s].name();
              all.computeIfAbsent(
                      row.source() + "|" + row.instance() + "|" + name, _ -> new TreeMap<>())
                  .put(row.time(), value);
            }
          }
        });
    return all;
  }

  private static Map<String, Map<Long, Long>> found(MetricStore store) throws IOException {
    var all = new TreeMap<String, Map<Long, Long>>();
    for (Series series : store.query(Ask.raw("*", "*", "*", 0, Long.MAX_VALUE))) {
      var samples = new TreeMap<Long, Long>();
      for (int i = 0; i < series.size(); i++) {
        samples.put(series.times()[i], series.rawBits()[i]);
      }
      all.put(series.source() + "|" + series.instance() + "|" + series.metric(), samples);
    }
    return all;
  }

  @Test
  void everySampleIsThereBeforeAndAfterSealing() throws Exception {
    var clock = new ManualClock(GoldenStore.END);
    try (var store = MetricStore.open(directory, GoldenStore.options(clock))) {
      assertThat(found(store)).isEqualTo(expected());
      assertThat(store.stats().damaged()).isZero();
      assertThat(store.stats().heads()).isEqualTo(1);
      clock.millis += 2 * GoldenStore.DAY;
      store.maintain();
      store.maintain();
      assertThat(store.stats().heads()).isZero();
      assertThat(found(store)).isEqualTo(expected());
    }
  }

  @Test
  void itIsRolledUpLater() throws Exception {
    var clock = new ManualClock(GoldenStore.END + 2 * GoldenStore.DAY);
    var rollupsOnly = Retention.builder().raw(Duration.ofHours(1)).build();
    try (var store =
        MetricStore.open(
            directory, GoldenStore.options(clock).toBuilder().retention(rollupsOnly).build())) {
      store.maintain();
      store.maintain();
      assertThat(store.stats().partitions(Tier.RAW)).isZero();
      var expected = new TreeMap<String, Map<Long, Long>>();
      expected()
          .forEach((name, samples) -> {
            if (name.endsWith("|WALK")) {
              expected.put(
                  name,
                  samples.keySet().stream().collect(groupingBy(GoldenStoreTest::hour, counting())));
            }
          });
      assertThat(countsByHour(store, "WALK")).isNotEmpty().isEqualTo(expected);
    }
  }

  @Test
  void rollupsOfVersionTwoAnswerAsTheSamples() throws Exception {
    assumeTrue(version == 2, "version 1 was written without rollups");
    var clock = new ManualClock(GoldenStore.END);
    try (var store = MetricStore.open(directory, GoldenStore.options(clock))) {
      long from = GoldenStore.START;
      long to = from + GoldenStore.DAY;
      for (Function function : List.of(Function.INCREASE, Function.MAX, Function.COUNT)) {
        var query = Ask.of("*", "*", "*", from, to, GoldenStore.HOUR, function);
        List<Series> rolled = store.query(query);
        List<Series> rows = store.query(query.toBuilder().coarsest(Tier.RAW).build());
        assertThat(rolled).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
          assertThat(rolled.get(i).values()).isEqualTo(rows.get(i).values());
        }
      }
    }
    for (Path path : List.of(Path.of("p/20261119T000000Z.5m"), Path.of("p/20261103T000000Z.1h"))) {
      Tier tier = path.toString().endsWith("5m") ? Tier.MINUTES_5 : Tier.HOURS_1;
      try (var map =
          ListMap.open(directory.resolve(path).resolve(tier.file()), ListMapOptions.defaults())) {
        assertThat(map.size()).isEqualTo(6); // entities
      }
    }
  }

  private static long hour(long time) {
    return time / GoldenStore.HOUR * GoldenStore.HOUR;
  }

  private static Map<String, Map<Long, Long>> countsByHour(MetricStore store, String metric)
      throws IOException {
    long from = GoldenStore.START;
    long to = from + 2 * GoldenStore.DAY;
    var counts = new TreeMap<String, Map<Long, Long>>();
    for (Series series :
        store.query(Ask.of("*", "*", metric, from, to, GoldenStore.HOUR, Function.COUNT))) {
      var found = new TreeMap<Long, Long>();
      for (int i = 0; i < series.size(); i++) {
        if (!Double.isNaN(series.values()[i])) {
          found.put(series.times()[i], (long) series.values()[i]);
        }
      }
      counts.put(series.source() + "|" + series.instance() + "|" + series.metric(), found);
    }
    return counts;
  }

  @Test
  void entitiesLabelsAndMarksAreThere() throws Exception {
    var clock = new ManualClock(GoldenStore.END);
    try (var store = MetricStore.open(directory, GoldenStore.options(clock))) {
      assertThat(store.sources()).containsExactlyInAnyOrderElementsOf(GoldenStore.SOURCES);
      for (EntityInfo entity : store.entities()) {
        assertThat(entity.labels()).isEqualTo(Map.of("name", "caf\u00e9 " + entity.source()));
        assertThat(entity.metrics()).hasSize(GoldenStore.Shape.values().length);
      }
      long from = GoldenStore.START;
      double[] grown =
          store
              .query(
                  Ask.of(
                      "192.0.2.1",
                      "if/1",
                      "LINE",
                      from,
                      from + 600_000,
                      300_000,
                      Function.INCREASE))
              .getFirst()
              .values();
      assertThat(grown).containsExactly(29 * 10, Double.NaN); // a mark at row 30
    }
  }

  @Test
  void itHoldsEveryEncodingAndFormOfPresence() throws Exception {
    var encodings = new TreeSet<Integer>();
    var forms = new TreeSet<Integer>();
    var decoder = new ChunkDecoder();
    for (String day : List.of("20261121", "20261122")) {
      Path file = directory.resolve("p/" + day + "T000000Z/raw.lm");
      try (var map = ListMap.open(file, ListMapOptions.defaults())) {
        assertThat(map.isSealed()).isEqualTo(day.equals("20261121"));
        Cursor cursor = map.cursor();
        for (boolean more = cursor.first(); more; more = cursor.next()) {
          assertThat(cursor.valueBytes()[0]).isEqualTo((byte) version);
          decoder.wrap(cursor.valueBytes(), 100);
          while (decoder.nextColumn()) {
            encodings.add(decoder.encoding());
            forms.add(decoder.form());
          }
        }
      }
    }
    assertThat(encodings).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
    assertThat(forms).containsExactly(0, 1, 2, 3);
  }
}
