package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Compares a store with the [Life] it should have had: the rows within retention to the bit, what
/// random queries compute of them, what rollups know of them and of those that were dropped;
/// partitions are whole or gone, and gone only if they may be.
final class LifeCheck {
  private static final int QUERIES = 5;
  private static final long ROLLED_HOURS = 100;
  private static final Query EVERYTHING = Ask.raw("*", "*", "*", 0, Long.MAX_VALUE);
  private static final List<Function> OF_STEPS =
      List.of(
          Function.SUM,
          Function.INCREASE,
          Function.MIN,
          Function.MAX,
          Function.FIRST,
          Function.LAST);

  /// What is known of a store before it is opened.
  ///
  /// @param life that it had
  /// @param sure the last row that must be there
  /// @param latest the last row that may be there
  /// @param refused rows that were refused
  /// @param first the time from which on partitions were there before
  record Known(Life life, long sure, long latest, Set<Long> refused, long first) {

    /// What may not be gone: all that is not expired, or where room was wanted the newest.
    private long whole() {
      long now = life.clock(Math.max(0, latest));
      return life.keepsRollups()
          ? Math.max(first, Math.floorDiv(now - life.age(), Life.PARTITION) * Life.PARTITION)
          : Math.floorDiv(now - life.lateness(), Life.PARTITION) * Life.PARTITION;
    }
  }

  /// What was found.
  ///
  /// @param complete the last row before which none is lost
  /// @param first the time from which on partitions are there
  record Found(long complete, long first) {}

  private final Known known;
  private final Life life;
  private final MetricStore store;
  private final SplittableRandom random;
  private final List<Series> rows;
  private final Set<Long> numbers;
  private final long last;
  private final long first;

  private LifeCheck(Known known, MetricStore store, SplittableRandom random) throws IOException {
    this.known = known;
    this.life = known.life;
    this.store = store;
    this.random = random;
    this.rows = store.query(EVERYTHING);
    this.numbers =
        rows.stream()
            .filter(series -> series.metric().equals(Life.NUMBER.metric()))
            .flatMap(series -> Arrays.stream(series.rawBits()).boxed())
            .collect(Collectors.toCollection(HashSet::new));
    this.last = numbers.stream().mapToLong(Long::longValue).max().orElse(-1);
    this.first =
        rows.stream().mapToLong(series -> series.times()[0]).min().orElse(Life.START)
            / Life.PARTITION
            * Life.PARTITION;
  }

  /// Checks an open store.
  static Found check(MetricStore store, Known known, SplittableRandom random) throws IOException {
    return new LifeCheck(known, store, random).check();
  }

  /// Opens a store after a crash and checks it, and once more after its maintenance.
  static Found check(Path directory, Known known, SplittableRandom random) throws IOException {
    var clock = new ManualClock(known.life.clock(Math.max(0, known.sure)));
    try (MetricStore store = MetricStore.open(directory, known.life.options(clock))) {
      Found opened = check(store, known, random);
      clock.millis = known.life.clock(Math.max(0, opened.complete));
      store.maintain();
      Found maintained = check(store, known, random);
      if (maintained.complete >= 0) {
        assertThat(maintained.first + Life.PARTITION)
            .as("expired ones are gone")
            .isGreaterThan(clock.millis - known.life.age());
      }
      return new Found(opened.complete, maintained.first);
    }
  }

  private Found check() throws IOException {
    StoreStats stats = store.stats();
    assertThat(stats.damaged()).as("damaged").isZero();
    assertThat(stats.problems()).isEmpty();
    assertThat(last).as("sure are those up to %d", known.sure).isLessThanOrEqualTo(known.latest);
    if (last < 0) {
      assertThat(lastSure()).isNegative();
      return new Found(-1, Life.START);
    }
    assertThat(last).as("the last row there is").isGreaterThanOrEqualTo(lastSure());
    checkEntities();
    checkRows(known.whole());
    for (int i = 0; i < QUERIES; i++) {
      Query query = RandomQuery.ofRows(random, first, life.clock(last));
      oracle(Math.max(first, query.fromMillis() - Life.HOUR), query.toMillis()).check(store, query);
    }
    checkRolled();
    long complete = known.sure;
    while (complete < last && (isThere(complete + 1) || known.refused.contains(complete + 1))) {
      complete++;
    }
    return new Found(complete, first);
  }

  private long lastSure() {
    long sure = known.sure;
    while (known.refused.contains(sure)) {
      sure--;
    }
    return sure;
  }

  /// Rows that are gone for their age were sealed, and so forced, before.
  private boolean isThere(long n) {
    return !known.refused.contains(n)
        && (n <= known.sure
            || life.time(n) < first
            || numbers.contains(n)
            || numbers.contains(life.repeated(n)));
  }

  private void checkEntities() {
    assertThat((long) store.entities().size())
        .isBetween(Life.entities(known.sure), Life.entities(known.latest));
    var labels = new HashMap<String, Map<String, String>>();
    store.entities().forEach(e -> labels.put(e.source() + " " + e.instance(), e.labels()));
    for (Series series : rows) {
      assertThat(labels.get(series.source() + " " + series.instance()))
          .isEqualTo(Map.of("of", series.source()));
    }
  }

