package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.listmap.Durability;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import io.cistern.metricstore.text.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTableTest {
  private static final ListMapOptions MAP =
      ListMapOptions.builder().durability(Durability.OS).build();

  private static final Limits LIMITS =
      Limits.builder()
          .entities(1_000_000)
          .columnsPerEntity(4_096)
          .newEntitiesPerMinute(1_000_000)
          .nameBytes(65_536)
          .labelsPerEntity(256)
          .openHeads(64)
          .querySeries(1_000_000)
          .queryPoints(100_000_000)
          .querySamples(100_000_000)
          .build();

  private static final MetricStoreOptions OPTIONS =
      MetricStoreOptions.builder().limits(LIMITS).build();

  @TempDir Path directory;
  private Path file;
  private EntityFile records;
  private EntityTable table;

  @BeforeEach
  void open() throws IOException {
    file = directory.resolve("entities.lm");
    load();
  }

  private static Query selection(String source, String instance) {
    return Query.builder().source(source).instance(instance).build();
  }

  private void load() throws IOException {
    records = EntityFile.open(file, MAP);
    table = EntityTable.load(records, OPTIONS);
  }

  @AfterEach
  void close() throws IOException {
    records.close();
  }

  private void reopen() throws IOException {
    table.close();
    load();
  }

  /// As a kill leaves it: what is in the file without closing it.
  private void kill() throws IOException {
    Path killed = Files.createTempFile(directory, "killed", ".lm");
    Files.delete(killed);
    Files.copy(file, killed);
    records.close();
    Files.delete(file);
    Files.move(killed, file);
    load();
  }

  private Entity existing(int id) {
    return Objects.requireNonNull(table.find(id));
  }

  private Entity fill(String source, String instance, int columns) throws IOException {
    Entity entity = table.findOrCreate(source, instance);
    for (int c = 0; c < columns; c++) {
      entity.column("column number " + c, ValueKind.COUNTER64, "bytes");
    }
    return entity;
  }

  @Nested
  class Model {
    private static final List<String> ODD =
        List.of(
            "",
            "/",
            "../..",
            "a\0b",
            "\ud800",
            "\udc00\ud800",
            "x".repeat(65_536),
            "\0".repeat(16_384),
            "é\u202e",
            "*");

    private record Columns(Map<String, String> labels, List<MetricInfo> metrics) {}

    private final Map<EntityName, Columns> model = new HashMap<>();
    private final Map<EntityName, Integer> ids = new HashMap<>();
    private SplittableRandom random = new SplittableRandom(0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itHoldsWhatAMapHolds(long seed) throws Exception {
      random = Seeds.random("entities", seed);
      for (int i = 0; i < 3_000; i++) {
        change();
        if (random.nextInt(200) == 0) {
          switch (random.nextInt(3)) {
            case 0 -> reopen();
            case 1 -> {
              table.flush();
              kill();
            }
            default -> table.flush();
          }
          check();
        }
      }
      reopen();
      check();
      assertThat(model).hasSizeGreaterThan(300);
    }

    private String name() {
      return random.nextInt(30) == 0
          ? ODD.get(random.nextInt(ODD.size()))
          : "name " + random.nextInt(30);
    }

    private void change() throws IOException {
      var name = new EntityName(name(), name());
      Entity entity = table.findOrCreate(name.source(), name.instance());
      assertThat(table.findOrCreate(name.source(), name.instance())).isSameAs(entity);
      ids.merge(
          name,
          entity.id(),
          (before, now) -> {
            assertThat(now).isEqualTo(before);
            return before;
          });
      Columns of =
          model.computeIfAbsent(name, _ -> new Columns(new TreeMap<>(), new ArrayList<>()));
      switch (random.nextInt(4)) {
        case 0 -> {
          String label = name();
          String value = name();
          entity.label(label, value);
          of.labels.put(label, value);
          of.labels.values().removeIf(String::isEmpty);
        }
        case 1 -> {
          var column =
              new MetricInfo(
                  random.nextInt(20) == 0 ? name() : "m" + random.nextInt(4),
                  ValueKind.values()[random.nextInt(2)],
                  "u");
          Column added = entity.column(column.metric(), column.kind(), column.unit());
          if (!of.metrics.contains(column)) {
            of.metrics.add(column);
          }
          assertThat(added.index()).isEqualTo(of.metrics.indexOf(column));
          assertThat(entity.columns().get(added.index())).isSameAs(added);
        }
        default -> {}
      }
    }

    private void check() {
      assertThat(table.size()).isEqualTo(model.size());
      model.forEach((name, of) -> {
        int id = Objects.requireNonNull(ids.get(name));
        assertThat(existing(id).info())
            .isEqualTo(
                new EntityInfo(id, name.source(), name.instance(), of.labels, of.metrics, -1, -1));
      });
      assertThat(table.all().map(Entity::id)).isSorted().hasSize(model.size());
      for (String source : List.of("*", "name 1?", "name 7", Query.quote(ODD.get(7)), "")) {
        for (String instance : List.of("*", "*8", "name 8", "\\*", "none")) {
          var globs = List.of(Glob.of(source), Glob.of(instance));
          List<EntityName> expected =
              model.keySet().stream()
                  .filter(name -> globs.get(0).matches(name.source()))
                  .filter(name -> globs.get(1).matches(name.instance()))
                  .sorted(
                      Comparator.comparing(EntityName::source).thenComparing(EntityName::instance))
                  .toList();
          assertThat(table.select(selection(source, instance)))
              .extracting(entity -> new EntityName(entity.source(), entity.instance()))
              .isEqualTo(expected);
        }
      }
    }
  }

  @Nested
  class Concurrency {
    @Test
    void whoeverWasCreatedIsFoundAtOnce() throws Exception {
      int count = 50_000;
      var created = new AtomicInteger();
      var failure = new ArrayList<String>();
      Thread reader =
          Thread.ofPlatform()
              .start(() -> {
                var random = new SplittableRandom(1);
                for (int seen = created.get(); seen < count; seen = created.get()) {
                  if (seen == 0) {
                    Thread.onSpinWait();
                    continue;
                  }
                  int id = random.nextInt(4) == 0 ? seen - 1 : random.nextInt(seen);
                  Entity entity = table.find(id);
                  if (entity == null
                      || !entity.instance().equals("instance " + id)
                      || entity.columnCount() != 1
                      || table.select(selection("source", "instance " + id)).getFirst() != entity) {
                    failure.add("entity " + id + " of " + seen + ": " + entity);
                    return;
                  }
                }
              });
      for (int i = 0; i < count; i++) {
        fill("source", "instance " + i, 1);
        created.set(i + 1);
      }
      reader.join();
      assertThat(failure).isEmpty();
    }
  }

  @Nested
  class File {
    @Test
    void sharesSchemasAndIsSmallOnceClosed() throws Exception {
      for (int e = 0; e < 1_000; e++) {
        fill("192.0.2.1", "if/" + e, e % 2 == 0 ? 19 : 20);
      }
      table.flush();
      long open = Files.size(file);
      table.close();
      assertThat(Files.size(file)).isLessThan(open).isLessThan(64 * 1024);
      try (ListMap map = ListMap.open(file, ListMapOptions.forReading())) {
        assertThat(map.isSealed()).isTrue();
        assertThat(map.size()).isEqualTo(1_002);
      }
      load();
      assertThat(table.all().map(Entity::schema).distinct()).hasSize(2);
      fill("192.0.2.1", "if/0", 20);
      fill("192.0.2.1", "another", 19);
      table.close();
      try (ListMap map = ListMap.open(file, ListMapOptions.forReading())) {
        assertThat(map.size()).isEqualTo(1_003);
      }
    }

    @Test
    void isNotTouchedWhereNothingChanges() throws Exception {
      fill("s", "i", 3);
      reopen();
      byte[] before = Files.readAllBytes(file);
      reopen();
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void whatAnInterruptedRewriteLeftMeansNothing() throws Exception {
      fill("s", "i", 3);
      reopen();
      Files.writeString(directory.resolve("entities.lm.new"), "cut short");
      fill("s", "j", 3);
      table.flush();
      assertThat(directory.resolve("entities.lm.new")).doesNotExist();
      kill();
      assertThat(table.all().map(Entity::instance)).containsExactly("i", "j");
    }

    @Test
    void schemasAreBeforeWhoRefersToThemAtEveryMoment() throws Exception {
      for (int e = 0; e < 20; e++) {
        fill("s", "i" + e, e);
        table.flush();
        kill();
        assertThat(existing(e).columnCount()).isEqualTo(e);
      }
    }

    @Test
    void aDamagedSchemaIsNoneThatCouldBeGuessed() throws Exception {
      fill("s", "i", 3);
      table.flush();
      records.close();
      try (ListMap map = ListMap.open(file, MAP)) {
        map.put(EntityFile.FIRST_SCHEMA, new byte[] {9});
      }
      assertThatThrownBy(EntityTableTest.this::load)
          .isInstanceOf(IncompatibleVersionException.class)
          .hasMessageContainingAll(
              file.toString(), "schema 0: schema is of a later format: version=9");
      records.close();
      try (ListMap map = ListMap.open(file, MAP)) {
        map.put(EntityFile.FIRST_SCHEMA, new byte[] {0});
      }
      assertThatThrownBy(EntityTableTest.this::load)
          .isInstanceOf(IncompleteStoreException.class)
          .hasMessageContainingAll(file.toString(), "schema 0: schema version unknown: 0");
      records.close();
      try (ListMap map = ListMap.open(file, MAP)) {
        map.remove(EntityFile.FIRST_SCHEMA);
      }
      assertThatThrownBy(EntityTableTest.this::load)
          .isInstanceOf(IncompleteStoreException.class)
          .hasMessageContainingAll(file.toString(), "record of entity 0: schema unknown: 0");
    }
  }

  @Nested
  class Schemas {
    @Test
    void areSharedByThoseWhoTookTheSameSteps() throws Exception {
      Entity a = fill("a", "", 5);
      Entity b = fill("b", "", 4);
      assertThat(b.columns()).isEqualTo(a.columns().subList(0, 4));
      b.column("of its own", ValueKind.STATE, "");
      assertThat(a.columns().get(4).metric()).isEqualTo("column number 4");
      assertThat(a.owns(b.columns().get(3))).isTrue();
      assertThat(a.owns(b.columns().get(4))).isFalse();
      assertThat(fill("c", "", 5).schema()).isSameAs(a.schema());
      assertThatThrownBy(() -> a.columns().clear())
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }
}
