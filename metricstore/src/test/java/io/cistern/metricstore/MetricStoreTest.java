package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import io.cistern.metricstore.map.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricStoreTest extends OpenStore {
  private static final long START = 1_795_219_200_000L;
  private static final long HOUR = 3_600_000;

  MetricStoreTest() {
    super(START);
  }

  private void sealEverything() throws IOException {
    clock.millis += 3 * HOUR;
    store.maintain();
    assertThat(store.stats().heads()).isZero();
  }

  private boolean put(
      long time, String source, String instance, String metric, ValueKind kind, long value)
      throws IOException {
    clock.millis = Math.max(clock.millis, time);
    Entity entity = store.entity(source, instance);
    return store.append(entity.row(time).set(entity.column(metric, kind, "u"), value));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path path : (Iterable<Path>) files::iterator) {
        Path copy = to.resolve(from.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
  }

  private Path onlyFile(String below) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve(below))) {
      List<Path> found = files.filter(Files::isRegularFile).toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }

  private double[] steps(String metric, Function function, long from, long to, long step)
      throws IOException {
    List<Series> series = store.query(Ask.of("*", "*", metric, from, to, step, function));
    return series.isEmpty() ? new double[0] : series.getFirst().values();
  }

  @Nested
  class SimpleFace {
    @Test
    void returnsWhatWasAppended() throws Exception {
      assertThat(store.append("192.0.2.1", "load", START, 0.25)).isTrue();
      assertThat(store.append("192.0.2.1", "load", START + 1000, -0.0)).isTrue();
      assertThat(store.append("192.0.2.2", "free", START, 7)).isTrue();
      assertThat(store.retrieve("192.0.2.1", "load", START, START + 1001))
          .containsExactly(new Point(START, 0.25), new Point(START + 1000, -0.0));
      assertThat(store.retrieve("192.0.2.1", "load", START, START + 1000)).hasSize(1);
      assertThat(store.retrieve("192.0.2.1", "free", START, START + 1000)).isEmpty();
      assertThat(store.sources()).containsExactly("192.0.2.1", "192.0.2.2");
      assertThat(store.metrics("192.0.2.1")).containsExactly("load");
    }

    @Test
    void hostileNamesComeBackExactly() throws Exception {
      List<String> names =
          List.of(
              "",
              "/",
              "../../etc/passwd",
              "a\0b",
              "*",
              "\\",
              "?",
              "x".repeat(65_536),
              "\ud800 alone",
              "é\u202e",
              "\n");
      for (String source : names) {
        for (String metric : names) {
          assertThat(store.append(source, metric, START, metric.length())).isTrue();
        }
      }
      for (int round = 0; round < 3; round++) {
        for (String source : names) {
          for (String metric : names) {
            assertThat(store.retrieve(source, metric, START, START + 1))
                .containsExactly(new Point(START, metric.length()));
          }
        }
        assertThat(store.sources()).containsExactlyInAnyOrderElementsOf(names);
        if (round == 0) {
          reopen(options);
        } else {
          sealEverything();
        }
      }
      try (Stream<Path> files = Files.walk(directory)) {
        assertThat(files.map(path -> path.getFileName().toString()))
            .allMatch(name ->
                name.matches(
                    "junit.*|LOCK|meta\\.properties|entities\\.lm|head|p|raw\\.lm"
                        + "|\\d{8}T\\d{6}Z(\\.lm)?|(\\d{8}T\\d{6}Z\\.)?(5m|1h)(\\.lm)?|rolled"));
      }
    }
  }

  @Nested
  class Entities {
    @Test
    void labelsColumnsAndTimesSurviveReopening() throws Exception {
      Entity entity = store.entity("192.0.2.1", "if/3");
      entity.label("name", "uplink \u2192 core");
      entity.label("gone", "x");
      entity.label("gone", "");
      put(START, "192.0.2.1", "if/3", "if_in_octets", ValueKind.COUNTER64, 5);
      put(START + 9, "192.0.2.1", "if/3", "if_speed", ValueKind.GAUGE_LONG, 5);
      reopen(options);
      assertThat(store.entities())
          .containsExactly(
              new EntityInfo(
                  0,
                  "192.0.2.1",
                  "if/3",
                  Map.of("name", "uplink \u2192 core"),
                  List.of(
                      new MetricInfo("if_in_octets", ValueKind.COUNTER64, "u"),
                      new MetricInfo("if_speed", ValueKind.GAUGE_LONG, "u")),
                  START,
                  START + 9));
      assertThat(store.metrics())
          .extracting(MetricInfo::metric)
          .containsExactly("if_in_octets", "if_speed");
    }

    @Test
    void whatIsOutOfDateInTheirFileIsLeftOutWhenItIsClosed() throws Exception {
      for (int i = 0; i < 40; i++) {
        clock.millis = START + i * 48 * HOUR;
        for (int e = 0; e < 40; e++) {
          put(clock.millis, "a source", "instance " + e, "a metric", ValueKind.COUNTER64, i);
        }
        store.maintain();
      }
      Path file = directory.resolve("entities.lm");
      long before = Files.size(file);
      List<EntityInfo> entities = store.entities();
      reopen(options);
      assertThat(Files.size(file)).isLessThan(before);
      assertThat(store.entities()).isEqualTo(entities);
      assertThat(directory.resolve("entities.lm.new")).doesNotExist();
    }

    @Test
    void theTimeOfALateFirstRowSurvivesAKill(@TempDir Path killed) throws Exception {
      reopen(options.toBuilder().lateness(Duration.ofDays(10)).build());
      put(START, "s", "i", "m", ValueKind.STATE, 1);
      sealEverything();
      put(START - 48 * HOUR, "s", "i", "m", ValueKind.STATE, 2);
      sealEverything();
      copy(directory, killed);
      try (MetricStore opened = MetricStore.open(killed, options)) {
        assertThat(opened.entities().getFirst().firstSeenMillis()).isEqualTo(START - 48 * HOUR);
        assertThat(opened.entities().getFirst().lastSeenMillis()).isEqualTo(START);
      }
    }

    @Test
    void aMetricWhoseKindChangedIsAnotherColumn() throws Exception {
      put(START, "s", "i", "m", ValueKind.GAUGE_LONG, 1);
      put(START + 1, "s", "i", "m", ValueKind.COUNTER32, 2);
      assertThat(store.query(Ask.raw("s", "i", "m", START, START + 2))).hasSize(2);
    }

    @Test
    void limitsAreTypedAndCountedBySource() throws Exception {
      reopen(
          options.toBuilder()
              .limits(
                  Limits.builder()
                      .entities(3)
                      .columnsPerEntity(2)
                      .newEntitiesPerMinute(2)
                      .nameBytes(10)
                      .labelsPerEntity(1)
                      .openHeads(2)
                      .querySeries(2)
                      .queryPoints(4)
                      .querySamples(5)
                      .build())
              .build());
      store.entity("a", "1").column("m1", ValueKind.STATE, "");
      store.entity("a", "1").column("m2", ValueKind.STATE, "");
      assertThatThrownBy(() -> store.entity("a", "1").column("m3", ValueKind.STATE, ""))
          .isInstanceOfSatisfying(
              LimitExceededException.class,
              e -> assertThat(e.limit()).isEqualTo("columnsPerEntity"));
      store.entity("a", "2");
      assertThatThrownBy(() -> store.entity("a", "3"))
          .isInstanceOfSatisfying(
              LimitExceededException.class,
              e -> assertThat(e.limit()).isEqualTo("newEntitiesPerMinute"));
      clock.millis += 60_000;
      store.entity("a", "3");
      assertThatThrownBy(() -> store.entity("b", "4")).isInstanceOf(LimitExceededException.class);
      assertThatThrownBy(() -> store.entity("b", "x".repeat(11)))
          .isInstanceOf(LimitExceededException.class);
      store.entity("a", "1").label("l", "v");
      assertThatThrownBy(() -> store.entity("a", "1").label("k", "v"))
          .isInstanceOf(LimitExceededException.class);
      assertThat(store.stats().refusedBySource()).isEqualTo(Map.of("a", 3L, "b", 2L));
    }
  }

  @Nested
  class Append {
    @Test
    void lateAndFutureRowsAreRefusedAndCounted() throws Exception {
      put(START, "s", "i", "m", ValueKind.STATE, 1);
      clock.millis = START + 300_000;
      assertThat(put(START, "s", "i", "m", ValueKind.STATE, 2)).isTrue();
      assertThat(put(START - 1, "s", "i", "m", ValueKind.STATE, 3)).isFalse();
      Entity entity = store.entity("s", "i");
      assertThat(store.append(entity.row(clock.millis + HOUR + 1))).isFalse();
      assertThat(store.stats().rowsLate()).isEqualTo(1);
      assertThat(store.stats().rowsFuture()).isEqualTo(1);
      assertThat(store.stats().rowsReplaced()).isEqualTo(1);
      assertThat(store.query(Ask.raw("s", "i", "m", 0, START + 1)).getFirst().rawBits())
          .containsExactly(2);
    }

    @Test
    void allOnesOfACounterIsAbsent() throws Exception {
      put(START, "s", "i", "a", ValueKind.COUNTER64, -1);
      put(START, "s", "i", "b", ValueKind.COUNTER32, 0xffff_ffffL);
      put(START, "s", "i", "c", ValueKind.GAUGE_LONG, -1);
      assertThat(store.query(Ask.raw("*", "*", "*", START, START + 1)))
          .extracting(Series::metric)
          .containsExactly("c");
    }

    @Test
    void wrongUseIsRefused() throws Exception {
      Entity a = store.entity("a", "");
      Column column = a.column("m", ValueKind.COUNTER32, "");
      Entity b = store.entity("b", "");
      assertThatThrownBy(() -> b.row(START).set(column, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> a.row(START).set(column, -2))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> a.row(START).set(column, 0.5))
          .isInstanceOf(IllegalArgumentException.class);
      Column wide = a.column("n", ValueKind.COUNTER64, "");
      assertThatThrownBy(() -> a.row(START).set(wide, -1.0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> a.row(-1)).isInstanceOf(IllegalArgumentException.class);
      store.close();
      assertThatThrownBy(() -> store.append(a.row(START)))
          .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAppendedRowChangesNoMore() throws Exception {
      Entity entity = store.entity("s", "i");
      Column column = entity.column("m", ValueKind.STATE, "");
      Row row = entity.row(START).set(column, 1);
      assertThat(store.append(row)).isTrue();
      assertThatThrownBy(() -> row.set(column, 2)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> store.append(row))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("appended already");
      Row next = entity.row(START + 1).set(column, 3);
      assertThat(next).isNotSameAs(row);
      assertThatThrownBy(() -> row.set(column, 2)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(row::reset).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> store.append(row)).isInstanceOf(IllegalStateException.class);
      assertThat(store.append(next)).isTrue();
      assertThat(store.query(Ask.raw("s", "i", "m", START, START + 2)).getFirst().rawBits())
          .containsExactly(1, 3);
      assertThat(store.resets("s", "i", START, START + 2)).isEmpty();
    }

    @Test
    void aRowIsAnotherOneWhereItsOwnerSaysSo() throws Exception {
      Entity a = store.entity("s", "a");
      Entity b = store.entity("s", "b");
      Column first = a.column("m", ValueKind.STATE, "");
      Column second = a.column("n", ValueKind.STATE, "");
      b.column("m", ValueKind.STATE, "");
      Row row = a.row(START).set(first, 1).set(second, 2).reset();
      store.append(row);
      store.append(row.reuse(b, START + 1).set(first, 3));
      assertThatThrownBy(() -> row.set(first, 9)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> row.reuse(a, -1)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> row.set(first, 9)).isInstanceOf(IllegalStateException.class);
      store.append(row.reuse(a, START + 2).set(first, 9).reuse(a, START + 2).set(second, 4));
      assertThat(store.query(Ask.raw("s", "*", "*", START, START + 9)))
          .extracting(Series::instance, Series::metric, series -> Arrays.toString(series.rawBits()))
          .containsExactly(
              tuple("a", "m", "[1]"), tuple("a", "n", "[2, 4]"), tuple("b", "m", "[3]"));
      assertThat(store.resets("s", "a", START, START + 9)).containsExactly(START);
      assertThat(store.resets("s", "b", START, START + 9)).isEmpty();
    }

    @Test
    void rowsFilledSideBySideAreNotMixedUp() throws Exception {
      Entity a = store.entity("s", "a");
      Entity b = store.entity("s", "b");
      Column first = a.column("m", ValueKind.STATE, "");
      Column second = a.column("n", ValueKind.STATE, "");
      b.column("m", ValueKind.STATE, "");
      store.append(a.row(START).set(first, 9).set(second, 9).reset());
      Row one = a.row(START + 1);
      Row two = b.row(START + 2);
      one.set(first, 1);
      two.set(first, 2);
      assertThatThrownBy(() -> two.set(second, 2)).isInstanceOf(IllegalArgumentException.class);
      store.append(two);
      store.append(one);
      assertThat(two).isNotSameAs(one);
      assertThat(store.query(Ask.raw("s", "*", "*", START + 1, START + 3)))
          .extracting(Series::instance, Series::metric, series -> series.rawBits()[0])
          .containsExactly(tuple("a", "m", 1L), tuple("b", "m", 2L));
    }

    @Test
    void aRowThatCouldNotBeStoredMayBeAppendedAgain() throws Exception {
      reopen(
          options.toBuilder()
              .limits(
                  Limits.builder()
                      .entities(9)
                      .columnsPerEntity(9)
                      .newEntitiesPerMinute(9)
                      .nameBytes(9)
                      .labelsPerEntity(9)
                      .openHeads(2)
                      .querySeries(9)
                      .queryPoints(9)
                      .querySamples(9)
                      .build())
              .lateness(Duration.ofDays(1))
              .build());
      Entity entity = store.entity("s", "i");
      Column column = entity.column("m", ValueKind.STATE, "");
      store.append(entity.row(START).set(column, 1));
      store.append(entity.row(START - HOUR).set(column, 2));
      Row row = entity.row(START - 2 * HOUR).set(column, 3);
      assertThatThrownBy(() -> store.append(row))
          .isInstanceOfSatisfying(
              LimitExceededException.class, e -> assertThat(e.limit()).isEqualTo("openHeads"));
      clock.millis = START + 23 * HOUR;
      reopen(options);
      assertThatThrownBy(() -> store.append(row)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anImporterFillsSealedHours() throws Exception {
      reopen(options.toBuilder().lateness(Duration.ofDays(3650)).build());
      put(START, "s", "i", "m", ValueKind.STATE, 1);
      put(START + 2, "s", "i", "m", ValueKind.STATE, 3);
      sealEverything();
      put(START + 1, "s", "i", "m", ValueKind.STATE, 2);
      put(START + 2, "s", "i", "m", ValueKind.STATE, 4);
      for (int round = 0; round < 2; round++) {
        assertThat(store.query(Ask.raw("s", "i", "m", 0, START + HOUR)).getFirst().rawBits())
            .containsExactly(1, 2, 4);
        sealEverything();
      }
    }

    @Test
    void moreRowsThanAChunkHolds() throws Exception {
      Entity entity = store.entity("s", "i");
      Column column = entity.column("m", ValueKind.COUNTER64, "");
      clock.millis = START + HOUR / 2;
      for (int i = 0; i < 10_000; i++) {
        store.append(entity.row(clock.millis + i).set(column, (long) i * i));
      }
      sealEverything();
      assertThat(store.stats().chunksSealed()).isEqualTo(3);
      assertThat(store.query(Ask.raw("s", "i", "m", START, START + HOUR)).getFirst().rawBits())
          .isEqualTo(LongStream.range(0, 10_000).map(i -> i * i).toArray());
    }
  }

  @Nested
  class Queries {
    @Test
    void ratesKnowWrapsResetsAndGaps() throws Exception {
      long[] values = {4_294_967_000L, 4_294_967_200L, 104, 304, 10, 210};
      for (int i = 0; i < values.length; i++) {
        put(START + i * 10_000L, "s", "i", "m", ValueKind.COUNTER32, values[i]);
      }
      put(START + 200_000, "s", "i", "m", ValueKind.COUNTER32, 1_000_000);
      put(START + 210_000, "s", "i", "m", ValueKind.COUNTER32, 1_000_100);
      for (int round = 0; round < 2; round++) {
        assertThat(steps("m", Function.RATE, START, START + 60_000, 10_000))
            .containsExactly(Double.NaN, 20, 20, 20, Double.NaN, 20);
        assertThat(steps("m", Function.INCREASE, START, START + 40_000, 60_000))
            .containsExactly(200 + 200 + 200);
        assertThat(steps("m", Function.INCREASE, START, START + 60_000, 60_000))
            .containsExactly(Double.NaN);
        double[] across = steps("m", Function.RATE, START + 50_000, START + 220_000, 10_000);
        assertThat(across[0]).isEqualTo(20);
        assertThat(across[15]).isNaN();
        assertThat(across[16]).isEqualTo(10);
        sealEverything();
      }
    }

    @Test
    void aResetMarkTellsAReset() throws Exception {
      put(START, "s", "i", "m", ValueKind.COUNTER64, 100);
      Entity entity = store.entity("s", "i");
      store.append(entity.row(START + 5_000).reset());
      put(START + 10_000, "s", "i", "m", ValueKind.COUNTER64, 150);
      put(START + 20_000, "s", "i", "m", ValueKind.COUNTER64, 160);
      for (int round = 0; round < 2; round++) {
        assertThat(steps("m", Function.INCREASE, START, START + 30_000, 30_000))
            .containsExactly(Double.NaN);
        assertThat(steps("m", Function.INCREASE, START, START + 30_000, 10_000))
            .containsExactly(Double.NaN, Double.NaN, 10);
        assertThat(store.resets("s", "i", 0, START + HOUR)).containsExactly(START + 5_000);
        assertThat(store.resets("s", "i", START + 5_001, START + HOUR)).isEmpty();
        assertThat(store.resets("s", "j", 0, START + HOUR)).isEmpty();
        sealEverything();
      }
    }

    @Test
    void shortStepsAreFilledAndGapsAreNot() throws Exception {
      put(START, "s", "i", "m", ValueKind.GAUGE_LONG, 1);
      put(START + 10_000, "s", "i", "m", ValueKind.GAUGE_LONG, 2);
      put(START + 20_000, "s", "i", "m", ValueKind.GAUGE_LONG, 3);
      put(START + 100_000, "s", "i", "m", ValueKind.GAUGE_LONG, 4);
      assertThat(steps("m", Function.AVG, START, START + 30_000, 5_000))
          .containsExactly(1, 1, 2, 2, 3, 3);
      assertThat(steps("m", Function.COUNT, START, START + 20_000, 5_000))
          .containsExactly(1, Double.NaN, 1, Double.NaN);
      assertThat(steps("m", Function.LAST, START + 20_000, START + 110_000, 10_000))
          .containsExactly(
              3,
              Double.NaN,
              Double.NaN,
              Double.NaN,
              Double.NaN,
              Double.NaN,
              Double.NaN,
              Double.NaN,
              4);
    }

    @Test
    void stepsBeginAtMultiplesSinceTheEpoch() throws Exception {
      put(START + 61_000, "s", "i", "m", ValueKind.GAUGE_LONG, 1);
      Series series =
          store
              .query(Ask.of("s", "i", "m", START + 59_000, START + 62_000, 60_000, Function.SUM))
              .getFirst();
      assertThat(series.times()).containsExactly(START, START + 60_000);
      assertThat(series.values()).containsExactly(Double.NaN, 1);
    }

    @Test
    void limitsAreTyped() throws Exception {
      reopen(
          options.toBuilder()
              .limits(
                  Limits.builder()
                      .entities(10)
                      .columnsPerEntity(10)
                      .newEntitiesPerMinute(10)
                      .nameBytes(10)
                      .labelsPerEntity(1)
                      .openHeads(2)
                      .querySeries(2)
                      .queryPoints(4)
                      .querySamples(5)
                      .build())
              .build());
      for (int i = 0; i < 6; i++) {
        put(START + i, "s", "i", "m", ValueKind.STATE, i);
      }
      assertLimit("queryPoints", Ask.raw("s", "i", "m", START, START + 5));
      assertLimit("querySamples", Ask.raw("s", "i", "m", START, START + 6));
      assertLimit("queryPoints", Ask.of("s", "i", "m", 0, START, 1, Function.LAST));
      put(START, "s", "j", "m", ValueKind.STATE, 1);
      put(START, "s", "k", "m", ValueKind.STATE, 1);
      assertLimit("querySeries", Ask.raw("*", "*", "*", START, START + 1));
    }

    @Test
    void groupsAreLimitedToo() throws Exception {
      for (String instance : List.of("i", "j", "k")) {
        put(START, "s", instance, "m", ValueKind.STATE, 1);
      }
      reopen(
          options.toBuilder()
              .limits(
                  Limits.builder()
                      .entities(10)
                      .columnsPerEntity(10)
                      .newEntitiesPerMinute(10)
                      .nameBytes(10)
                      .labelsPerEntity(1)
                      .openHeads(2)
                      .querySeries(10)
                      .queryPoints(4)
                      .querySamples(100)
                      .build())
              .build());
      Query twoSteps = Ask.of("s", "*", "m", START, START + 2, 1, Function.LAST);
      assertThat(store.query(twoSteps.toBuilder().grouping(Grouping.of(Aggregation.SUM)).build()))
          .hasSize(1);
      assertThat(store.query(twoSteps.toBuilder().grouping(Grouping.top(2)).build())).hasSize(2);
      assertLimit(
          "queryPoints",
          twoSteps.toBuilder().grouping(Grouping.of(Aggregation.SUM, "instance")).build());
      assertLimit("queryPoints", twoSteps.toBuilder().grouping(Grouping.top(3)).build());
    }

    private void assertLimit(String limit, Query query) {
      assertThatThrownBy(() -> store.query(query))
          .isInstanceOfSatisfying(
              LimitExceededException.class, e -> assertThat(e.limit()).isEqualTo(limit));
    }

    @Test
    void goOnWhileHoursAreSealedAndDropped() throws Exception {
      directory = directory.resolve("hourly");
      reopen(
          options.toBuilder()
              .partitionLength(Duration.ofHours(1))
              .retention(
                  Retention.builder()
                      .raw(Duration.ofHours(6))
                      .minutes5(Duration.ofHours(6))
                      .hours1(Duration.ofHours(6))
                      .build())
              .build());
      var stop = new AtomicBoolean();
      try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
        var reader =
            readers.submit(() -> {
              long answered = 0;
              while (!stop.get()) {
                for (Series series : store.query(Ask.raw("s", "*", "*", 0, Long.MAX_VALUE))) {
                  for (int i = 1; i < series.size(); i++) {
                    assertThat(series.times()[i]).isEqualTo(series.times()[i - 1] + 60_000);
                    assertThat(series.rawBits()[i]).isEqualTo(series.rawBits()[i - 1] + 1);
                  }
                  answered++;
                }
              }
              return answered;
            });
        try {
          for (int minute = 0; minute < 60 * 24; minute++) {
            put(START + minute * 60_000L, "s", "i", "m", ValueKind.COUNTER64, minute);
            store.maintain();
          }
        } finally {
          stop.set(true);
        }
        assertThat(reader.get()).isPositive();
      }
      assertThat(store.stats().partitionsDropped()).isBetween(18L, 21L);
      assertThat(store.stats().damaged()).isZero();
      try (Stream<Path> left = Files.list(directory.resolve("p"))) {
        assertThat(left.count())
            .isEqualTo(Arrays.stream(Tier.values()).mapToInt(store.stats()::partitions).sum());
      }
    }
  }

  @Nested
  class Opening {
    @Test
    void twiceIsRefused() {
      assertThatThrownBy(() -> MetricStore.open(directory, options))
          .isInstanceOf(StoreLockedException.class);
    }

    @Test
    void anotherFormatIsRefused() throws Exception {
      store.close();
      Path meta = directory.resolve("meta.properties");
      Files.writeString(meta, Files.readString(meta).replace("format=1", "format=2"));
      assertThatThrownBy(() -> MetricStore.open(directory, options))
          .isInstanceOf(IncompatibleVersionException.class);
      Files.writeString(meta, "format=0\npartitionMillis=" + HOUR);
      assertThatThrownBy(() -> MetricStore.open(directory, options))
          .isInstanceOf(IncompleteStoreException.class);
      Files.writeString(meta, "format=1\npartitionMillis=" + 337 * HOUR);
      assertThatThrownBy(() -> MetricStore.open(directory, options))
          .isInstanceOf(IncompleteStoreException.class)
          .hasMessageContaining("partitionMillis");
      Files.delete(meta);
      assertThatThrownBy(() -> MetricStore.open(directory, options))
          .isInstanceOf(IncompleteStoreException.class);
    }

    @Test
    void aRecordLostFromEntitiesComesBackFromTheHead() throws Exception {
      put(START, "s", "i", "m", ValueKind.COUNTER64, 42);
      store.close();
      Path entities = directory.resolve("entities.lm");
      Files.delete(entities);
      assertThatThrownBy(() -> MetricStore.open(directory, options))
          .isInstanceOf(IncompleteStoreException.class)
          .hasMessageContaining("entities.lm is missing");
      ListMap.open(entities, ListMapOptions.defaults()).close(); // as a power failure may leave it
      open();
      assertThat(store.query(Ask.raw("s", "i", "m", START, START + 1)).getFirst().rawBits())
          .containsExactly(42);
      put(START + 1, "s", "j", "m", ValueKind.COUNTER64, 43);
      assertThat(store.entity("s", "j").id()).isEqualTo(1);
    }

    @Test
    void aHeadThatWasSealedAlreadyChangesNothing() throws Exception {
      for (int i = 0; i < 100; i++) {
        put(START + i * 10_000L, "s", "i" + i % 3, "m", ValueKind.COUNTER64, i);
      }
      store.close();
      Path head = onlyFile("head");
      Path copy = directory.resolve("copy");
      Files.copy(head, copy);
      open();
      sealEverything();
      store.close();
      Files.move(copy, head); // as if killed before the head was deleted
      open();
      for (int round = 0; round < 2; round++) {
        List<Series> found = store.query(Ask.raw("s", "*", "m", 0, Long.MAX_VALUE));
        assertThat(found.stream().mapToInt(Series::size).sum()).isEqualTo(100);
        sealEverything();
      }
    }

    @Test
    void aHeadWithADamagedRowIsSetAside() throws Exception {
      put(START, "s", "i", "m", ValueKind.COUNTER64, 1);
      put(START + 1, "s", "i", "m", ValueKind.COUNTER64, 2);
      store.close();
      Path head = onlyFile("head");
      try (var map = ListMap.open(head, ListMapOptions.defaults())) {
        map.put(Keys.of(0, START), new byte[] {1, 77});
      }
      open();
      sealEverything();
      assertThat(store.query(Ask.raw("s", "i", "m", 0, Long.MAX_VALUE)).getFirst().rawBits())
          .containsExactly(2);
      assertThat(store.stats().damaged()).isEqualTo(1);
      assertThat(onlyFile("head").getFileName().toString()).endsWith(".lm.damaged");
      reopen(options);
    }

    @Test
    void aDamagedChunkIsReportedAndTheRestAnswers() throws Exception {
      for (int i = 0; i < 300; i++) {
        put(START + i * 60_000L, "s", "i", "m", ValueKind.GAUGE_LONG, i * i % 1009);
      }
      sealEverything();
      store.close();
      Path raw = onlyFile("p");
      try (var map = ListMap.open(raw, ListMapOptions.defaults())) {
        byte[] key = Keys.of(0, START + HOUR);
        byte[] chunk = Objects.requireNonNull(map.getBytes(key));
        chunk[0] = 99;
        map.put(key, chunk);
      }
      open();
      assertThat(store.query(Ask.raw("s", "i", "m", 0, Long.MAX_VALUE)).getFirst().size())
          .isEqualTo(240);
      assertThat(store.stats().damaged()).isEqualTo(1);
    }
  }
}
