package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/// Selection by labels and grouping, over rollups, chunks and heads, against sums made naively of
/// the samples. The values are multiples of 1/4, so that no order of adding changes a sum.
class GroupedQueryTest {
  private static final long START = 1_795_219_200_000L;
  private static final long STEP = 300_000;
  private static final long INTERVAL = 100_000;
  private static final long END = START + Duration.ofHours(10).toMillis();
  private static final String[] SITES = {"", "north", "north/2", "south", "north*"};
  private static final String[] ROLES = {"", "core", "edge"};

  /// One entity as the test knows it.
  private record Thing(
      String source,
      String instance,
      Map<String, String> labels,
      String unit,
      Map<Long, Double> samples) {

    String label(String name) {
      return switch (name) {
        case "source" -> source;
        case "instance" -> instance;
        default -> labels.getOrDefault(name, "");
      };
    }

    /// The sum of the samples in each step, NaN where there is none.
    double[] steps() {
      double[] sums = new double[(int) ((END - START) / STEP)];
      Arrays.fill(sums, Double.NaN);
      samples.forEach((time, value) -> {
        int s = (int) ((time - START) / STEP);
        sums[s] = Double.isNaN(sums[s]) ? value : sums[s] + value;
      });
      return sums;
    }

    double mean() {
      return Arrays.stream(steps()).filter(v -> !Double.isNaN(v)).average().orElseThrow();
    }
  }

  private record Name(List<String> labels, String unit) {}

  @TempDir Path directory;
  private final ManualClock clock = new ManualClock(START);
  private final List<Thing> things = new ArrayList<>();
  private MetricStore store;

