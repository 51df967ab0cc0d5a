package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.Durability;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import io.cistern.metricstore.map.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A store whose `entities.lm` is damaged, anywhere: it does not open, and a salvage keeps the rows
/// of everyone whose record is intact.
class EntitySalvageTest {
  private static final long START = 1_795_219_200_000L;
  private static final int ENTITIES = 60;
  private static final int ROWS = 5 * 60;
  private static final ListMapOptions MAP =
      ListMapOptions.builder().durability(Durability.OS).build();

  @TempDir Path temporary;
  private Path directory;
  private final ManualClock clock = new ManualClock(START);
  private final MetricStoreOptions options =
      clock.options().toBuilder().partitionLength(Duration.ofHours(2)).build();

  /// Entities of two schemas, with rows in partitions, rollups and a head.
  @BeforeEach
  void fill() throws IOException {
    directory = temporary.resolve("store");
    try (MetricStore store = MetricStore.open(directory, options)) {
      for (int i = 0; i < ROWS; i++) {
        clock.millis = START + i * 60_000L;
        for (int e = i % 6; e < ENTITIES; e += 6) {
          Entity entity = store.entity("source " + e % 7, "if/" + e);
          Row row = entity.row(clock.millis);
          row.set(entity.column("octets", ValueKind.COUNTER64, "bytes"), i * 1_000L + e);
          row.set(entity.column("load", ValueKind.GAUGE_DOUBLE, ""), Math.sin(i) + e);
          if (e % 3 == 0) {
            row.set(entity.column("status", ValueKind.STATE, ""), i / 100);
          }
          store.append(row);
        }
        store.maintain();
      }
    }
  }

  private Path entities() {
    return directory.resolve("entities.lm");
  }

  /// Every series: who, which column and of what kind, the samples.
  private Map<String, List<Long>> content(Path store) throws IOException {
    var all = new HashMap<String, List<Long>>();
    try (MetricStore opened = MetricStore.open(store, options)) {
      for (EntityInfo entity : opened.entities()) {
        for (int c = 0; c < entity.metrics().size(); c++) {
          MetricInfo column = entity.metrics().get(c);
          Query query =
              Ask.raw(
                  Query.quote(entity.source()),
                  Query.quote(entity.instance()),
                  Query.quote(column.metric()),
                  0,
                  Long.MAX_VALUE);
          Series series = opened.query(query).getFirst();
          all.put(
              entity.instance() + " " + c + " " + column.kind(),
              IntStream.range(0, series.size())
                  .boxed()
                  .flatMap(i -> Stream.of(series.times()[i], series.rawBits()[i]))
                  .toList());
        }
      }
      assertThat(opened.stats().damaged()).isZero();
    }
    return all;
  }

  private Map<String, List<Long>> salvaged() throws IOException {
    Path target = Files.createTempDirectory(temporary, "salvaged");
    OfflineStore.salvage(directory, target);
    assertThat(OfflineStore.inspect(target).isSound()).isTrue();
    return content(target);
  }

