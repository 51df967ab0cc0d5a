package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A clock that jumps by seconds to years, back and forth, between rows, maintenance and reopening,
/// against a naive store: it takes a row that is neither late nor ahead by the clock of that
/// moment, and then has it for ever.
class ClockJumpTest {
  private static final long START = 1_795_219_200_000L;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long[] JUMPS = {10_000, MINUTE, HOUR, DAY, 30 * DAY, 365 * DAY, 3650 * DAY};
  private static final long[] LATENESS = {0, 5 * MINUTE, 3 * HOUR, 400 * DAY};
  private static final long[] FUTURE = {0, HOUR, 2 * DAY};
  private static final Limits LIMITS =
      Limits.builder()
          .entities(100)
          .columnsPerEntity(100)
          .newEntitiesPerMinute(100)
          .nameBytes(100)
          .labelsPerEntity(10)
          .openHeads(100_000)
          .querySeries(1_000)
          .queryPoints(1_000_000)
          .querySamples(100_000_000)
          .build();

  @TempDir Path directory;
  private final ManualClock clock = new ManualClock(START);
  private final Oracle oracle = new Oracle();
  private final List<Long> taken = new ArrayList<>();
  private final long[] counters = new long[2];
  private SplittableRandom random = new SplittableRandom(0);
  private MetricStoreOptions options = MetricStoreOptions.defaults();
  private long late;
  private long ahead;

  /// What a clock tells that never jumps.
  private long truth = START;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("cistern.clockJumpRuns", 4));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rowsAreTakenByTheClockOfTheMomentAndKeptWhateverItSaysLater(long fixed) throws Exception {
    random = Seeds.random("clock jumps", fixed);
    options =
        clock.options().toBuilder()
            .partitionLength(Duration.ofHours(3))
            .lateness(Duration.ofMillis(oneOf(LATENESS)))
            .future(Duration.ofMillis(oneOf(FUTURE)))
            .limits(LIMITS)
            .build();
    MetricStore store = MetricStore.open(directory, options);
    try {
      for (int n = 0; n < 2_000; n++) {
        passTime();
        append(store);
        int choice = random.nextInt(300);
        if (choice < 12) {
          store.maintain();
        } else if (choice < 15) {
          store = reopened(store);
        } else if (choice < 20) {
          check(store);
        }
      }
      store = reopened(store);
      sealEverything(store);
      for (int i = 0; i < 40; i++) {
        check(store);
      }
      store = reopened(store);
      check(store);
    } finally {
      store.close();
    }
    assertThat(taken).hasSizeBetween(700, 1_990);
    assertThat(OfflineStore.inspect(directory).isSound()).isTrue();
  }

  private long oneOf(long[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private void passTime() {
    long passed = random.nextInt(200) == 0 ? random.nextLong(3 * HOUR) : random.nextLong(20_000);
    truth += passed;
    clock.millis += passed;
    switch (random.nextInt(120)) {
      case 0, 1 -> {
        long jump = random.nextLong(oneOf(JUMPS));
        clock.millis = Math.max(0, clock.millis + (random.nextBoolean() ? jump : -jump));
      }
      case 2 -> clock.millis = truth; // somebody set it right
      default -> {}
    }
  }

  /// Of the store's clock, or of one of a device that goes right; late, ahead, or there already.
  private long time() {
    return switch (random.nextInt(20)) {
      case 0 -> truth;
      case 1, 2, 3 -> Math.max(0, clock.millis - random.nextLong(oneOf(LATENESS) + 2 * MINUTE));
      case 4, 5 -> clock.millis + random.nextLong(oneOf(FUTURE) + 2 * MINUTE);
      case 6 -> taken.isEmpty() ? truth : taken.get(random.nextInt(taken.size()));
      default -> clock.millis;
    };
  }

  private void append(MetricStore store) throws IOException {
    Entity entity = store.entity("s", "i" + random.nextInt(2));
    long time = time();
    Row row = entity.row(time);
    boolean isReset = random.nextInt(100) == 0;
    if (isReset) {
      row.reset();
      counters[entity.id()] = 0;
    }
    counters[entity.id()] += random.nextInt(1_000_000);
    var raw = new Long[ValueKind.values().length];
    for (ValueKind kind : ValueKind.values()) {
      Column column = entity.column("m_" + kind, kind, "u");
      if (random.nextInt(6) != 0) {
        raw[column.index()] = value(kind, counters[entity.id()]);
        row.setRaw(column, raw[column.index()]);
      }
    }
    if (isTaken(store, row)) {
      taken.add(time);
      if (isReset) {
        oracle.reset(entity, time);
      }
      entity.columns().stream()
          .filter(column -> raw[column.index()] != null)
          .forEach(column -> oracle.set(entity, time, column, raw[column.index()]));
    }
  }

  private boolean isTaken(MetricStore store, Row row) throws IOException {
    long time = row.timeMillis();
    boolean isLate = time < clock.millis - options.lateness().toMillis();
    boolean isAhead = time > clock.millis + options.future().toMillis();
    late += isLate ? 1 : 0;
    ahead += isAhead ? 1 : 0;
    assertThat(store.append(row)).as("%d at %d", time, clock.millis).isEqualTo(!isLate && !isAhead);
    return !isLate && !isAhead;
  }

  private long value(ValueKind kind, long counter) {
    return switch (kind) {
      case COUNTER64 -> counter;
      case COUNTER32 -> (counter * 70_000) & 0xffff_fffeL;
      case GAUGE_LONG -> random.nextInt(-500, 500);
      case GAUGE_DOUBLE -> Double.doubleToRawLongBits(random.nextInt(1_000) / 8.0);
      case STATE -> random.nextInt(20) == 0 ? random.nextInt(5) : 3;
    };
  }

  private MetricStore reopened(MetricStore store) throws IOException {
    check(store);
    store.close();
    late = 0;
    ahead = 0;
    MetricStore opened = MetricStore.open(directory, options);
    check(opened);
    return opened;
  }

  private void sealEverything(MetricStore store) throws IOException {
    clock.millis = Row.MAX_TIME;
    store.maintain();
    assertThat(store.stats().heads()).isZero();
    check(store);
  }

  /// Everything to the bit; what a query of some time computes of rows; what rollups know; and that
  /// nothing ever counted backwards.
  private void check(MetricStore store) throws IOException {
    StoreStats stats = store.stats();
    assertThat(stats.rowsLate()).isEqualTo(late);
    assertThat(stats.rowsFuture()).isEqualTo(ahead);
    assertThat(stats.damaged()).isZero();
    oracle.check(store, Ask.raw("*", "*", "*", 0, Long.MAX_VALUE));
    long around = taken.isEmpty() ? START : taken.get(random.nextInt(taken.size()));
    long start = Math.max(0, around - random.nextLong(DAY));
    oracle.check(store, RandomQuery.ofRows(random, start, start + 2 * DAY));
    long hour = around / HOUR * HOUR;
    for (Function function : new Function[] {Function.COUNT, Function.SUM}) {
      oracle.check(
          store, Ask.of("*", "*", "*", Math.max(0, hour - DAY), hour + DAY, HOUR, function));
    }
    for (long step : new long[] {0, MINUTE, HOUR}) {
      for (Series series :
          store.query(Ask.of("*", "*", "m_COUNTER*", start, start + DAY, step, Function.RATE))) {
        assertThat(Arrays.stream(series.values())).noneMatch(rate -> rate < 0);
      }
    }
  }
}
