package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.listmap.Cursor;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import io.cistern.metricstore.codec.ByteInput;
import io.cistern.metricstore.codec.ByteOutput;
import io.cistern.metricstore.codec.ChunkDecoder;
import io.cistern.metricstore.codec.ChunkEncoder;
import io.cistern.metricstore.codec.DamagedDataException;
import io.cistern.metricstore.codec.NumberKind;
import io.cistern.metricstore.codec.RowTable;
import io.cistern.metricstore.codec.Statistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Statistics answer what the values would have answered, to the bit, and save decoding them.
class StatisticsTest {
  private static final long START = 1_795_219_200_000L;
  private static final long HOUR = 3_600_000;
  private static final long PARTITION = 3 * HOUR;
  private static final Function[] FUNCTIONS = {
    Function.LAST,
    Function.AVG,
    Function.MIN,
    Function.MAX,
    Function.SUM,
    Function.COUNT,
    Function.FIRST,
    Function.DELTA,
    Function.INCREASE,
    Function.RATE
  };

  @TempDir Path directory;
  private final ManualClock clock = new ManualClock(START);
  private final Oracle oracle = new Oracle();
  private final long[] counters = new long[4];

  private MetricStore open() throws IOException {
    return MetricStore.open(
        directory,
        clock.options().toBuilder()
            .rollups(false)
            .lateness(Duration.ofDays(10))
            .partitionLength(Duration.ofMillis(PARTITION))
            .build());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void statisticsAnswerAsTheValuesWould(long fixed) throws Exception {
    SplittableRandom random = Seeds.random("statistics", fixed);
    var queries = new ArrayList<Query>();
    try (var store = open()) {
      for (int row = 0; row < 3_000; row++) {
        clock.millis +=
            random.nextInt(500) == 0 ? random.nextLong(4 * HOUR) : 14_900 + random.nextInt(200);
        append(store, row, clock.millis, random);
        if (random.nextInt(200) == 0) { // into an hour that is sealed, or packed
          append(store, row, START + random.nextLong(clock.millis - START), random);
        }
        if (random.nextInt(150) == 0) {
          store.maintain();
          compare(store, query(random));
        }
      }
      for (int i = 0; i < 40; i++) {
        queries.add(query(random));
      }
      compareAll(store, queries);
      clock.millis += PARTITION + 2 * HOUR;
      for (int run = 0; run < 5; run++) {
        store.maintain();
        compareAll(store, queries);
      }
      assertThat(store.stats().heads()).isZero();
      assertThat(store.stats().damaged()).isZero();
    }
    assertThat(OfflineStore.inspect(directory).isSound()).isTrue();
    int all = rewrite(StatisticsTest::withoutStatistics);
    assertThat(all).isGreaterThan(5);
    try (var store = open()) {
      compareAll(store, queries);
      assertThat(store.stats().damaged()).isZero();
    }
  }

  private void append(MetricStore store, int n, long time, SplittableRandom random)
      throws Exception {
    Entity entity = store.entity("s", "i" + n % 2);
    Row row = entity.row(time);
    if (random.nextInt(300) == 0) {
      row.reset();
      oracle.reset(entity, time);
      counters[n % 2] = random.nextInt(1000);
    } else if (random.nextInt(300) == 0) {
      counters[n % 2] = random.nextInt(1000); // nothing tells
    }
    counters[n % 2] += random.nextInt(1 << 24);
    boolean odd = time / HOUR % 4 == 1;
    set(row, "wide", ValueKind.COUNTER64, counters[n % 2]);
    set(row, "narrow", ValueKind.COUNTER32, counters[n % 2] * 100 & 0xffff_fffeL);
    set(row, "state", ValueKind.STATE, 3);
    set(row, "tenths", ValueKind.GAUGE_DOUBLE, bits(random.nextInt(1000) / 10.0));
    set(row, "thirds", ValueKind.GAUGE_DOUBLE, bits(odd && n % 30 < 2 ? Double.NaN : n / 3.0));
    if (n % 7 != 3 && time / HOUR % 3 != 0) {
      set(row, "level", ValueKind.GAUGE_LONG, random.nextInt(-500, 500));
      set(row, "wild", ValueKind.GAUGE_LONG, random.nextLong() >> (odd ? 0 : 20));
      set(row, "huge", ValueKind.GAUGE_DOUBLE, bits((random.nextInt(9) - 4) * 1e307));
      set(row, "leaps", ValueKind.COUNTER64, random.nextLong() >>> (odd ? 1 : 14));
    }
    store.append(row);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private void set(Row row, String metric, ValueKind kind, long raw) throws Exception {
    Column column = row.entity().column(metric, kind, "u");
    row.setRaw(column, raw);
    oracle.set(row.entity(), row.timeMillis(), column, raw);
  }

  /// Mostly with bounds where chunks have theirs.
  private Query query(SplittableRandom random) {
    long[] steps = {HOUR, HOUR, 2 * HOUR, PARTITION, 2 * PARTITION, 8 * PARTITION, HOUR / 2};
    long step = steps[random.nextInt(steps.length)];
    long from = START + random.nextLong(clock.millis - START);
    long to = from + random.nextLong(clock.millis + HOUR - from);
    if (random.nextInt(4) > 0) {
      from = from / HOUR * HOUR;
      to = to / HOUR * HOUR + HOUR;
    }
    Function function = FUNCTIONS[random.nextInt(FUNCTIONS.length)];
    return Ask.of("*", "*", "*", from, to, step, function).toBuilder().coarsest(Tier.RAW).build();
  }

  private void compareAll(MetricStore store, List<Query> queries) throws Exception {
    for (Query query : queries) {
      compare(store, query);
    }
  }

  private void compare(MetricStore store, Query query) throws Exception {
    List<Series> actual = store.query(query);
    List<Series> expected = oracle.query(query);
    assertThat(actual.stream().map(s -> Map.entry(s.instance(), s.metric())))
        .as("%s", query)
        .isEqualTo(expected.stream().map(s -> Map.entry(s.instance(), s.metric())).toList());
    for (int i = 0; i < expected.size(); i++) {
      Series e = expected.get(i);
      assertThat(actual.get(i).values())
          .as("%s of %s %s", query, e.instance(), e.metric())
          .isEqualTo(e.values());
    }
  }

  @FunctionalInterface
  private interface Rewriting {
    byte[] of(byte[] chunk) throws IOException;
  }

  /// Writes every chunk anew.
  ///
  /// @return how many
  private int rewrite(Rewriting rewriting) throws IOException {
    int count = 0;
    try (Stream<Path> partitions = Files.list(directory.resolve("p"))) {
      for (Path partition : partitions.toList()) {
        Path file = partition.resolve("raw.lm");
        var chunks = new ArrayList<Map.Entry<byte[], byte[]>>();
        try (ListMap map = ListMap.open(file, ListMapOptions.forReading())) {
          Cursor cursor = map.cursor();
          for (boolean more = cursor.first(); more; more = cursor.next()) {
            chunks.add(Map.entry(cursor.keyBytes(), rewriting.of(cursor.valueBytes())));
          }
        }
        Files.delete(file);
        try (ListMap map = ListMap.open(file, ListMapOptions.defaults())) {
          for (var chunk : chunks) {
            map.put(chunk.getKey(), chunk.getValue());
          }
        }
        count += chunks.size();
      }
    }
    return count;
  }

  private static byte[] withoutStatistics(byte[] chunk) throws IOException {
    var table = new RowTable();
    var decoder = new ChunkDecoder();
    decoder.readAll(chunk, 100, table);
    var kinds = new NumberKind[table.columnCount()];
    decoder.wrap(chunk, 100);
    while (decoder.nextColumn()) {
      kinds[decoder.column()] = decoder.kind();
    }
    return ChunkEncoder.ofRollups().encode(table, 0, table.rows, kinds);
  }

  /// A copy of a chunk of which neither the times nor the values can be decoded.
  private static byte[] withoutPayloads(byte[] chunk) throws DamagedDataException {
    var in = new ByteInput().wrap(chunk);
    var out = new ByteOutput();
    out.writeByte(in.readByte());
    copyVarints(3, in, out);
    out.writeByte(in.readByte());
    in.skip(in.readLength());
    out.writeVarint(0);
    assertThat(in.readVarint()).as("marks").isZero();
    out.writeVarint(0);
    long classes = in.readVarint();
    out.writeVarint(classes);
    copyVarints((int) (2 * classes - 1), in, out);
    long columns = in.readVarint();
    out.writeVarint(columns);
    for (long c = 0; c < columns; c++) {
      copyVarints(1, in, out);
      out.writeByte(in.readByte());
      out.writeByte(in.readByte());
      int end = in.readLength();
      end += in.position();
      int payload = in.position() + 1 + in.byteAt(in.position());
      int kept = Math.min(end - 1, payload + 10);
      out.writeVarint(kept - in.position());
      while (in.position() < kept) {
        out.writeByte(in.readByte());
      }
      in.skip(end - kept);
    }
    return out.toByteArray();
  }

  private static void copyVarints(int count, ByteInput in, ByteOutput out)
      throws DamagedDataException {
    for (int i = 0; i < count; i++) {
      out.writeVarint(in.readVarint());
    }
  }

  /// Six hours, packed, without marks and NaNs.
  private void fill() throws IOException {
    try (var store = open()) {
      Entity entity = store.entity("s", "i");
      for (int i = 0; i < 6 * 360; i++) {
        clock.millis = START + i * 10_000L + i * 7919L % 90;
        store.append(
            entity
                .row(clock.millis)
                .set(
                    entity.column("octets", ValueKind.COUNTER64, ""),
                    i * 1_000_003L + i * 31L % 977)
                .set(entity.column("load", ValueKind.GAUGE_DOUBLE, ""), i * 37 % 101 / 3.0));
      }
      clock.millis = START + 3 * PARTITION;
      for (int run = 0; run < 5; run++) {
        store.maintain();
      }
      assertThat(store.stats().heads()).isZero();
    }
  }

  private static Query whole(Function function, long step) {
    return Ask.of("*", "*", "*", START, START + 2 * PARTITION, step, function);
  }

  private static Map<String, double[]> answers(MetricStore store, Query query) throws IOException {
    var answers = new TreeMap<String, double[]>();
    for (Series series : store.query(query)) {
      answers.put(series.metric(), series.values());
    }
    return answers;
  }

  @ParameterizedTest
  @EnumSource(
      value = Function.class,
      names = {"RAW", "QUANTILE"},
      mode = EnumSource.Mode.EXCLUDE)
  void whatLiesInOneStepIsNotDecoded(Function function) throws Exception {
    fill();
    var expected = new ArrayList<Map<String, double[]>>();
    long[] steps = {PARTITION, 2 * PARTITION, 24 * HOUR};
    try (var store = open()) {
      for (long step : steps) {
        expected.add(answers(store, whole(function, step)));
      }
    }
    assertThat(rewrite(StatisticsTest::withoutPayloads)).isEqualTo(2);
    try (var store = open()) {
      for (int i = 0; i < steps.length; i++) {
        Map<String, double[]> found = answers(store, whole(function, steps[i]));
        assertThat(found).containsOnlyKeys("load", "octets");
        expected
            .get(i)
            .forEach((metric, values) -> assertThat(found.get(metric)).isEqualTo(values));
      }
      assertThat(store.stats().damaged()).isZero();
      assertThat(answers(store, whole(function, HOUR))).isEmpty(); // steps within a chunk
      assertThat(store.stats().damaged()).isEqualTo(2);
    }
  }

  @Test
  void aRowAmongThemHasThemDecoded() throws Exception {
    fill();
    rewrite(StatisticsTest::withoutPayloads);
    try (var store = open()) {
      Entity entity = store.entity("s", "i");
      store.append(
          entity.row(START + HOUR + 1).set(entity.column("load", ValueKind.GAUGE_DOUBLE, ""), 1));
      answers(store, whole(Function.AVG, PARTITION));
      assertThat(store.stats().damaged()).isEqualTo(2);
    }
  }

  private static Statistics of(NumberKind kind, BitSet marks, long... values) {
    int[] rows = new int[values.length];
    Arrays.setAll(rows, i -> i);
    long[] times = new long[values.length];
    Arrays.setAll(times, i -> i);
    var statistics = new Statistics();
    assertThat(statistics.take(kind, values, values.length, rows, times, marks, 0)).isTrue();
    return statistics;
  }

  @Test
  void sayWhatTheValuesAre() {
    var marks = new BitSet();
    marks.set(2);
    Statistics s = of(NumberKind.COUNTER32, marks, 0xf000_0000L, 5, 20, 7, 9);
    assertThat(List.of(s.first, s.last, s.least, s.greatest))
        .containsExactly(0xf000_0000L, 9L, 5L, 0xf000_0000L);
    assertThat(s.increase).isEqualTo(0x1000_0005L + 20 + 7 + 2); // a wrap, a mark, a fall
    assertThat(s.resets).isEqualTo(2);
    assertThat(s.sum).isEqualTo(0xf000_0000L + 41);
  }

  @Test
  void thereAreNoneOfWhatTheyCannotSayExactly() {
    long[][] none = {
      {bits(1), bits(Double.NaN)},
      {bits(Double.POSITIVE_INFINITY), bits(1)},
      {bits(1e300), bits(1), bits(1e-300)},
      {bits(Double.MAX_VALUE), bits(Double.MAX_VALUE)},
    };
    for (long[] values : none) {
      assertThatThrownBy(() -> of(NumberKind.GAUGE_DOUBLE, new BitSet(), values))
          .isInstanceOf(AssertionError.class);
    }
    assertThatThrownBy(() -> of(NumberKind.GAUGE_LONG, new BitSet(), Long.MIN_VALUE, 1))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> of(NumberKind.COUNTER64, new BitSet(), 0, 1L << 53))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aConstantTakesAByte() throws Exception {
    var table = new RowTable();
    for (int r = 0; r < 100; r++) {
      table.addRow(START + 10_000 * r, false);
      table.set(r, 0, 10_000_000_000L);
    }
    NumberKind[] kinds = {NumberKind.GAUGE_LONG};
    byte[] with = ChunkEncoder.ofRows().encode(table, 0, 100, kinds);
    byte[] without = ChunkEncoder.ofRollups().encode(table, 0, 100, kinds);
    assertThat(with).hasSize(without.length + 1 + 1); // and one for the class of all distances
    var decoder = new ChunkDecoder();
    decoder.wrap(with, 1);
    assertThat(decoder.nextColumn()).isTrue();
    Statistics read = Objects.requireNonNull(decoder.readStatistics());
    assertThat(read.sum).isEqualTo(1e12);
    assertThat(read.intervals.median()).isEqualTo(10_240);
    assertThat(decoder.statisticsAgree()).isTrue();
  }
}
