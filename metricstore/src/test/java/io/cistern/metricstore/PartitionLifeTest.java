package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What becomes of partitions: rolled up, expired, dropped for want of room, lost.
class PartitionLifeTest extends OpenStore {
  private static final long START = 1_795_219_200_000L;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);
  private long counter;

  PartitionLifeTest() {
    super(START);
    options =
        options.toBuilder()
            .partitionLength(Duration.ofHours(2))
            .diskReserveBytes(1_000)
            .freeSpace(_ -> free.get())
            .build();
  }

  /// A row a minute, with maintenance now and then.
  private void run(int hours) throws IOException {
    for (int minute = 0; minute < hours * 60; minute++) {
      append();
      if (minute % 20 == 0) {
        store.maintain();
      }
      clock.millis += MINUTE;
    }
    store.maintain();
  }

  private void append() throws IOException {
    Entity entity = store.entity("s", "i");
    Column column = entity.column("n", ValueKind.COUNTER64, "");
    store.append(entity.row(clock.millis).set(column, counter++));
  }

  private double total(Tier coarsest) throws IOException {
    List<Series> counts =
        store.query(
            Ask.of("*", "*", "n", START, START + 1000 * HOUR, 1000 * HOUR, Function.COUNT)
                .toBuilder()
                .coarsest(coarsest)
                .build());
    double total = 0;
    for (Series series : counts) {
      for (double v : series.values()) {
        total += Double.isNaN(v) ? 0 : v;
      }
    }
    return total;
  }

  private int partitions(Tier tier) throws IOException {
    return store.stats().partitions(tier);
  }

  private Path partition(long start, Tier tier) {
    String name = java.time.Instant.ofEpochMilli(start).toString().replaceAll("[-:]", "");
    return directory.resolve("p").resolve(name + tier.directorySuffix());
  }

  @Nested
  class Rollups {
    @Test
    void areMadeOncePartitionIsOverAndSealed() throws Exception {
      run(2);
      assertThat(partitions(Tier.HOURS_1)).isZero();
      clock.millis += 6 * MINUTE;
      store.maintain();
      assertThat(partitions(Tier.HOURS_1)).isEqualTo(1);
      assertThat(store.stats().chunksRolled()).isEqualTo(2);
      assertThat(partition(START, Tier.RAW).resolve("rolled")).exists();
    }

    @Test
    void anInterruptedOneIsDoneAgainWithoutDoubling() throws Exception {
      run(5);
      store.close();
      Files.delete(partition(START, Tier.RAW).resolve("rolled")); // as if killed before the mark
      open();
      assertThat(total(Tier.HOURS_1)).isEqualTo(300);
      store.maintain();
      assertThat(store.stats().chunksRolled()).isEqualTo(2);
      assertThat(total(Tier.HOURS_1)).isEqualTo(300);
      assertThat(total(Tier.MINUTES_5)).isEqualTo(300);
      assertThat(total(Tier.RAW)).isEqualTo(300);
    }

    @Test
    void lateRowsAreRolledUpToo() throws Exception {
      reopen(options.toBuilder().lateness(Duration.ofDays(2)).build());
      run(6);
      clock.millis += 2 * HOUR;
      store.maintain();
      long chunks = store.stats().chunksRolled();
      Entity entity = store.entity("s", "i");
      Column column = entity.column("n", ValueKind.COUNTER64, "");
      store.append(entity.row(START + 1).set(column, 0));
      assertThat(total(Tier.HOURS_1)).isEqualTo(361);
      store.maintain(); // sealed and rolled up once more
      assertThat(store.stats().chunksRolled()).isEqualTo(chunks + 2);
      assertThat(total(Tier.HOURS_1)).isEqualTo(361);
    }

    @Test
    void growFromTheLastRowBeforeEvenIfItCameLater() throws Exception {
      reopen(options.toBuilder().lateness(Duration.ofDays(2)).build());
      run(6);
      clock.millis += 2 * HOUR;
      store.maintain();
      Entity entity = store.entity("s", "i");
      Column column = entity.column("n", ValueKind.COUNTER64, "");
      store.append(entity.row(START + 2 * HOUR - 1).set(column, 1_000)); // the next one is a reset
      store.maintain();
      var growth =
          Ask.of("s", "i", "n", START, START + 6 * HOUR, HOUR, Function.INCREASE).toBuilder()
              .coarsest(Tier.HOURS_1)
              .build();
      assertThat(store.stats().heads()).isZero();
      assertThat(store.query(growth).getFirst().values())
          .isEqualTo(store.query(growth.toBuilder().coarsest(Tier.RAW).build()).getFirst().values())
          .contains(941, Double.NaN);
    }

    @Test
    void outliveTheRows() throws Exception {
      reopen(
          options.toBuilder()
              .retention(Retention.builder().raw(Duration.ofHours(4)).build())
              .build());
      run(24);
      assertThat(partitions(Tier.RAW)).isLessThanOrEqualTo(4);
      assertThat(total(Tier.RAW)).isLessThan(500);
      assertThat(total(Tier.HOURS_1)).isEqualTo(24 * 60);
      reopen(options);
      assertThat(total(Tier.HOURS_1)).isEqualTo(24 * 60);
      double[] rates =
          store
              .query(Ask.of("s", "i", "n", START, START + 24 * HOUR, HOUR, Function.RATE))
              .getFirst()
              .values();
      assertThat(rates).hasSize(24).containsOnly(1 / 60.0);
    }

    @Test
    void lateRowsOfADroppedPartitionReplaceOnlyTheirOwnStep() throws Exception {
      reopen(options.toBuilder().lateness(Duration.ofDays(2)).build());
      run(4);
      clock.millis += HOUR;
      free.set(500);
      store.maintain();
      free.set(Long.MAX_VALUE);
      assertThat(partition(START, Tier.RAW)).doesNotExist();
      assertThat(total(Tier.HOURS_1)).isEqualTo(240);
      Entity entity = store.entity("s", "i");
      Column column = entity.column("n", ValueKind.COUNTER64, "");
      store.append(entity.row(START + 1).set(column, 0));
      store.maintain();
      assertThat(total(Tier.MINUTES_5)).isEqualTo(240 - 5 + 1);
    }

    @Test
    void canBeLeftOut() throws Exception {
      reopen(options.toBuilder().rollups(false).build());
      run(8);
      assertThat(partitions(Tier.MINUTES_5) + partitions(Tier.HOURS_1)).isZero();
    }
  }

  @Nested
  class Dropping {
    @Test
    void byAgeOfEachTier() throws Exception {
      reopen(
          options.toBuilder()
              .retention(
                  Retention.builder()
                      .raw(Duration.ofHours(4))
                      .minutes5(Duration.ofHours(20))
                      .hours1(Duration.ofHours(100))
                      .build())
              .build());
      run(80);
      assertThat(partitions(Tier.RAW)).isBetween(2, 4);
      assertThat(partitions(Tier.MINUTES_5)).isBetween(2, 3);
      assertThat(partitions(Tier.HOURS_1)).isEqualTo(2);
      assertThat(total(Tier.HOURS_1)).isEqualTo(80 * 60);
    }

    @Test
    void byBytesTheOldestRowsFirst() throws Exception {
      run(20);
      reopen(options);
      long bytes = store.stats().bytes();
      reopen(
          options.toBuilder().retention(Retention.builder().bytes(bytes - 20_000).build()).build());
      store.maintain();
      assertThat(store.stats().bytes()).isLessThanOrEqualTo(bytes - 20_000);
      assertThat(partition(START, Tier.RAW)).doesNotExist();
      assertThat(total(Tier.HOURS_1)).isEqualTo(20 * 60);
    }

    @Test
    void failsNoQuery() throws Exception {
      reopen(
          options.toBuilder()
              .retention(
                  Retention.builder()
                      .raw(Duration.ofHours(3))
                      .minutes5(Duration.ofHours(9))
                      .hours1(Duration.ofHours(40))
                      .build())
              .build());
      var stop = new AtomicBoolean();
      try (var readers = Executors.newFixedThreadPool(2)) {
        var running = new ArrayList<Future<Long>>();
        for (Tier tier : List.of(Tier.RAW, Tier.HOURS_1)) {
          running.add(
              readers.submit(() -> {
                long asked = 0;
                while (!stop.get()) {
                  total(tier);
                  asked++;
                }
                return asked;
              }));
        }
        try {
          run(48);
        } finally {
          stop.set(true);
        }
        for (Future<Long> reader : running) {
          assertThat(reader.get()).isPositive();
        }
      }
      assertThat(store.stats().partitionsDropped()).isGreaterThan(15);
      try (Stream<Path> left = Files.list(directory.resolve("p"))) {
        assertThat(left).noneMatch(path -> path.toString().endsWith(".dropped"));
      }
    }

    @Test
    void halfDeletedOnesAreSweptAtOpening() throws Exception {
      run(5);
      store.close();
      Path first = partition(START, Tier.RAW);
      Files.move(first, first.resolveSibling(first.getFileName() + ".dropped"));
      open();
      try (Stream<Path> left = Files.list(directory.resolve("p"))) {
        assertThat(left).noneMatch(path -> path.toString().endsWith(".dropped"));
      }
      assertThat(total(Tier.HOURS_1)).isEqualTo(300); // rolled up before
    }
  }

  @Nested
  class LowDisk {
    @Test
    void stopsRollupsThenDropsRowsThenRefuses() throws Exception {
      free.set(1_999);
      run(7);
      clock.millis += 6 * MINUTE;
      store.maintain();
      assertThat(partitions(Tier.MINUTES_5)).isZero();
      assertThat(partitions(Tier.RAW)).isEqualTo(4);
      free.set(999);
      for (int left = 3; left >= 1; left--) {
        store.maintain();
        assertThat(partitions(Tier.RAW)).isEqualTo(left);
        append();
      }
      store.maintain();
      assertThat(store.stats().lowDisk()).isTrue();
      assertThatThrownBy(PartitionLifeTest.this::append).isInstanceOf(StoreFullException.class);
      assertThat(store.stats().rowsLowDisk()).isEqualTo(1);
      assertThat(total(Tier.RAW)).isPositive();
      free.set(1_000);
      store.maintain();
      append();
      assertThat(store.stats().lowDisk()).isFalse();
      free.set(Long.MAX_VALUE);
      run(3);
      assertThat(partitions(Tier.MINUTES_5)).isPositive();
    }
  }

  @Nested
  class Loss {
    @Test
    void aPartitionThatVanishedIsReportedAndTheRestAnswers() throws Exception {
      run(7);
      store.close();
      open();
      StoreDirectory.deleteTree(partition(START, Tier.RAW));
      assertThat(total(Tier.RAW)).isEqualTo(5 * 60);
      assertThat(total(Tier.HOURS_1)).isEqualTo(7 * 60); // it was rolled up
      assertThat(store.stats().problems()).singleElement().asString().contains("vanished");
      store.maintain();
      assertThat(store.stats().problems()).singleElement().asString().contains("vanished");
      assertThat(partitions(Tier.RAW)).isEqualTo(2);
    }

    @Test
    void whatIsSealedAfterOneVanishedIsNotLostWithIt() throws Exception {
      run(1);
      clock.millis += 6 * MINUTE;
      store.maintain(); // the first hour is sealed and its map open
      assertThat(total(Tier.RAW)).isEqualTo(60);
      for (int minute = 0; minute < 30; minute++) {
        append();
        clock.millis += MINUTE;
      }
      StoreDirectory.deleteTree(partition(START, Tier.RAW));
      clock.millis += 2 * HOUR;
      store.maintain();
      reopen(options);
      assertThat(total(Tier.RAW)).isEqualTo(30);
    }

    @Test
    void aDamagedPartitionIsReportedAndTheRestAnswers() throws Exception {
      run(7);
      store.close();
      Path raw = partition(START, Tier.RAW).resolve("raw.lm");
      Path rollup = partition(START / (14 * HOUR) * (14 * HOUR), Tier.MINUTES_5).resolve("5m.lm");
      for (Path file : List.of(raw, rollup)) {
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, (byte) 0x55);
        Files.write(file, bytes);
      }
      open();
      assertThat(total(Tier.RAW)).isEqualTo(5 * 60);
      assertThat(total(Tier.MINUTES_5)).isEqualTo(5 * 60);
      assertThat(total(Tier.HOURS_1)).isEqualTo(7 * 60);
      assertThat(store.stats().problems()).hasSize(2);
      run(3);
      assertThat(total(Tier.HOURS_1)).isEqualTo(10 * 60);
    }
  }
}
