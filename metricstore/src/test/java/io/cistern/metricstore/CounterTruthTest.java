package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A device that counts, wraps, restarts, falls silent and sometimes does not know: the increase
/// over any range is what it truly counted, or absent where what it reports does not tell it.
class CounterTruthTest {
  private static final long START = 1_795_219_200_000L;
  private static final long STEP = 10_000;

  @TempDir Path directory;
  private final ManualClock clock = new ManualClock(START);

  /// What was reported at a time: what was counted since the beginning, how often the counter had
  /// begun again, and whether the counter is known.
  private record Report(long time, double counted, int restarts, boolean known) {}

  private MetricStore open() throws Exception {
    return MetricStore.open(
        directory, clock.options().toBuilder().partitionLength(Duration.ofHours(2)).build());
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64})
  void increaseIsTheSumOfWhatHappened(int bits) throws Exception {
    var random = Seeds.random("counterTruth" + bits, bits);
    try (var store = open()) {
      List<Report> reports = run(store, random, bits);
      compare(store, reports, random);
      clock.millis += Duration.ofHours(5).toMillis();
      for (int run = 0; run < 5; run++) {
        store.maintain(); // seals and packs
      }
      assertThat(store.stats().heads()).isZero();
      compare(store, reports, random);
    }
  }

  /// Six hours of reports.
  private List<Report> run(MetricStore store, SplittableRandom random, int bits) throws Exception {
    Entity entity = store.entity("agent", "if/1");
    ValueKind kind = bits == 32 ? ValueKind.COUNTER32 : ValueKind.COUNTER64;
    Column column = entity.column("octets", kind, "bytes");
    long mask = bits == 32 ? 0xffff_ffffL : -1L;
    var reports = new ArrayList<Report>();
    long counter = bits == 32 ? 0xf000_0000L : Long.MAX_VALUE - 1000; // u64: past the sign bit
    double counted = 0;
    int restarts = 0;
    boolean resetPending = false;
    for (int i = 0; i < 2160; i++) {
      long grows = random.nextInt(1 << 26);
      if (random.nextInt(100) == 0) {
        counter = grows;
        restarts++;
        resetPending = true;
      } else {
        counter = (counter + grows) & mask;
      }
      counted += grows;
      clock.millis = START + i * STEP;
      boolean silent = random.nextInt(20) == 0;
      boolean unknown = random.nextInt(20) == 0 || counter == mask;
      if (!silent) {
        Row row = entity.row(clock.millis).set(column, unknown ? mask : counter);
        store.append(resetPending ? row.reset() : row);
        resetPending = false;
        reports.add(new Report(clock.millis, counted, restarts, !unknown));
      }
      if (random.nextInt(300) == 0) {
        store.maintain();
      }
    }
    return reports;
  }

  private void compare(MetricStore store, List<Report> reports, SplittableRandom random)
      throws Exception {
    List<Report> known = reports.stream().filter(Report::known).toList();
    for (int round = 0; round < 200; round++) {
      int first = random.nextInt(known.size() - 1);
      if (known.get(first + 1).time() - known.get(first).time() > 3 * STEP) {
        continue; // the range would cut a gap
      }
      int last = first + 1 + random.nextInt(known.size() - first - 1);
      // from just behind the first one, which is what the growth is measured from
      long from = known.get(first).time() + 1;
      long to = known.get(last).time() + 1;
      long step = 1L << 45; // one step; the range cuts it
      double[] found =
          store
              .query(Ask.of("agent", "if/1", "octets", from, to, step, Function.INCREASE))
              .getFirst()
              .values();
      boolean isTold = known.get(last).restarts() == known.get(first).restarts();
      double counted = known.get(last).counted() - known.get(first).counted();
      assertThat(found).containsExactly(isTold ? counted : Double.NaN);
    }
  }

  @Test
  void withoutAMarkAFallIsAResetAndAWrapAWrap() throws Exception {
    try (var store = open()) {
      Entity entity = store.entity("agent", "if/1");
      Column narrow = entity.column("narrow", ValueKind.COUNTER32, "");
      Column wide = entity.column("wide", ValueKind.COUNTER64, "");
      long[] narrowValues = {0xffff_ff00L, 0x100, 0x80, 0xc000_0000L, 0x4000_0000L, 0x4000_0001L};
      long[] wideValues = {-256, 0x100, 0x80, Long.MIN_VALUE, Long.MIN_VALUE + 5, 7};
      for (int i = 0; i < narrowValues.length; i++) {
        clock.millis = START + i * STEP;
        store.append(
            entity.row(clock.millis).set(narrow, narrowValues[i]).set(wide, wideValues[i]));
      }
      assertThat(steps(store, "narrow"))
          .containsExactly(Double.NaN, 0x200, Double.NaN, 0xc000_0000L - 0x80, Double.NaN, 1);
      assertThat(steps(store, "wide"))
          .containsExactly(Double.NaN, Double.NaN, Double.NaN, 0x1p63 - 0x80, 5, Double.NaN);
    }
  }

  private static double[] steps(MetricStore store, String metric) throws Exception {
    return store
        .query(Ask.of("*", "*", metric, START, START + 6 * STEP, STEP, Function.INCREASE))
        .getFirst()
        .values();
  }
}