  @BeforeEach
  void fill() throws IOException {
    SplittableRandom random = Seeds.random("groups", 31);
    store =
        MetricStore.open(
            directory, clock.options().toBuilder().partitionLength(Duration.ofHours(3)).build());
    for (int i = 0; i < 40; i++) {
      things.add(thing(i, random));
    }
    for (long time = START; time < END; time += INTERVAL) {
      clock.millis = time;
      for (Thing thing : things) {
        if (random.nextInt(60) != 0 && !isAway(thing, time)) {
          append(thing, time, random.nextInt(-4000, 4000) / 4.0);
        }
      }
      store.maintain();
    }
    StoreStats stats = store.stats();
    assertThat(stats.chunksRolled()).isPositive();
    assertThat(stats.partitions(Tier.RAW)).isGreaterThan(1);
    assertThat(stats.heads()).isPositive();
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private Thing thing(int i, SplittableRandom random) throws IOException {
    var labels = new HashMap<String, String>();
    String site = SITES[random.nextInt(SITES.length)];
    String role = ROLES[random.nextInt(ROLES.length)];
    if (!site.isEmpty()) {
      labels.put("site", site);
    }
    if (!role.isEmpty()) {
      labels.put("role", role);
    }
    var thing =
        new Thing("s" + i % 3, "i" + i, labels, i % 10 == 0 ? "packets" : "bytes", new TreeMap<>());
    Entity entity = store.entity(thing.source(), thing.instance());
    for (Map.Entry<String, String> label : labels.entrySet()) {
      entity.label(label.getKey(), label.getValue());
    }
    return thing;
  }

  /// Each is silent for some hours, now this one, now that.
  private static boolean isAway(Thing thing, long time) {
    return (time / Duration.ofHours(2).toMillis() + thing.instance().hashCode()) % 3 == 0;
  }

  private void append(Thing thing, long time, double value) throws IOException {
    Entity entity = store.entity(thing.source(), thing.instance());
    Column column = entity.column("n", ValueKind.GAUGE_DOUBLE, thing.unit());
    assertThat(store.append(entity.row(time).set(column, value))).isTrue();
    thing.samples().put(time, value);
  }

  private static Query all() {
    return Ask.of("*", "*", "n", START, END, STEP, Function.SUM);
  }

  private static Predicate<Thing> label(String name, Predicate<String> value) {
    return thing -> value.test(thing.labels().getOrDefault(name, ""));
  }

  static final List<Arguments> SELECTIONS =
      List.of(
          Arguments.of(Map.of("site", "north"), label("site", "north"::equals)),
          Arguments.of(Map.of("site", "north*"), label("site", v -> v.startsWith("north"))),
          Arguments.of(Map.of("site", Query.quote("north*")), label("site", "north*"::equals)),
          Arguments.of(Map.of("site", "?o*"), label("site", v -> v.indexOf('o') == 1)),
          Arguments.of(Map.of("site", "?*"), label("site", v -> !v.isEmpty())),
          Arguments.of(Map.of("site", ""), label("site", String::isEmpty)),
          Arguments.of(Map.of("site", "*"), label("site", _ -> true)),
          Arguments.of(
              Map.of("site", "south", "role", "*e"),
              label("site", "south"::equals).and(label("role", v -> v.endsWith("e")))),
          Arguments.of(Map.of("nowhere", "?*"), label("nowhere", _ -> false)),
          Arguments.of(Map.of("nowhere", ""), label("nowhere", _ -> true)));

  @ParameterizedTest
  @FieldSource("SELECTIONS")
  void labelsSelect(Map<String, String> globs, Predicate<Thing> wanted) throws IOException {
    List<Series> found = store.query(all().toBuilder().labels(globs).build());
    assertThat(found.stream().map(Series::instance))
        .containsExactlyInAnyOrderElementsOf(
            things.stream().filter(wanted).map(Thing::instance).toList());
    for (Series series : found) {
      Thing thing = things.get(Integer.parseInt(series.instance().substring(1)));
      assertThat(series.labels()).isEqualTo(thing.labels());
      assertThat(series.values()).isEqualTo(thing.steps());
    }
  }

  @Test
  void labelsSelectSamplesToo() throws IOException {
    Query query =
        Ask.raw("*", "*", "*", START, END).toBuilder().labels(Map.of("role", "core")).build();
    List<Thing> wanted = things.stream().filter(label("role", "core"::equals)).toList();
    assertThat(wanted).isNotEmpty();
    assertThat(store.query(query).stream().map(s -> entry(s.instance(), s.size())))
        .containsExactlyInAnyOrderElementsOf(
            wanted.stream().map(t -> entry(t.instance(), t.samples().size())).toList());
  }

  static Stream<List<String>> waysToGroup() {
    return Stream.of(
        List.of(),
        List.of("site"),
        List.of("site", "role"),
        List.of("role", "site"),
        List.of("source"),
        List.of("instance", "nowhere"));
  }

  /// The things of each group; the groups by their labels' values, in the order of the labels'
  /// names.
  private Map<Name, List<Thing>> groups(List<String> by, Predicate<Thing> wanted) {
    Comparator<Name> order =
        Comparator.comparing(name -> name.labels().toArray(String[]::new), Arrays::compare);
    var groups = new TreeMap<Name, List<Thing>>(order.thenComparing(Name::unit));
    things.stream()
        .filter(wanted)
        .forEach(thing ->
            groups
                .computeIfAbsent(
                    new Name(by.stream().sorted().map(thing::label).toList(), thing.unit()),
                    _ -> new ArrayList<>())
                .add(thing));
    return groups;
  }

  private static Name nameOf(Series series) {
    return new Name(List.copyOf(series.labels().values()), series.unit());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TOPK")
  void aggregates(Aggregation aggregation) throws IOException {
    for (List<String> by : waysToGroup().toList()) {
      Query query = all().toBuilder().grouping(new Grouping(by, aggregation, 0)).build();
      checkGroups(store.query(query), groups(by, _ -> true), aggregation);
      checkGroups(
          store.query(query.toBuilder().labels(Map.of("site", "north*")).build()),
          groups(by, label("site", v -> v.startsWith("north"))),
          aggregation);
    }
  }

  private static void checkGroups(
      List<Series> found, Map<Name, List<Thing>> expected, Aggregation aggregation) {
    assertThat(found.stream().map(GroupedQueryTest::nameOf))
        .containsExactlyElementsOf(expected.keySet());
    for (Series series : found) {
      List<double[]> members =
          expected.getOrDefault(nameOf(series), List.of()).stream().map(Thing::steps).toList();
      assertThat(series.times()).hasSize((int) ((END - START) / STEP)).startsWith(START);
      double[] values =
          IntStream.range(0, series.size()).mapToDouble(s -> of(members, s, aggregation)).toArray();
      assertThat(series.values()).as("%s of %s", aggregation, nameOf(series)).isEqualTo(values);
    }
  }

  private static double of(List<double[]> members, int step, Aggregation aggregation) {
    DoubleSummaryStatistics present =
        members.stream()
            .mapToDouble(values -> values[step])
            .filter(v -> !Double.isNaN(v))
            .summaryStatistics();
    if (present.getCount() == 0) {
      return Double.NaN;
    }
    return switch (aggregation) {
      case SUM -> present.getSum();
      case AVG -> present.getAverage();
      case MIN -> present.getMin();
      case MAX -> present.getMax();
      case COUNT -> present.getCount();
      case TOPK -> throw new IllegalArgumentException();
    };
  }

  @ParameterizedTest
  @FieldSource("TOPS")
  void topOfEachGroup(int k) throws IOException {
    for (List<String> by : waysToGroup().toList()) {
      var expected = new ArrayList<String>();
      groups(by, _ -> true)
          .values()
          .forEach(members ->
              members.stream()
                  .sorted(Comparator.comparingDouble(Thing::mean).reversed())
                  .limit(k)
                  .map(Thing::instance)
                  .forEach(expected::add));
      List<Series> found =
          store.query(all().toBuilder().grouping(new Grouping(by, Aggregation.TOPK, k)).build());
      assertThat(found.stream().map(Series::instance)).as("by %s", by).isEqualTo(expected);
      for (Series series : found) { // the series themselves
        Thing thing = things.get(Integer.parseInt(series.instance().substring(1)));
        assertThat(series.labels()).isEqualTo(thing.labels());
        assertThat(series.values()).isEqualTo(thing.steps());
      }
    }
  }

  static final List<Integer> TOPS = List.of(1, 3, 100);
}
