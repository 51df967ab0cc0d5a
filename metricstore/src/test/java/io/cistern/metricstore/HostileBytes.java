package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.metricstore.codec.ChunkDecoder;
import io.cistern.metricstore.codec.ChunkEncoder;
import io.cistern.metricstore.codec.DamagedDataException;
import io.cistern.metricstore.codec.NumberKind;
import io.cistern.metricstore.codec.RowCodec;
import io.cistern.metricstore.codec.RowTable;
import io.cistern.metricstore.codec.Statistics;
import io.cistern.metricstore.rollup.RollupDecoder;
import io.cistern.metricstore.rollup.Samples;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;

/// What the decoders may do with any bytes: decode them or refuse them with [DamagedDataException],
/// in bounded memory. What decodes is encoded again and must come back the same.
final class HostileBytes {
  /// Columns that the entity has, of every kind in turn.
  static final NumberKind[] KINDS = new NumberKind[20];

  static {
    Arrays.setAll(KINDS, c -> NumberKind.values()[c % NumberKind.values().length]);
  }

  private static final MethodHandle ALLOCATED = allocatedBytes();

  /// A few words, plus for each row a chunk may have its time, and in each column the entity has a
  /// value and a bit; arrays grow by doubling.
  private static final long LIMIT =
      64 * 1024 + 3L * ChunkEncoder.MAX_ROWS * (8 + KINDS.length * 9L);

  private HostileBytes() {}

  static void chunk(byte[] data) {
    allocatesAtMost(LIMIT + 64L * data.length, () -> decode(data, new RowTable()));
    allocatesAtMost(LIMIT, () -> statistics(data));
    rollups(data);
    var table = new RowTable();
    if (decode(data, table)) {
      assertThat(table.rows).isBetween(1, ChunkEncoder.MAX_ROWS);
      encodedAgain(table);
    }
  }

  private static boolean decode(byte[] data, RowTable table) {
    try {
      new ChunkDecoder().readAll(data, KINDS.length, table);
      return true;
    } catch (DamagedDataException e) {
      assertThat(e.offset()).isBetween(0, data.length);
      return false;
    }
  }

  /// Reads all that a query reads which decodes nothing.
  private static void statistics(byte[] data) {
    var decoder = new ChunkDecoder();
    try {
      decoder.wrap(data, KINDS.length);
      while (decoder.nextColumn()) {
        Statistics read = decoder.readStatistics();
        if (read != null) {
          assertThat(read.count).isBetween(1, decoder.rows());
          assertThat(read.firstTime).isBetween(decoder.firstTime(), decoder.lastTime());
          assertThat(read.lastTime).isBetween(read.firstTime, decoder.lastTime());
          assertThat(read.intervals.total()).isEqualTo(read.count - 1);
        }
      }
    } catch (DamagedDataException e) {
      assertThat(e.offset()).isBetween(0, data.length);
    }
  }

  /// Reads them as rollup rows.
  private static void rollups(byte[] data) {
    Samples[] all = Arrays.stream(KINDS).map(Samples::new).toArray(Samples[]::new);
    try {
      new RollupDecoder().read(data, 300_000, 0, Long.MAX_VALUE, all);
    } catch (DamagedDataException e) {
      assertThat(e.offset()).isBetween(0, data.length);
    }
  }

  private static void encodedAgain(RowTable table) {
    byte[] again = ChunkEncoder.ofRows().encode(table, 0, table.rows, KINDS);
    var back = new RowTable();
    assertThat(decode(again, back)).isTrue();
    assertThat(statisticsAgree(again)).isTrue();
    assertThat(back.rows).isEqualTo(table.rows);
    assertThat(Arrays.equals(back.times, 0, table.rows, table.times, 0, table.rows)).isTrue();
    assertThat(back.resets).isEqualTo(table.resets);
    for (int c = 0; c < table.columnCount(); c++) {
      if (table.column(c).present.isEmpty()) {
        continue;
      }
      assertThat(back.column(c).present).isEqualTo(table.column(c).present);
      for (int r : table.column(c).present.stream().toArray()) {
        assertThat(back.column(c).values[r]).isEqualTo(table.column(c).values[r]);
      }
    }
  }

  private static boolean statisticsAgree(byte[] chunk) {
    var decoder = new ChunkDecoder();
    boolean agree = true;
    try {
      decoder.wrap(chunk, KINDS.length);
      while (decoder.nextColumn()) {
        agree &= decoder.statisticsAgree();
      }
      return agree;
    } catch (DamagedDataException e) {
      return false;
    }
  }

  static void row(byte[] data) {
    allocatesAtMost(64 * 1024 + 64L * data.length, () -> decodeRow(data));
  }

  private static void decodeRow(byte[] data) {
    var table = new RowTable();
    try {
      new RowCodec().decode(data, 1, KINDS.length, table);
      assertThat(table.rows).isEqualTo(1);
    } catch (DamagedDataException e) {
      assertThat(e.offset()).isBetween(0, data.length);
    }
  }

  static void entity(byte[] data) {
    allocatesAtMost(64 * 1024 + 64L * data.length, () -> decodeEntity(data));
    allocatesAtMost(64 * 1024 + 128L * data.length, () -> decodeSchema(data));
  }

  private static void decodeSchema(byte[] data) {
    try {
      List<MetricInfo> columns = EntityCodec.decodeSchema(data);
      assertThat(EntityCodec.decodeSchema(EntityCodec.encode(columns))).isEqualTo(columns);
    } catch (DamagedDataException e) {
      assertThat(e.offset()).isBetween(0, data.length);
    }
  }

  private static void decodeEntity(byte[] data) {
    try {
      EntityCodec.decode(data, n -> n == 3 ? List.of() : null);
    } catch (DamagedDataException e) {
      assertThat(e.offset()).isBetween(0, data.length);
    }
  }

  /// By reflection, because `jdk.management` is no module this one requires.
  private static MethodHandle allocatedBytes() {
    try {
      Object threads =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      return MethodHandles.publicLookup()
          .findVirtual(
              Class.forName("com.sun.management.ThreadMXBean"),
              "getCurrentThreadAllocatedBytes",
              MethodType.methodType(long.class))
          .bindTo(threads);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("this JVM does not count allocated bytes", e);
    }
  }

  private static long allocated() {
    try {
      return (long) ALLOCATED.invoke();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /// The first run may load classes: only if it allocates too much again the code is to blame.
  static void allocatesAtMost(long limit, Runnable code) {
    long bytes = Long.MAX_VALUE;
    for (int run = 0; run < 3 && bytes > limit; run++) {
      long before = allocated();
      code.run();
      bytes = allocated() - before;
    }
    assertThat(bytes).isLessThanOrEqualTo(limit);
  }
}
