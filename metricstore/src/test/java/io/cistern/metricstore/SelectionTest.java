package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Selection by source, instance and labels, against a comparison of every entity.
class SelectionTest {
  private static final long START = 1_795_219_200_000L;

  private record Thing(String source, String instance, Map<String, String> labels) {
    boolean isMeant(Query query) {
      return query.source().matches(source)
          && query.instance().matches(instance)
          && query.labels().stream()
              .allMatch(l -> l.match().matches(labels.getOrDefault(l.name(), "")));
    }
  }

  @TempDir Path directory;
  private final ManualClock clock = new ManualClock(START);
  private final Map<String, Thing> things = new HashMap<>();
  private MetricStore store;

  @BeforeEach
  void open() throws IOException {
    store = MetricStore.open(directory, clock.options());
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private void put(String source, String instance) throws IOException {
    Entity entity = store.entity(source, instance);
    Column column = entity.column("m", ValueKind.STATE, "");
    store.append(entity.row(START).set(column, 1));
    things.putIfAbsent(
        source + "\n" + instance, new Thing(source, instance, new HashMap<>(entity.labels())));
  }

  private void label(Thing thing, String name, String value) throws IOException {
    store.entity(thing.source(), thing.instance()).label(name, value);
    thing.labels().remove(name);
    if (!value.isEmpty()) {
      thing.labels().put(name, value);
    }
  }

  private static Match match(SplittableRandom random, String prefix) {
    String value = prefix + random.nextInt(12);
    return switch (random.nextInt(9)) {
      case 0 -> Match.equal(value);
      case 1 -> Match.notEqual(value);
      case 2 -> Match.regex(prefix + "[1-3]|" + value);
      case 3 -> Match.notRegex(prefix + "1?.");
      case 4 -> Match.glob(prefix + "1*");
      case 5 -> Match.equal("");
      case 6 -> Match.notEqual("");
      case 7 -> Match.regex(".*");
      default -> Match.any();
    };
  }

  private void check(SplittableRandom random) throws IOException {
    var builder =
        Query.builder()
            .toMillis(START + 1)
            .source(random.nextBoolean() ? Match.any() : match(random, "s"))
            .instance(random.nextBoolean() ? Match.any() : match(random, "i"));
    for (int l = random.nextInt(4); l > 0; l--) {
      String name = "l" + random.nextInt(4);
      builder.label(name, match(random, "v"));
    }
    check(builder.build());
  }

  private void check(Query query) throws IOException {
    List<Thing> expected =
        things.values().stream()
            .filter(thing -> thing.isMeant(query))
            .sorted(Comparator.comparing(Thing::source).thenComparing(Thing::instance))
            .toList();
    var found = new ArrayList<Thing>();
    for (Series series : store.query(query)) {
      found.add(new Thing(series.source(), series.instance(), series.labels()));
    }
    assertThat(found).as("%s", query).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isWhatAComparisonOfEveryEntityFinds(long fixed) throws IOException {
    SplittableRandom random = Seeds.random("selection", fixed);
    for (int step = 0; step < 2_000; step++) {
      put("s" + random.nextInt(12), "i" + random.nextInt(step < 1_000 ? 12 : 400));
      if (random.nextInt(3) > 0) {
        var all = new ArrayList<>(things.values());
        Thing thing = all.get(random.nextInt(all.size()));
        String value = random.nextInt(6) == 0 ? "" : "v" + random.nextInt(12);
        label(thing, "l" + random.nextInt(3), value);
      }
      if (random.nextInt(40) == 0) {
        check(random);
      }
      if (random.nextInt(500) == 0) {
        store.close();
        open();
      }
    }
    for (int i = 0; i < 200; i++) {
      check(random);
    }
  }

  /// What few have, or few have not, whichever is asked for.
  @Test
  void findsTheFewAmongMany() throws IOException {
    for (int i = 0; i < 3_000; i++) {
      put("s" + i % 7, "i" + i);
      Thing thing = Objects.requireNonNull(things.get("s" + i % 7 + "\ni" + i));
      label(thing, "name", "name-\u00e4-" + i);
      if (i % 1_000 != 7) {
        label(thing, "role", i % 1_000 == 9 ? "uplink" : "access");
      }
    }
    List<Query.Builder> few =
        List.of(
            Query.builder().label("role", Match.notEqual("access")),
            Query.builder().label("role", Match.notRegex("acc.*")),
            Query.builder().label("role", Match.regex("uplink|")),
            Query.builder().label("name", Match.regex(".*-\u00e4-(1|2)?00[79]")),
            Query.builder().label("name", Match.regex("name-.-1?00[7-9]|name-.-200[79]")),
            Query.builder().label("name", Match.regex("name-\u00e4-17\\d\\d")),
            Query.builder().label("name", Match.glob("name-?-29*")),
            Query.builder().label("name", Match.regex("name-\u00e4-3|name-\u00e4-4|none")),
            Query.builder().instance(Match.regex("i1?2(3|4)4")),
            Query.builder().instance("i29?9"));
    for (Query.Builder builder : few) {
      check(builder.toMillis(START + 1).build());
    }
  }

  @Test
  void metricsAreFoundByTheSchemasOfEntities() throws IOException {
    for (int i = 0; i < 500; i++) {
      put("s", "i" + i);
    }
    Entity rare = store.entity("s", "i77");
    store.append(rare.row(START + 1).set(rare.column("rare", ValueKind.STATE, ""), 1));
    Query query = Query.builder().toMillis(START + 2).metric("ra*").build();
    assertThat(store.query(query)).extracting(Series::instance).containsExactly("i77");
    store.close();
    open();
    assertThat(store.query(query)).extracting(Series::instance).containsExactly("i77");
    Query none = Query.builder().toMillis(START + 2).metric(Match.equal("none")).build();
    assertThat(store.query(none)).isEmpty();
  }

  @Test
  void severalConditionsOfOneLabelMustAllHold() throws IOException {
    for (int i = 0; i < 20; i++) {
      put("s", "i" + i);
      label(Objects.requireNonNull(things.get("s\ni" + i)), "site", "north-" + i);
    }
    Query query =
        Query.builder()
            .toMillis(START + 1)
            .label("site", Match.regex("north-1\\d"))
            .label("site", Match.notEqual("north-13"))
            .build();
    assertThat(store.query(query)).hasSize(9).extracting(Series::instance).doesNotContain("i13");
  }

  @Test
  void functionsDependOnTheKindInOneQuery() throws IOException {
    Entity entity = store.entity("s", "i");
    Column counter = entity.column("counter", ValueKind.COUNTER64, "bytes");
    Column gauge = entity.column("gauge", ValueKind.GAUGE_LONG, "");
    for (int i = 0; i < 4; i++) {
      store.append(entity.row(START + i * 1_000).set(counter, i * 50L).set(gauge, i));
    }
    Query.Builder builder =
        Query.builder()
            .fromMillis(START)
            .toMillis(START + 4_000)
            .function(Function.AVG)
            .function(Function.RATE, ValueKind.COUNTER64, ValueKind.COUNTER32);
    clock.millis += 4_000;
    assertThat(store.query(builder.stepMillis(2_000).build()))
        .extracting(Series::metric, Series::function, s -> s.values()[1])
        .containsExactly(tuple("counter", Function.RATE, 50.0), tuple("gauge", Function.AVG, 2.5));
    Query raw =
        builder
            .stepMillis(0)
            .fromMillis(START + 1)
            .function(Function.RAW, ValueKind.GAUGE_LONG)
            .build();
    assertThat(store.query(raw))
        .extracting(Series::metric, Series::function, Series::size, s -> s.rawBits().length)
        .containsExactly(tuple("counter", Function.RATE, 3, 0), tuple("gauge", Function.RAW, 3, 3));
  }
}
