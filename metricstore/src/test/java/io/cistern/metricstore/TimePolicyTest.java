package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What the README says of late, repeated and future rows and of clocks that jump.
class TimePolicyTest extends OpenStore {
  private static final long START = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  TimePolicyTest() {
    super(START);
  }

  private boolean append(long time, String metric, long value) throws IOException {
    Entity entity = store.entity("s", "i");
    return store.append(
        entity.row(time).set(entity.column(metric, ValueKind.GAUGE_LONG, ""), value));
  }

  private void sealEverything() throws IOException {
    clock.millis += 3 * DAY;
    for (int run = 0; run < 4; run++) {
      store.maintain();
    }
    assertThat(store.stats().heads()).isZero();
  }

  private long[] raw(String metric) throws IOException {
    return store.query(Ask.raw("s", "i", metric, 0, Long.MAX_VALUE)).getFirst().rawBits();
  }

  private long[] times(String metric) throws IOException {
    return store.query(Ask.raw("s", "i", metric, 0, Long.MAX_VALUE)).getFirst().times();
  }

  @Test
  void theWindowOfLatenessIsInclusive() throws Exception {
    clock.millis = START + HOUR;
    assertThat(append(clock.millis - 5 * MINUTE, "m", 1)).isTrue();
    assertThat(append(clock.millis - 5 * MINUTE - 1, "m", 2)).isFalse();
    assertThat(append(clock.millis + HOUR, "m", 3)).isTrue();
    assertThat(append(clock.millis + HOUR + 1, "m", 4)).isFalse();
    assertThat(store.stats().rowsLate()).isEqualTo(1);
    assertThat(store.stats().rowsFuture()).isEqualTo(1);
    sealEverything();
    assertThat(raw("m")).containsExactly(1, 3);
  }

  @Test
  void lateRowsFindTheirPlace() throws Exception {
    clock.millis = START + HOUR;
    for (int i : new int[] {3, 1, 5, 2, 4}) {
      assertThat(append(START + HOUR - i * MINUTE, "m", i)).isTrue();
    }
    for (int round = 0; round < 2; round++) {
      assertThat(raw("m")).containsExactly(5, 4, 3, 2, 1);
      sealEverything();
    }
  }

  @Test
  void atTheSameTimeAgainWhatIsSetLastWinsAndTheRestStays() throws Exception {
    append(START, "a", 1);
    append(START, "b", 2);
    append(START, "a", 3);
    for (int round = 0; round < 2; round++) {
      assertThat(raw("a")).containsExactly(3);
      assertThat(raw("b")).containsExactly(2);
      assertThat(store.stats().rowsReplaced()).isEqualTo(2);
      sealEverything();
    }
  }

  @Test
  void anHourIsSealedWhenNoRowCanComeForItAnyMore() throws Exception {
    clock.millis = START + HOUR - 1;
    append(clock.millis, "m", 1);
    clock.millis = START + HOUR + 5 * MINUTE - 1;
    store.maintain();
    assertThat(append(START + HOUR - 1, "m", 2)).isTrue();
    clock.millis++;
    store.maintain();
    assertThat(store.stats().heads()).isZero();
    assertThat(append(START + HOUR - 1, "m", 3)).isFalse();
    assertThat(raw("m")).containsExactly(2);
  }

  @Test
  void aClockThatJumpsAheadSealsEarlyAndRefusesUntilItIsBack() throws Exception {
    append(START, "m", 1);
    clock.millis = START + HOUR; // one hour too far
    store.maintain();
    assertThat(append(START + 10_000, "m", 2)).isFalse();
    clock.millis = START + 20_000;
    assertThat(append(START + 20_000, "m", 3)).isTrue();
    sealEverything();
    assertThat(raw("m")).containsExactly(1, 3);
    assertThat(store.stats().rowsLate()).isEqualTo(1);
  }

  @Test
  void aClockThatJumpsBackTakesRowsAnHourAheadAndLosesNothing() throws Exception {
    clock.millis = START + DAY;
    append(START + DAY, "m", 1);
    clock.millis = START + DAY - HOUR;
    store.maintain();
    assertThat(append(START + DAY + 10_000, "m", 2)).isFalse(); // more than an hour ahead
    assertThat(append(START + DAY - 10_000, "m", 0)).isTrue();
    clock.millis = START + DAY + 20_000;
    assertThat(append(START + DAY + 20_000, "m", 3)).isTrue();
    for (int round = 0; round < 2; round++) {
      assertThat(raw("m")).containsExactly(0, 1, 3);
      sealEverything();
    }
    assertThat(store.stats().rowsFuture()).isEqualTo(1);
  }

  @Test
  void agesAreTheClocks() throws Exception {
    var days30 = Duration.ofDays(30);
    reopen(
        options.toBuilder()
            .retention(Retention.builder().raw(days30).minutes5(days30).hours1(days30).build())
            .build());
    append(START, "m", 1);
    clock.millis = START + 40 * DAY; // ahead: it is sealed, and 30 days old by this clock
    store.maintain();
    store.maintain();
    assertThat(store.query(Ask.raw("s", "i", "m", 0, Long.MAX_VALUE))).isEmpty();
    clock.millis = START - 365 * DAY; // back: nothing is too old
    append(clock.millis, "m", 2);
    clock.millis = START + MINUTE;
    store.flush();
    append(clock.millis, "m", 3);
    assertThat(raw("m")).containsExactly(2, 3);
  }

  @Test
  void rowsOnBothSidesOfABorderAreOneSeries() throws Exception {
    Entity entity = store.entity("s", "i");
    Column column = entity.column("c", ValueKind.COUNTER64, "");
    for (int i = -30; i <= 30; i++) {
      clock.millis = START + DAY + i * 10_000L;
      store.append(entity.row(clock.millis).set(column, 1_000 + 10 * i));
    }
    for (int round = 0; round < 2; round++) {
      double[] rates =
          store
              .query(
                  Ask.of(
                      "s",
                      "i",
                      "c",
                      START + DAY - MINUTE,
                      START + DAY + MINUTE,
                      MINUTE,
                      Function.RATE))
              .getFirst()
              .values();
      assertThat(rates).containsExactly(1, 1);
      sealEverything();
    }
    assertThat(store.stats().partitions(Tier.RAW)).isEqualTo(2);
  }

  @Test
  void aDayIsADayOfUtcWhateverTheYear() throws Exception {
    for (String time :
        new String[] {
          "1970-01-01T00:00:00Z",
          "2028-02-29T23:59:59.999Z", // a leap day
          "2028-03-01T00:00:00Z",
          "2016-12-31T23:59:59.999Z", // a leap second followed
          "2106-02-07T06:28:16Z", // 2^32 seconds
          "9999-12-31T23:59:59.999Z"
        }) {
      clock.millis = Instant.parse(time).toEpochMilli();
      assertThat(append(clock.millis, "m", 1)).as(time).isTrue();
    }
    clock.millis = START;
    long[] before = times("m");
    assertThat(before).hasSize(6).isSorted();
    close();
    open();
    clock.millis = Row.MAX_TIME + HOUR;
    for (int run = 0; run < 12; run++) {
      store.maintain();
    }
    assertThat(times("m")).isEqualTo(before);
    assertThat(directory.resolve("p/20280229T000000Z/raw.lm")).isRegularFile();
    assertThat(directory.resolve("p/99991231T000000Z/raw.lm")).isRegularFile();
  }
}
