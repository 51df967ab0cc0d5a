package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rollups against the naive store of all samples: what they answer is what the samples would have
/// answered, with wraps, resets, marks, gaps, late rows, reopening, and after the rows are dropped.
class TierOracleTest {
  private static final long START = 1_795_219_200_000L;
  private static final long STEP = 20_000;
  private static final Duration PARTITION = Duration.ofHours(3);

  @TempDir Path directory;
  private final ManualClock clock = new ManualClock(START);
  private final Oracle oracle = new Oracle();
  private final long[] counters = new long[8];

  private MetricStoreOptions options(Retention retention) {
    return clock.options().toBuilder().partitionLength(PARTITION).retention(retention).build();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void rollupsAnswerAsTheSamplesWould(long fixed) throws Exception {
    SplittableRandom random = Seeds.random("tiers", fixed);
    boolean dropsRows = fixed % 2 == 0;
    Retention retention =
        dropsRows ? Retention.builder().raw(Duration.ofHours(6)).build() : Retention.FOREVER;
    MetricStore store = MetricStore.open(directory, options(retention));
    try {
      for (int row = 0; row < 4_000; row++) {
        clock.millis += random.nextInt(300) == 0 ? 1_000_000 + random.nextInt(4_000_000) : STEP;
        append(store, row, random);
        int choice = random.nextInt(600);
        if (choice < 12) {
          store.maintain();
        } else if (choice < 14) {
          store.close();
          store = MetricStore.open(directory, options(retention));
        } else if (choice < 20 && row > 500) {
          compare(store, query(random, dropsRows));
        }
      }
      clock.millis += Duration.ofHours(5).toMillis();
      store.maintain();
      StoreStats stats = store.stats();
      assertThat(stats.chunksRolled()).isPositive();
      assertThat(stats.damaged()).isZero();
      assertThat(stats.partitions(Tier.MINUTES_5)).isGreaterThan(1);
      assertThat(stats.partitions(Tier.RAW)).isLessThan(dropsRows ? 4 : 1000);
      for (int i = 0; i < 60; i++) {
        compare(store, query(random, dropsRows));
      }
    } finally {
      store.close();
    }
  }

  /// Two entities in turn, a late row more at times; a column is absent once at a time at most.
  private void append(MetricStore store, int n, SplittableRandom random) throws Exception {
    Entity entity = store.entity("s", "i" + n % 2);
    Row row = entity.row(clock.millis - random.nextInt(50));
    if (random.nextInt(80) == 0) {
      row.reset();
      oracle.reset(entity, row.timeMillis());
      counters[n % 2] = 0;
    }
    for (ValueKind kind : ValueKind.values()) {
      if ((n / 2 + kind.ordinal()) % 7 != 0) {
        set(row, kind, value(kind, n, random));
      }
    }
    assertThat(store.append(row)).isTrue();
    if (random.nextInt(30) == 0) {
      Row late = entity.row(clock.millis - random.nextInt(70_000));
      set(late, ValueKind.GAUGE_LONG, value(ValueKind.GAUGE_LONG, n, random));
      assertThat(store.append(late)).isTrue();
    }
  }

  private void set(Row row, ValueKind kind, long raw) throws Exception {
    Column column = row.entity().column("m_" + kind, kind, "u");
    row.setRaw(column, raw);
    oracle.set(row.entity(), row.timeMillis(), column, raw);
  }

  private long value(ValueKind kind, int n, SplittableRandom random) {
    int entity = n % 2;
    return switch (kind) {
      case COUNTER64 -> counters[entity] += random.nextInt(1_000_000);
      case COUNTER32 -> (counters[entity] * 700) & 0xffff_fffeL;
      case GAUGE_LONG -> random.nextInt(-500, 500);
      case GAUGE_DOUBLE ->
          n / 2 % 7 == 1 && random.nextBoolean()
              ? Double.doubleToRawLongBits(Double.NaN)
              : Double.doubleToRawLongBits(random.nextInt(-1000, 1000) / 8.0);
      case STATE -> random.nextInt(20) == 0 ? random.nextInt(5) : 3;
    };
  }

  /// Aligned where the rows may be gone.
  private Query query(SplittableRandom random, boolean aligned) {
    long[] steps = {300_000, 600_000, 3_600_000, 10_800_000};
    long step = steps[random.nextInt(steps.length)];
    long span = clock.millis - START;
    long from = Math.max(0, START + random.nextLong(span) - 7_200_000);
    long to = from + 7_200_000 + random.nextLong(clock.millis - from - 7_200_000 + 1);
    if (aligned) {
      from = from / step * step;
      to = to / step * step;
    }
    Function[] functions = {
      Function.LAST,
      Function.FIRST,
      Function.AVG,
      Function.MIN,
      Function.MAX,
      Function.SUM,
      Function.COUNT,
      Function.DELTA,
      Function.INCREASE,
      Function.RATE
    };
    Function function = functions[random.nextInt(functions.length)];
    Query query = Ask.of("*", "*", "*", from, to, step, function);
    return random.nextBoolean() ? query : query.toBuilder().coarsest(Tier.MINUTES_5).build();
  }

  private void compare(MetricStore store, Query query) throws Exception {
    List<Series> actual = store.query(query);
    List<Series> expected = oracle.query(query);
    assertThat(actual.stream().map(s -> Map.entry(s.instance(), s.metric())))
        .as("%s", query)
        .isEqualTo(expected.stream().map(s -> Map.entry(s.instance(), s.metric())).toList());
    for (int i = 0; i < expected.size(); i++) {
      double[] a = actual.get(i).values();
      double[] e = expected.get(i).values();
      String what = query + " of " + expected.get(i).instance() + " " + expected.get(i).metric();
      assertThat(actual.get(i).times()).as(what).isEqualTo(expected.get(i).times());
      for (int p = 0; p < e.length; p++) {
        String where = what + " at " + expected.get(i).times()[p];
        if (Double.isNaN(e[p]) != Double.isNaN(a[p])
            && isInDoubt(expected.get(i), expected.get(i).times()[p], query.stepMillis())) {
          continue;
        }
        if (Double.isNaN(e[p])) {
          assertThat(a[p]).as(where).isNaN();
        } else {
          assertThat(a[p]).as(where).isCloseTo(e[p], within(Math.abs(e[p]) * 1e-12 + 1e-9));
        }
      }
    }
  }

  /// Whether the last sample lies some intervals back, or about one from the end of the step:
  /// rollups estimate the interval from means, rows from single distances, so what is a gap at the
  /// end of the range, and whether another sample was due in a step, may differ.
  private boolean isInDoubt(Series series, long time, long step) {
    long since = sinceLast(series, time);
    long due = sinceLast(series, time + step);
    return since > 5 * STEP || (due > STEP && due < 4 * STEP);
  }

  /// Since the last sample before a time; 0 if there is none within 15 intervals.
  private long sinceLast(Series series, long time) {
    Query before = Ask.raw("s", series.instance(), series.metric(), time - 15 * STEP, time);
    return oracle.query(before).stream()
        .flatMapToLong(raw ->
            IntStream.range(0, raw.size())
                .filter(i -> !Double.isNaN(raw.values()[i]))
                .mapToLong(i -> time - raw.times()[i]))
        .min()
        .orElse(0);
  }
}
