package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random histories against the naive store: resets, wraps, gaps, late and repeated rows, odd
/// doubles, sealing and reopening at any time.
class OracleTest {
  private static final long START = 1_795_219_200_000L;
  private static final long[] ODD_DOUBLES = {
    0x7ff8_dead_beef_0001L,
    Double.doubleToRawLongBits(-0.0),
    Double.doubleToRawLongBits(Double.MAX_VALUE),
    Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY),
    0xfff0_0000_0000_0001L,
    1
  };

  @TempDir Path directory;
  private final ManualClock clock = new ManualClock(START);
  private final Oracle oracle = new Oracle();
  private final long[] counters = new long[16];

  private MetricStoreOptions options() {
    return clock.options().toBuilder().partitionLength(Duration.ofHours(3)).build();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyQueryEqualsTheNaiveStore(long fixed) throws Exception {
    SplittableRandom random = Seeds.random("oracle", fixed);
    MetricStore store = MetricStore.open(directory, options());
    try {
      for (int step = 0; step < 3_000; step++) {
        advance(random);
        append(store, random);
        int choice = random.nextInt(400);
        if (choice < 8) {
          store.maintain();
        } else if (choice < 11) {
          store.close();
          store = MetricStore.open(directory, options());
        } else if (choice < 20) {
          oracle.check(store, RandomQuery.ofRows(random, START, clock.millis));
        }
      }
      List<Query> queries = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        queries.add(RandomQuery.ofRows(random, START, clock.millis));
      }
      queries.add(Ask.raw("*", "*", "*", 0, clock.millis + 1));
      compareAll(store, queries);
      clock.millis += Duration.ofHours(2).toMillis();
      store.maintain();
      assertThat(store.stats().heads()).isZero();
      compareAll(store, queries);
      assertThat(store.stats().damaged()).isZero();
    } finally {
      store.close();
    }
  }

  private void compareAll(MetricStore store, List<Query> queries) throws Exception {
    for (Query query : queries) {
      oracle.check(store, query);
    }
  }

  private void advance(SplittableRandom random) {
    int dice = random.nextInt(1000);
    long by =
        dice < 3
            ? 3_600_000L * (1 + random.nextInt(4))
            : dice < 20 ? 120_000 : random.nextInt(20_000);
    clock.millis += by;
  }

  private void append(MetricStore store, SplittableRandom random) throws Exception {
    Entity entity = store.entity("192.0.2." + random.nextInt(2), "if/" + random.nextInt(2));
    boolean late = random.nextInt(20) == 0;
    long time = clock.millis - (late ? random.nextInt(300_001) : random.nextInt(50));
    Row row = entity.row(time);
    if (random.nextInt(60) == 0) {
      row.reset();
      oracle.reset(entity, time);
      counters[entity.id() * 2] = 0;
      counters[entity.id() * 2 + 1] = 0;
    }
    for (ValueKind kind : ValueKind.values()) {
      if (random.nextInt(8) != 0) {
        Column column =
            entity.column("m_" + kind.name().toLowerCase(java.util.Locale.ROOT), kind, "u");
        long raw = value(kind, entity.id(), random);
        row.setRaw(column, raw);
        boolean allOnes =
            kind.isCounter() && raw == (kind == ValueKind.COUNTER32 ? 0xffff_ffffL : -1L);
        if (!allOnes) {
          oracle.set(entity, time, column, raw);
        }
      }
    }
    assertThat(store.append(row)).isTrue();
  }

  private long value(ValueKind kind, int entity, SplittableRandom random) {
    return switch (kind) {
      case COUNTER64 -> {
        counters[entity * 2] +=
            random.nextInt(100) == 0 ? random.nextLong() : random.nextInt(1_000_000);
        yield random.nextInt(100) == 0 ? -1L : counters[entity * 2];
      }
      case COUNTER32 -> {
        counters[entity * 2 + 1] =
            (counters[entity * 2 + 1] + random.nextInt(1 << 25)) & 0xffff_ffffL;
        yield random.nextInt(100) == 0 ? 0xffff_ffffL : counters[entity * 2 + 1];
      }
      case GAUGE_LONG -> random.nextInt(50) == 0 ? random.nextLong() : random.nextInt(-500, 500);
      case GAUGE_DOUBLE ->
          random.nextInt(30) == 0
              ? ODD_DOUBLES[random.nextInt(ODD_DOUBLES.length)]
              : Double.doubleToRawLongBits(random.nextInt(1000) / 10.0);
      case STATE -> random.nextInt(20) == 0 ? random.nextInt(5) : 3;
    };
  }
}