  private void checkRows(long whole) throws IOException {
    assertThat(first).isGreaterThan(life.clock(Math.max(-1, last - Life.ROWS_KEPT)));
    oracle(first, Long.MAX_VALUE).check(store, EVERYTHING);
    if (first > whole) {
      assertThat(oracle(whole, first).query(EVERYTHING)).as("rows that must be there").isEmpty();
    }
  }

  /// What a store knows that has the rows of a range of time, and no others.
  private Oracle oracle(long from, long to) {
    var oracle = new Oracle();
    store
        .entities()
        .forEach(e -> oracle.seen(e.source(), e.instance(), Math.max(0, e.firstSeenMillis())));
    long lateness = life.lateness();
    long end =
        to > life.clock(last) ? last + 1 : Math.min(last + 1, life.firstAt(to + lateness + 1));
    for (long n = life.firstAt(from); n < end; n++) {
      if (life.time(n) >= from && life.time(n) < to && isThere(n)) {
        life.append(oracle, n);
      }
    }
    return oracle;
  }

  /// The rollups: of a day within the last hundred hours, or what is left of them.
  private void checkRolled() throws IOException {
    long now = life.clock(last);
    long earliest = Math.max(Life.START, now - ROLLED_HOURS * Life.HOUR);
    long from = (earliest + random.nextLong(now - earliest + 1)) / Life.PARTITION * Life.PARTITION;
    long to = Math.min(now, from + 24 * Life.HOUR) / Life.PARTITION * Life.PARTITION;
    if (from < to) {
      checkWholeOrGone(from, to);
      long whole = first + Life.HOUR; // the growth from the last row that is gone may be or not
      checkSteps(life.keepsRollups() ? from : Math.max(from, whole), to, Life.HOUR, Tier.HOURS_1);
      checkSteps(Math.max(from, whole), to, 5 * Life.MINUTE, Tier.MINUTES_5);
    }
  }

  /// Of each partition's time all samples of all series count, or none.
  private void checkWholeOrGone(long from, long to) throws IOException {
    var query =
        Ask.of("*", "*", "*", from, to, Life.PARTITION, Function.COUNT).toBuilder()
            .coarsest(Tier.HOURS_1)
            .build();
    var there = byName(store.query(query));
    var expected = byName(oracle(from, to).query(query));
    for (int p = 0; p < (to - from) / Life.PARTITION; p++) {
      boolean isGone =
          !life.keepsRollups() && from + p * Life.PARTITION < first && isEmpty(there, p);
      for (var series : isGone ? Map.<String, Series>of().entrySet() : expected.entrySet()) {
        assertThat(value(there.get(series.getKey()), p))
            .as("%s of %s in partition %d", query, series.getKey(), p)
            .isEqualTo(value(series.getValue(), p));
      }
    }
    assertThat(expected.keySet()).containsAll(there.keySet());
  }

  /// What rollups estimate is left out: steps without a sample, and growth to or from a step with
  /// few, between which a gap may lie or not.
  private void checkSteps(long from, long to, long step, Tier coarsest) throws IOException {
    if (from >= to) {
      return;
    }
    Function function = OF_STEPS.get(random.nextInt(OF_STEPS.size()));
    var query =
        Ask.of("*", "*", "*", from, to, step, function).toBuilder().coarsest(coarsest).build();
    var count =
        Ask.of("*", "*", "*", from, to, step, Function.COUNT).toBuilder()
            .coarsest(coarsest)
            .build();
    Oracle oracle = oracle(from - Life.HOUR, to);
    oracle.check(store, count);
    var there = byName(store.query(query));
    var expected = byName(oracle.query(query));
    for (Series counted : oracle.query(count)) {
      String name = Oracle.name(counted);
      for (int s = 0; s < counted.size(); s++) {
        boolean isEstimate =
            function == Function.INCREASE
                && (s == 0
                    || IntStream.rangeClosed(s - 1, Math.min(s + 1, counted.size() - 1))
                        .anyMatch(i -> hasFew(counted.values()[i], step)));
        if (counted.values()[s] > 0 && !isEstimate) {
          assertThat(value(there.get(name), s))
              .as("%s of %s at step %d", query, name, s)
              .isEqualTo(value(expected.get(name), s));
        }
      }
    }
  }

  /// Whether a step has far fewer samples than it should: there is a gap, and a late row in it may
  /// cut it into pieces of which rows and rollups do not agree that they are gaps.
  private static boolean hasFew(double count, long step) {
    return !(count * 4 * Life.DISTANCE >= step * 3);
  }

  private static Map<String, Series> byName(List<Series> series) {
    var map = new HashMap<String, Series>();
    series.forEach(s -> map.put(Oracle.name(s), s));
    return map;
  }

  private static boolean isEmpty(Map<String, Series> series, int step) {
    return series.values().stream().allMatch(s -> Double.isNaN(s.values()[step]));
  }

  private static Double value(@Nullable Series series, int step) {
    return series == null ? Double.NaN : series.values()[step];
  }
}