  private void change(MapChange change) throws IOException {
    Path copy = temporary.resolve("copy.lm");
    try (ListMap map = ListMap.open(entities(), ListMapOptions.forReading())) {
      map.compactTo(copy);
    }
    try (ListMap map = ListMap.open(copy, MAP)) {
      change.to(map);
    }
    Files.move(copy, entities(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  @FunctionalInterface
  private interface MapChange {
    void to(ListMap map) throws IOException;
  }

  @Test
  void withoutASchemaItsColumnsLoseTheirNamesAndNothingElse() throws Exception {
    Map<String, List<Long>> before = content(directory);
    change(map -> map.put(Keys.of(Integer.MIN_VALUE + 1), new byte[] {0}));
    assertThatThrownBy(() -> MetricStore.open(directory, options))
        .isInstanceOf(IncompleteStoreException.class)
        .hasMessageContainingAll(entities().toString(), "schema 1");
    assertThat(salvaged()).isEqualTo(before);
  }

  @Test
  void withoutASchemaSomeColumnsAreCalledByTheirPlace() throws Exception {
    change(map -> map.remove(Keys.of(Integer.MIN_VALUE)));
    Path target = temporary.resolve("salvaged");
    SalvageReport report = OfflineStore.salvage(directory, target);
    assertThat(report.entities()).isEqualTo(ENTITIES);
    assertThat(report.notes())
        .singleElement()
        .asString()
        .startsWith("names of columns are lost of ");
    try (MetricStore store = MetricStore.open(target, options)) {
      assertThat(store.metrics().stream().map(MetricInfo::metric))
          .contains("column 0", "column 1", "octets", "load");
      Entity entity = store.entity("source 1", "if/1");
      Column octets = entity.column("octets", ValueKind.COUNTER64, "bytes");
      assertThat(store.append(entity.row(clock.millis).set(octets, 7))).isTrue();
    }
  }

  @Test
  void withoutARecordTheRowsOfItsEntityAreLostAndCounted() throws Exception {
    Map<String, List<Long>> before = content(directory);
    change(map -> {
      byte[] record = Objects.requireNonNull(map.getBytes(Keys.of(7)));
      record[0] = 0;
      map.put(Keys.of(7), record);
    });
    assertThatThrownBy(() -> MetricStore.open(directory, options))
        .isInstanceOf(IncompleteStoreException.class)
        .hasMessageContainingAll(entities().toString(), "record of entity 7");
    SalvageReport report = OfflineStore.salvage(directory, temporary.resolve("salvaged"));
    assertThat(report.lost()).isGreaterThan(5);
    Map<String, List<Long>> after = salvaged();
    assertThat(before.entrySet().containsAll(after.entrySet())).isTrue();
    var gone = new TreeSet<>(before.keySet());
    gone.removeAll(after.keySet());
    assertThat(gone).hasSize(3).allMatch(series -> series.startsWith("if/42 "));
  }

  @Test
  void withoutTheFileOnlyWhoHasARecordInAHeadIsKnown() throws Exception {
    Files.delete(entities());
    assertThatThrownBy(() -> MetricStore.open(directory, options))
        .isInstanceOf(IncompleteStoreException.class);
    assertThat(salvaged()).isEmpty();
  }

  /// Sealed, as it is while the store is closed, and as a kill leaves it.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereverItIsDamagedTheRowsOfAllIntactRecordsAreKept(boolean sealed) throws Exception {
    Map<String, List<Long>> before = content(directory);
    if (!sealed) {
      change(_ -> {});
    }
    byte[] bytes = Files.readAllBytes(entities());
    int end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    int step = Math.max(64, end / 24);
    for (int at = 0; at < end; at += step) {
      byte[] damaged = bytes.clone();
      Arrays.fill(damaged, at, Math.min(end, at + 24), (byte) 0x55);
      Files.write(entities(), damaged);
      checkDamaged(at, before);
    }
  }

  private void checkDamaged(int at, Map<String, List<Long>> before) throws IOException {
    try (MetricStore store = MetricStore.open(directory, options)) {
      assertThat(store.entities()).as("opened with damage at %d", at).hasSize(ENTITIES);
    } catch (CorruptStoreException e) {
      assertThat(e.file()).isEqualTo(entities());
    }
    var intact = new TreeSet<String>();
    Path found = temporary.resolve("found.lm");
    Files.deleteIfExists(found);
    try {
      ListMap.salvage(entities(), found);
    } catch (CorruptFileException _) {
      return;
    }
    try (ListMap map = ListMap.open(found, MAP)) {
      for (int id = 0; id < ENTITIES; id++) {
        byte[] record = map.getBytes(Keys.of(id));
        if (record != null) {
          intact.add(EntityCodec.decode(record, _ -> List.of()).instance());
        }
      }
    }
    Map<String, List<Long>> after = salvaged();
    assertThat(before.entrySet().containsAll(after.entrySet())).as("damage at %d", at).isTrue();
    before.forEach((series, samples) -> {
      if (intact.contains(series.substring(0, series.indexOf(' ')))) {
        assertThat(after).as("damage at %d", at).containsKey(series);
      }
    });
  }
}
