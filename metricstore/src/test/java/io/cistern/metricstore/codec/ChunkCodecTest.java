package io.cistern.metricstore.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.metricstore.Seeds;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ChunkCodecTest {
  private static final NumberKind[] KINDS = {
    NumberKind.COUNTER64,
    NumberKind.COUNTER32,
    NumberKind.GAUGE_LONG,
    NumberKind.GAUGE_DOUBLE,
    NumberKind.STATE
  };

  private final ChunkEncoder encoder = ChunkEncoder.ofRows();
  private final ChunkDecoder decoder = new ChunkDecoder();

  static RowTable table(SplittableRandom random, int rows) {
    var table = new RowTable();
    long time = 1_795_219_200_000L + random.nextInt(1000);
    int absence = random.nextInt(4) * 20;
    boolean jitter = random.nextBoolean();
    long[] values = new long[KINDS.length];
    for (int r = 0; r < rows; r++) {
      table.addRow(time, random.nextInt(40) == 0);
      time += 10_000 + (jitter ? random.nextInt(100) : 0);
      for (int c = 0; c < values.length; c++) {
        values[c] =
            KINDS[c] == NumberKind.GAUGE_DOUBLE
                ? Double.doubleToRawLongBits(random.nextInt(100) / 8.0)
                : values[c] + random.nextInt(c + 1, 1000);
        if (random.nextInt(100) >= absence) {
          table.set(r, c, random.nextInt(200) == 0 ? random.nextLong() : values[c]);
        }
      }
    }
    return table;
  }

  static void assertSame(RowTable actual, RowTable expected) {
    assertThat(actual.rows).isEqualTo(expected.rows);
    assertThat(Arrays.copyOf(actual.times, actual.rows))
        .isEqualTo(Arrays.copyOf(expected.times, expected.rows));
    assertThat(actual.resets).isEqualTo(expected.resets);
    for (int c = 0; c < KINDS.length; c++) {
      for (int r = 0; r < expected.rows; r++) {
        boolean present = c < expected.columnCount() && expected.column(c).present.get(r);
        boolean found = c < actual.columnCount() && actual.column(c).present.get(r);
        assertThat(found).isEqualTo(present);
        if (present) {
          assertThat(actual.column(c).values[r]).isEqualTo(expected.column(c).values[r]);
        }
      }
    }
  }

  private RowTable decode(byte[] chunk) throws DamagedDataException {
    var into = new RowTable();
    decoder.readAll(chunk, KINDS.length, into);
    return into;
  }

  @Nested
  class RoundTrip {
    @Test
    void everyRowAndValueComesBack() throws Exception {
      var random = Seeds.random("chunkRoundTrip", 7);
      for (int round = 0; round < 500; round++) {
        RowTable table = table(random, 1 + random.nextInt(400));
        assertSame(decode(encoder.encode(table, 0, table.rows, KINDS)), table);
      }
    }

    @Test
    void piecesMakeTheWhole() throws Exception {
      RowTable table = table(new SplittableRandom(8), 1000);
      var into = new RowTable();
      for (int from = 0; from < 1000; from += 250) {
        decoder.readAll(encoder.encode(table, from, from + 250, KINDS), KINDS.length, into);
      }
      assertSame(into, table);
    }

    @Test
    void rowsWithoutValues() throws Exception {
      var table = new RowTable();
      table.addRow(5, true);
      table.addRow(6, false);
      assertSame(decode(encoder.encode(table, 0, 2, KINDS)), table);
    }

    private RowTable known() {
      var table = new RowTable();
      for (int r = 0; r < 4; r++) {
        table.addRow(1_795_219_200_000L + 10_000 * r, r == 2);
        table.set(r, 0, 1_000 + 7L * r * r);
        if (r != 1) {
          table.set(r, 3, Double.doubleToRawLongBits(0.5));
        }
      }
      return table;
    }

    @Test
    void chunkOfVersionOneIsReadForever() throws Exception {
      assertSame(decode(HexFormat.of().parseHex(VERSION_1)), known());
    }

    @Test
    void chunkOfVersionTwoIsReadForever() throws Exception {
      byte[] chunk = encoder.encode(known(), 0, 4, KINDS);
      assertThat(HexFormat.of().formatHex(chunk)).isEqualTo(VERSION_2);
      assertSame(decode(HexFormat.of().parseHex(VERSION_2)), known());
    }
  }

  private static final String VERSION_1 =
      "010480b09cdb9f34b0ea01020400a09c0101020200000605d00f0e001c020b0d050d0100010a";
  private static final String VERSION_2 =
      "020480b09cdb9f34b0ea01020400a09c0101020159020020060d07727ec401ae0801d00f0e001c022b0d1610"
          + "81000000000000e03f030000025901070d0100010a";

  @Nested
  class Damage {
    @Test
    void everyTruncationIsRefused() {
      RowTable table = table(new SplittableRandom(9), 70);
      byte[] chunk = encoder.encode(table, 0, table.rows, KINDS);
      for (int length = 0; length < chunk.length; length++) {
        byte[] cut = Arrays.copyOf(chunk, length);
        assertThatThrownBy(() -> decode(cut)).isInstanceOf(DamagedDataException.class);
      }
    }

    @Test
    void mutationsDecodeOrAreRefused() {
      var random = Seeds.random("chunkMutations", 10);
      int refused = 0;
      for (int round = 0; round < 30_000; round++) {
        RowTable table = table(random, 1 + random.nextInt(20));
        byte[] chunk = encoder.encode(table, 0, table.rows, KINDS);
        for (int m = 1 + random.nextInt(3); m > 0; m--) {
          chunk[random.nextInt(chunk.length)] = (byte) random.nextInt(256);
        }
        try {
          RowTable decoded = decode(chunk);
          assertThat(decoded.rows).isBetween(1, ChunkEncoder.MAX_ROWS);
        } catch (DamagedDataException e) {
          assertThat(e.offset()).isBetween(0, chunk.length);
          refused++;
        }
      }
      assertThat(refused).isGreaterThan(10_000);
    }

    @Test
    void columnBeyondTheEntitysIsRefused() {
      var table = new RowTable();
      table.addRow(1, false);
      table.set(0, 4, 1);
      byte[] chunk = encoder.encode(table, 0, 1, KINDS);
      assertThatThrownBy(() -> decoder.readAll(chunk, 4, new RowTable()))
          .isInstanceOf(DamagedDataException.class);
    }
  }
}
