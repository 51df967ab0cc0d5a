package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cistern.metricstore.codec.ExactSum;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is not known is not a value: steps that cut a gap, or hold a reset, from rows of the head,
/// from statistics of chunks and from rollups.
class GapTest {
  private static final long START = 1_795_219_200_000L;
  private static final long INTERVAL = 10_000;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final double ABSENT = Double.NaN;

  /// Where the samples are when they are asked for.
  private enum Where {
    HEAD,
    CHUNKS,
    ROLLUPS
  }

  @TempDir Path directory;
  private final ManualClock clock = new ManualClock(START);
  private MetricStore store;

  @BeforeEach
  void open() throws IOException {
    store = MetricStore.open(directory, options());
  }

  private MetricStoreOptions options() {
    return clock.options().toBuilder()
        .partitionLength(Duration.ofHours(2))
        .lateness(Duration.ofHours(1))
        .build();
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private void append(String instance, long time, ValueKind kind, long raw) throws IOException {
    clock.millis = Math.max(clock.millis, time);
    Entity entity = store.entity("s", instance);
    store.append(entity.row(time).setRaw(entity.column("m", kind, ""), raw));
  }

  /// A counter that counts 1,000 a second, also while nobody hears of it.
  private void count(String instance, long from, long to) throws IOException {
    for (long time = from; time < to; time += INTERVAL) {
      append(instance, time, ValueKind.COUNTER64, time - START);
    }
  }

  private void bring(Where where) throws IOException {
    if (where == Where.HEAD) {
      return;
    }
    clock.millis += 4 * HOUR;
    if (where == Where.CHUNKS) {
      store.close();
      store = MetricStore.open(directory, options().toBuilder().rollups(false).build());
    }
    for (int run = 0; run < 4; run++) {
      store.maintain();
    }
    assertThat(store.stats().heads()).isZero();
    assertThat(store.stats().chunksRolled() > 0).isEqualTo(where == Where.ROLLUPS);
  }

  private double[] ask(Function function, long from, long to, long step) throws IOException {
    return store.query(Ask.of("s", "i", "m", from, to, step, function)).getFirst().values();
  }

  @Nested
  class Increase {
    @ParameterizedTest
    @EnumSource(Where.class)
    void acrossAGapIsThatOfAStepThatHoldsBothEnds(Where where) throws IOException {
      count("i", START, START + 12 * MINUTE);
      count("i", START + 22 * MINUTE, START + 30 * MINUTE);
      bring(where);
      double whole = 30 * MINUTE - INTERVAL;
      assertThat(ask(Function.INCREASE, START, START + 30 * MINUTE, 30 * MINUTE))
          .containsExactly(whole);
      assertThat(ask(Function.RATE, START, START + 30 * MINUTE, 30 * MINUTE))
          .containsExactly(1_000);
      assertThat(ask(Function.DELTA, START, START + 30 * MINUTE, 30 * MINUTE))
          .containsExactly(whole);
      double five = 5 * MINUTE;
      assertThat(ask(Function.INCREASE, START, START + 30 * MINUTE, 5 * MINUTE))
          .containsExactly(five - INTERVAL, five, ABSENT, ABSENT, ABSENT, five);
      assertThat(ask(Function.RATE, START, START + 30 * MINUTE, 5 * MINUTE))
          .containsExactly(1_000, 1_000, ABSENT, ABSENT, ABSENT, 1_000);
      assertThat(ask(Function.DELTA, START, START + 30 * MINUTE, 5 * MINUTE))
          .containsExactly(five - INTERVAL, five, ABSENT, ABSENT, ABSENT, five);
    }

    @Test
    void isKnownOfAStepInWhichNoSampleWasDueAnyMore() throws IOException {
      count("i", START, START + 5 * MINUTE);
      count("i", START + 10 * MINUTE, START + 15 * MINUTE);
      assertThat(ask(Function.INCREASE, START, START + 15 * MINUTE, 5 * MINUTE))
          .containsExactly(5 * MINUTE - INTERVAL, ABSENT, ABSENT);
    }

    @Test
    void isNotKnownOfARangeThatBeginsInAGap() throws IOException {
      count("i", START, START + 5 * MINUTE);
      count("i", START + 45 * MINUTE, START + 55 * MINUTE);
      for (int early = 7; early < 45; early += 7) {
        assertThat(ask(Function.INCREASE, START + early * MINUTE, START + HOUR, HOUR))
            .containsExactly(ABSENT);
      }
      assertThat(ask(Function.INCREASE, START - HOUR, START + HOUR, 1L << 45))
          .containsExactly(55 * MINUTE - INTERVAL);
    }

    @Test
    void isKnownUpToTheLastSampleOfAll() throws IOException {
      count("i", START, START + 7 * MINUTE);
      assertThat(ask(Function.INCREASE, START, START + 15 * MINUTE, 5 * MINUTE))
          .containsExactly(5 * MINUTE - INTERVAL, 2 * MINUTE, ABSENT);
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void overAResetIsNotKnown(Where where) throws IOException {
      for (int i = 0; i < 90; i++) {
        append("i", START + i * INTERVAL, ValueKind.COUNTER64, i < 40 ? i * 10 : i * 10 - 395);
      }
      bring(where);
      assertThat(ask(Function.INCREASE, START, START + 15 * MINUTE, 5 * MINUTE))
          .containsExactly(290, ABSENT, 300);
      assertThat(ask(Function.RATE, START, START + 15 * MINUTE, 5 * MINUTE))
          .containsExactly(1, ABSENT, 1);
      assertThat(ask(Function.INCREASE, START, START + 15 * MINUTE, 30 * MINUTE))
          .containsExactly(ABSENT);
      assertThat(ask(Function.DELTA, START, START + 15 * MINUTE, 5 * MINUTE))
          .containsExactly(290, -95, 300);
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void overAMarkIsNotKnownWhereverItLies(Where where) throws IOException {
      for (int i = 0; i < 90; i++) {
        append("i", START + i * INTERVAL, ValueKind.COUNTER64, i * 10);
      }
      store.append(store.entity("s", "i").row(START + 5 * MINUTE - 1).reset()); // before i = 30
      bring(where);
      assertThat(ask(Function.INCREASE, START, START + 15 * MINUTE, 5 * MINUTE))
          .containsExactly(290, ABSENT, 300);
      assertThat(store.resets("s", "i", START, START + HOUR))
          .containsExactly(START + 5 * MINUTE - 1);
    }

    @Test
    void rateOfAnEmptyStepIsNotThatAcrossAReset() throws IOException {
      append("i", START, ValueKind.COUNTER64, 1_000);
      append("i", START + 10_000, ValueKind.COUNTER64, 2_000);
      append("i", START + 20_000, ValueKind.COUNTER64, 500);
      append("i", START + 30_000, ValueKind.COUNTER64, 1_500);
      assertThat(ask(Function.RATE, START, START + 35_000, 5_000))
          .containsExactly(ABSENT, 100, 100, ABSENT, ABSENT, 100, 100);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void stepsAddUpToTheIncreaseOfTheRangeWhereAllAreKnown(long fixed) throws IOException {
    SplittableRandom random = Seeds.random("gaps", fixed);
    long end = START + 3 * HOUR;
    long counter = random.nextLong(1 << 30);
    for (long time = START; time < end; time += INTERVAL) {
      counter += random.nextInt(1 << 20);
      append("i", time, ValueKind.COUNTER64, counter);
      if (random.nextInt(150) == 0) {
        time += random.nextLong(10 * MINUTE); // counts on
        counter += random.nextInt(1 << 28);
      }
      if (random.nextInt(600) == 0) {
        counter = 0;
      }
      if (random.nextInt(200) == 0) {
        store.maintain();
      }
    }
    bring(Where.values()[(int) (fixed % 3)]);
    int known = 0;
    for (int round = 0; round < 400; round++) {
      long step = List.of(INTERVAL, 70_000L, 5 * MINUTE, HOUR).get(random.nextInt(4));
      long from = START + random.nextLong(3 * HOUR - 1);
      long to = from + 1 + random.nextLong(end - from);
      Query steps =
          Ask.of("s", "i", "m", from, to, step, Function.INCREASE).toBuilder()
              .coarsest(Tier.RAW)
              .build();
      for (Series series : store.query(steps)) {
        if (Arrays.stream(series.values()).noneMatch(Double::isNaN)) {
          Query whole =
              Ask.of("s", "i", "m", from, to, 1L << 45, Function.INCREASE).toBuilder()
                  .coarsest(Tier.RAW)
                  .build();
          assertThat(store.query(whole).getFirst().values())
              .as("%s", steps)
              .containsExactly(DoubleStream.of(series.values()).sum());
          known++;
        }
      }
    }
    assertThat(known).isPositive();
  }

  @Nested
  class OfAGroup {
    private double[] sum(Function function) throws IOException {
      return store
          .query(
              Ask.of("s", "*", "m", START, START + 15 * MINUTE, 5 * MINUTE, function).toBuilder()
                  .grouping(Grouping.of(Aggregation.SUM))
                  .build())
          .getFirst()
          .values();
    }

    @Test
    void sumIsNotThatOfTheOthersWhereOneIsNotKnown() throws IOException {
      count("i", START, START + 15 * MINUTE);
      count("j", START, START + 6 * MINUTE);
      count("j", START + 9 * MINUTE, START + 15 * MINUTE);
      assertThat(sum(Function.RATE)).containsExactly(2_000, 2_000, 2_000);
      count("k", START, START + 4 * MINUTE);
      count("k", START + 11 * MINUTE, START + 15 * MINUTE);
      assertThat(sum(Function.RATE)).containsExactly(ABSENT, ABSENT, ABSENT);
      assertThat(sum(Function.LAST)[1]).isNaN();
      assertThat(sum(Function.COUNT)).containsExactly(30 + 30 + 24, 30 + 12, 30 + 30 + 24);
    }

    @Test
    void sumIsThatOfThoseThatAreThere() throws IOException {
      count("i", START, START + 15 * MINUTE);
      count("new", START + 5 * MINUTE, START + 15 * MINUTE);
      count("gone", START, START + 10 * MINUTE);
      assertThat(sum(Function.RATE)).containsExactly(2_000, 3_000, 2_000);
    }

    @Test
    void sumOfOneStepWithAResetIsNotKnown() throws IOException {
      count("i", START, START + 5 * MINUTE);
      append("j", START, ValueKind.COUNTER64, 1_000_000);
      append("j", START + INTERVAL, ValueKind.COUNTER64, 3);
      assertThat(sum(Function.INCREASE)).startsWith(ABSENT);
    }
  }

  @Nested
  class NearTheLargestDouble {
    private void gauges(String instance, double... values) throws IOException {
      for (int i = 0; i < values.length; i++) {
        append(
            instance,
            START + i * INTERVAL,
            ValueKind.GAUGE_DOUBLE,
            Double.doubleToRawLongBits(values[i]));
      }
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void meansAreFinite(Where where) throws IOException {
      gauges("i", 1e308, 1.5e308, 1.7e308, 1e308);
      append("i", START + 9 * MINUTE, ValueKind.GAUGE_DOUBLE, Double.doubleToRawLongBits(-1e308));
      append("i", START + 9 * MINUTE + 1, ValueKind.GAUGE_DOUBLE, 0);
      bring(where);
      assertThat(ask(Function.AVG, START, START + 10 * MINUTE, 5 * MINUTE)[0])
          .isCloseTo(1.3e308, within(1e293));
      assertThat(ask(Function.AVG, START, START + 10 * MINUTE, 10 * MINUTE)[0])
          .isCloseTo(0.7e308, within(1e293));
      assertThat(ask(Function.SUM, START, START + 10 * MINUTE, 5 * MINUTE))
          .containsExactly(Double.POSITIVE_INFINITY, -1e308);
    }

    @Test
    void quantilesAndRatesAreFinite() throws IOException {
      gauges("i", -1.7e308, 1.7e308);
      Query median = Ask.of("s", "i", "m", START, START + MINUTE, MINUTE, Function.QUANTILE);
      assertThat(store.query(median).getFirst().values()).containsExactly(0);
      gauges("j", 0, 1e308);
      Query rate = Ask.of("s", "j", "m", START, START + MINUTE, MINUTE, Function.RATE);
      assertThat(store.query(rate).getFirst().values()[0]).isCloseTo(1e307, within(1e292));
    }

    @Test
    void meansOfGroupsAreFinite() throws IOException {
      for (String instance : List.of("i", "j", "k")) {
        gauges(instance, 1.5e308, 1.5e308);
      }
      gauges("l", -1.5e308, -1.5e308);
      assertThat(group(Grouping.of(Aggregation.AVG))).containsExactly(0.75e308);
      assertThat(group(Grouping.of(Aggregation.SUM))).containsExactly(Double.POSITIVE_INFINITY);
      gauges("m", -1.5e308, -1.5e308);
      gauges("n", -1.5e308, -1.5e308);
      gauges("o", -1e308);
      assertThat(group(Grouping.of(Aggregation.SUM))).containsExactly(-1e308);
      gauges("p", 1.6e308, 1.6e308);
      Query top =
          Ask.of("s", "*", "m", START, START + MINUTE, INTERVAL, Function.LAST).toBuilder()
              .grouping(Grouping.top(1))
              .build();
      assertThat(store.query(top).getFirst().instance()).isEqualTo("p");
    }

    private double[] group(Grouping grouping) throws IOException {
      return store
          .query(
              Ask.of("s", "*", "m", START, START + MINUTE, MINUTE, Function.LAST).toBuilder()
                  .grouping(grouping)
                  .build())
          .getFirst()
          .values();
    }
  }

  @Test
  void sumsTooLargeForADoubleAddUpAgain() {
    var sum = new ExactSum();
    LongStream.range(0, 1_000).forEach(_ -> sum.add(Double.MAX_VALUE));
    assertThat(sum.isTooLarge()).isTrue();
    assertThat(sum.mean(1_000)).isEqualTo(Double.MAX_VALUE);
    double scaled = sum.scaled();
    sum.clear();
    sum.addScaled(scaled);
    sum.addScaled(-scaled);
    sum.add(0.5);
    assertThat(sum.value()).isEqualTo(0.5);
  }
}
