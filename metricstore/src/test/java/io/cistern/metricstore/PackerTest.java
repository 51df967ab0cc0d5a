package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import io.cistern.metricstore.map.Keys;
import io.cistern.metricstore.map.SharedMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Finished partitions are rewritten into longer chunks.
class PackerTest extends OpenStore {
  private static final long START = 1_795_219_200_000L;
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  PackerTest() {
    super(START);
    options = options.toBuilder().lateness(Duration.ofDays(10)).build();
  }

  private void append(String instance, long time, long value) throws IOException {
    Entity entity = store.entity("s", instance);
    Row row = entity.row(time).set(entity.column("a", ValueKind.COUNTER64, ""), value);
    if (value % 3 != 0) {
      row.set(entity.column("b", ValueKind.GAUGE_DOUBLE, ""), value / 10.0);
    }
    store.append(row);
  }

  /// A day of rows each minute, sealed hour by hour.
  private void day() throws IOException {
    for (int minute = 0; minute < 24 * 60; minute++) {
      clock.millis = START + minute * 60_000L;
      append("x", clock.millis, minute * 10L);
      append("y", clock.millis + 7, 1_000_000L + minute);
    }
    clock.millis = START + DAY;
  }

  private void maintain(long at) throws IOException {
    clock.millis = at;
    for (int run = 0; run < 3; run++) {
      store.maintain();
    }
  }

  private List<String> answers() throws IOException {
    var all = new ArrayList<String>();
    long[][] ranges = {{0, DAY}, {3 * HOUR + 5, 3 * HOUR + 70_000}, {DAY - 1, DAY}, {HOUR, HOUR}};
    for (long[] range : ranges) {
      for (Function function : List.of(Function.RAW, Function.RATE, Function.AVG)) {
        long step = function == Function.RAW ? 0 : 300_000;
        var query = Ask.of("*", "*", "*", START + range[0], START + range[1], step, function);
        for (Series series : store.query(query)) {
          all.add(series.instance() + " " + series.metric() + " " + query);
          all.add(Arrays.toString(series.times()));
          all.add(Arrays.toString(series.values()));
        }
      }
    }
    return all;
  }

  private Path raw() {
    return directory.resolve("p/20261121T000000Z/raw.lm");
  }

  private long chunks() throws IOException {
    try (var map = ListMap.open(raw(), ListMapOptions.forReading())) {
      assertThat(map.isSealed()).isTrue();
      return map.size();
    }
  }

  @Test
  void aFinishedDayIsOneChunkEachAndAnswersTheSame() throws Exception {
    day();
    maintain(START + DAY + HOUR / 2); // the last hour is not sealed yet
    List<String> before = answers();
    maintain(START + DAY + 2 * HOUR);
    assertThat(store.stats().heads()).isZero();
    assertThat(answers()).isEqualTo(before);
    assertThat(chunks()).isEqualTo(2);
    close();
    open();
    maintain(clock.millis);
    assertThat(answers()).isEqualTo(before);
    assertThat(store.stats().damaged()).isZero();
  }

  @Test
  void lateRowsOpenItAgain() throws Exception {
    day();
    maintain(START + DAY + 2 * HOUR);
    assertThat(chunks()).isEqualTo(2);
    append("x", START + 5 * HOUR + 1, 7); // between the rows of a long chunk
    append("x", START + 5 * HOUR, 8); // in place of one
    append("z", START + 6 * HOUR, 9); // of another entity
    List<String> before = answers();
    maintain(START + DAY + 4 * HOUR);
    assertThat(store.stats().heads()).isZero();
    assertThat(answers()).isEqualTo(before);
    assertThat(chunks()).isEqualTo(3);
    Series x = store.query(Ask.raw("s", "x", "a", START, START + DAY)).getFirst();
    assertThat(x.size()).isEqualTo(24 * 60 + 1);
    assertThat(x.rawBits()[300]).isEqualTo(8);
    assertThat(x.rawBits()[301]).isEqualTo(7);
  }

  @Test
  void moreRowsThanAChunkHoldsAreSeveral() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      clock.millis = START + i * 8_000L;
      append("x", clock.millis, i);
    }
    maintain(START + DAY + 2 * HOUR);
    assertThat(chunks()).isEqualTo(3);
    long from = START + 5_000 * 8_000L;
    long[] found = store.query(Ask.raw("s", "x", "a", from, from + 8_001)).getFirst().rawBits();
    assertThat(found).containsExactly(5_000, 5_001);
  }

  @Test
  void whatAnInterruptedOneLeftIsOverwritten() throws Exception {
    day();
    maintain(START + DAY + HOUR / 2);
    Files.write(raw().resolveSibling("raw.lm.new"), new byte[] {1, 2, 3});
    maintain(START + DAY + 2 * HOUR);
    assertThat(chunks()).isEqualTo(2);
    assertThat(raw().resolveSibling("raw.lm.new")).doesNotExist();
  }

  @Test
  void aDamagedOneStaysAsItIs() throws Exception {
    day();
    maintain(START + DAY + HOUR / 2);
    close();
    try (var map = ListMap.open(raw(), ListMapOptions.defaults())) {
      byte[] key = Keys.of(0, START + HOUR);
      byte[] chunk = Objects.requireNonNull(map.getBytes(key));
      chunk[0] = 99;
      map.put(key, chunk);
    }
    open();
    maintain(START + DAY + 2 * HOUR);
    assertThat(store.query(Ask.raw("s", "x", "a", START, START + DAY)).getFirst().size())
        .isEqualTo(23 * 60);
    close();
    try (var map = ListMap.open(raw(), ListMapOptions.forReading())) {
      assertThat(map.isSealed()).isFalse();
      assertThat(map.size()).isEqualTo(48);
      assertThat(Objects.requireNonNull(map.getBytes(Keys.of(0, START + HOUR)))[0])
          .isEqualTo((byte) 99);
    }
    open();
  }

  @Test
  void aReaderOfTheOldFileGoesOn() throws Exception {
    day();
    maintain(START + DAY + HOUR / 2);
    var partition =
        new Partition(
            Tier.RAW,
            directory.resolve("p/20261121T000000Z"),
            START,
            START + DAY,
            ListMapOptions.builder().create(false).build(),
            new Problems());
    store.close();
    SharedMap old = Objects.requireNonNull(partition.acquire());
    Path copy = raw().resolveSibling("copy");
    old.map().compactTo(copy);
    partition.replace(copy);
    SharedMap next = Objects.requireNonNull(partition.acquire());
    assertThat(next.map()).isNotSameAs(old.map());
    byte[] key = Keys.of(0, START + HOUR);
    assertThat(old.map().getBytes(key)).isEqualTo(next.map().getBytes(key)).isNotEmpty();
    old.release();
    next.release();
    partition.close();
    open();
  }
}
