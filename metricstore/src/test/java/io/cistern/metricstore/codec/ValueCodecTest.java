package io.cistern.metricstore.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.metricstore.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueCodecTest {
  private final ValueEncoder codec = new ValueEncoder();

  private static long[] generate(int n, LongUnaryOperator f) {
    return LongStream.range(0, n).map(f).toArray();
  }

  private byte[] encode(long[] values, NumberKind kind) {
    codec.encode(values, values.length, kind);
    return codec.payload().toByteArray();
  }

  private static long[] decode(byte[] payload, int encoding, int n) throws DamagedDataException {
    long[] into = new long[n];
    ValueCodec.decode(new ByteInput().wrap(payload), encoding, into, n);
    return into;
  }

  private int roundTrip(long[] values, NumberKind kind) throws DamagedDataException {
    byte[] payload = encode(values, kind);
    assertThat(decode(payload, codec.encoding(), values.length)).isEqualTo(values);
    assertThat(payload.length).isLessThanOrEqualTo(8 * values.length);
    return codec.encoding();
  }

  @Nested
  class Choice {
    @Test
    void constant() throws Exception {
      assertThat(roundTrip(generate(360, _ -> -7), NumberKind.STATE))
          .isEqualTo(ValueCodec.CONSTANT);
      assertThat(codec.payload().length()).isEqualTo(1);
    }

    @Test
    void constantDelta() throws Exception {
      assertThat(roundTrip(generate(360, i -> 1_000_000 + 10 * i), NumberKind.COUNTER64))
          .isEqualTo(ValueCodec.CONSTANT_DELTA);
    }

    @Test
    void sparseChanges() throws Exception {
      assertThat(roundTrip(generate(360, i -> i < 200 ? 3 : 5), NumberKind.COUNTER64))
          .isEqualTo(ValueCodec.SPARSE);
      assertThat(codec.payload().length()).isLessThan(8);
    }

    @ParameterizedTest
    @EnumSource(NumberKind.class)
    void fewValuesThatRepeat(NumberKind kind) throws Exception {
      roundTrip(generate(360, i -> i % 97 == 0 ? i : 7), kind);
      assertThat(codec.payload().length()).isLessThan(50);
    }

    @Test
    void packedLevels() throws Exception {
      var random = new SplittableRandom(1);
      assertThat(roundTrip(generate(64, _ -> 5000 + random.nextInt(16)), NumberKind.GAUGE_LONG))
          .isEqualTo(ValueCodec.PACKED + ValueCodec.VALUES);
      assertThat(codec.payload().length()).isLessThan(64 / 2 + 5);
    }

    @Test
    void packedDeltas() throws Exception {
      var random = new SplittableRandom(1);
      long[] values = generate(64, _ -> random.nextInt(1 << 20));
      Arrays.parallelPrefix(values, Long::sum);
      assertThat(roundTrip(values, NumberKind.COUNTER64))
          .isEqualTo(ValueCodec.PACKED + ValueCodec.DELTAS);
    }

    @Test
    void packedDeltasOfDeltas() throws Exception {
      assertThat(roundTrip(generate(60, i -> i * i * 1000 + i % 3), NumberKind.COUNTER64))
          .isEqualTo(ValueCodec.PACKED + ValueCodec.DELTAS_2);
    }

    @Test
    void packedLineOfTimesWithAGap() throws Exception {
      var random = new SplittableRandom(1);
      long[] values = generate(2880, i -> 10_000 * (i < 1000 ? i : i + 60) + random.nextInt(128));
      assertThat(roundTrip(values, NumberKind.GAUGE_LONG))
          .isEqualTo(ValueCodec.PACKED + ValueCodec.LINE);
      assertThat(codec.payload().length()).isLessThan(2880 * 7 / 8 + 45 * 4 + 64);
    }

    @Test
    void codedValues() throws Exception {
      var random = new SplittableRandom(1);
      long[] values = generate(360, _ -> 5000 + Math.min(random.nextInt(9), random.nextInt(9)));
      assertThat(roundTrip(values, NumberKind.GAUGE_LONG))
          .isEqualTo(ValueCodec.CODED + ValueCodec.VALUES);
    }

    @Test
    void codedDeltas() throws Exception {
      var random = new SplittableRandom(1);
      long[] values = generate(360, _ -> random.nextInt(4) + random.nextInt(4));
      Arrays.parallelPrefix(values, Long::sum);
      assertThat(roundTrip(values, NumberKind.COUNTER32))
          .isEqualTo(ValueCodec.CODED + ValueCodec.DELTAS);
      assertThat(codec.payload().length()).isLessThan(360 * 3 / 8);
    }

    @Test
    void codedDeltasOfDeltas() throws Exception {
      var random = new SplittableRandom(1);
      long[] values = generate(360, _ -> (long) (random.nextGaussian() * 20));
      Arrays.parallelPrefix(values, Long::sum);
      Arrays.parallelPrefix(values, Long::sum);
      assertThat(roundTrip(values, NumberKind.COUNTER64))
          .isEqualTo(ValueCodec.CODED + ValueCodec.DELTAS_2);
    }

    @Test
    void codedLineOfJitteredTimes() throws Exception {
      var random = new SplittableRandom(1);
      long[] values = generate(2880, i -> 10_000 * i + random.nextInt(-50, 51));
      assertThat(roundTrip(values, NumberKind.GAUGE_LONG))
          .isEqualTo(ValueCodec.CODED + ValueCodec.LINE);
      assertThat(codec.payload().length()).isLessThan(2880 * 7 / 8); // log2(101) is 6.66
    }

    @Test
    void exceptionsDoNotWidenTheBlock() throws Exception {
      roundTrip(generate(64, i -> i == 20 ? 1L << 40 : i % 4), NumberKind.GAUGE_LONG);
      assertThat(codec.payload().length()).isLessThan(64 * 2 / 8 + 16);
    }

    @Test
    void exclusiveOrOfDoubles() throws Exception {
      long[] values =
          generate(360, i -> Double.doubleToRawLongBits(1 + 0.001 * Math.sin(0.1 * (i % 70))));
      assertThat(roundTrip(values, NumberKind.GAUGE_DOUBLE)).isEqualTo(ValueCodec.XOR);
      assertThat(codec.payload().length()).isLessThan(7 * 360);
    }

    @Test
    void doublesThatAreIntegers() throws Exception {
      long[] values = generate(360, i -> Double.doubleToRawLongBits(1000.0 + i % 5));
      assertThat(roundTrip(values, NumberKind.GAUGE_DOUBLE)).isEqualTo(ValueCodec.DECIMAL);
      assertThat(codec.payload().length()).isLessThan(360 * 3 / 8);
    }

    @Test
    void doublesOfTwoDecimals() throws Exception {
      var random = new SplittableRandom(1);
      long[] values =
          generate(360, _ -> Double.doubleToRawLongBits((200 + random.nextInt(64)) / 100.0));
      assertThat(roundTrip(values, NumberKind.GAUGE_DOUBLE)).isEqualTo(ValueCodec.DECIMAL);
      assertThat(codec.payload().length()).isLessThan(360);
    }

    @Test
    void floatsOfTwoDecimals() throws Exception {
      var random = new SplittableRandom(1);
      long[] values =
          generate(360, _ -> Double.doubleToRawLongBits((200 + random.nextInt(64)) / 100.0f));
      assertThat(roundTrip(values, NumberKind.GAUGE_DOUBLE)).isEqualTo(ValueCodec.DECIMAL);
      assertThat(codec.payload().length()).isLessThan(360);
    }

    @Test
    void decimalsWithExceptions() throws Exception {
      long[] odd = {0x7ff8_dead_beef_0001L, Double.doubleToRawLongBits(-0.0), 1, -1};
      long[] values =
          generate(
              360,
              i -> i % 50 == 0 ? odd[(int) i / 50 % 4] : Double.doubleToRawLongBits(i % 9 / 10.0));
      assertThat(roundTrip(values, NumberKind.GAUGE_DOUBLE)).isEqualTo(ValueCodec.DECIMAL);
    }

    @Test
    void negativeZeroIsNotAnInteger() throws Exception {
      roundTrip(
          generate(10, i -> Double.doubleToRawLongBits(i == 5 ? -0.0 : 0.0)),
          NumberKind.GAUGE_DOUBLE);
      roundTrip(generate(100, _ -> Long.MIN_VALUE), NumberKind.GAUGE_DOUBLE);
      assertThat(codec.encoding()).isEqualTo(ValueCodec.CONSTANT);
    }
  }

  @Nested
  class Lossless {
    private static final long[] EXTREMES = {
      0,
      1,
      -1,
      Long.MIN_VALUE,
      Long.MAX_VALUE,
      0xffff_ffffL,
      1L << 53,
      -(1L << 53),
      Double.doubleToRawLongBits(-0.0),
      Double.doubleToRawLongBits(Double.MIN_VALUE),
      Double.doubleToRawLongBits(Double.MAX_VALUE),
      Double.doubleToRawLongBits(Double.POSITIVE_INFINITY),
      0x7ff8_dead_beef_0001L,
      0xfff0_0000_0000_0001L,
      Double.doubleToRawLongBits(0x1p63),
      Double.doubleToRawLongBits(-0x1p63),
      Double.doubleToRawLongBits(0x1p64)
    };

    @ParameterizedTest
    @EnumSource(NumberKind.class)
    void extremes(NumberKind kind) throws Exception {
      var random = Seeds.random("extremes", 3);
      for (int round = 0; round < 2_000; round++) {
        int n = 1 + random.nextInt(round % 10 == 0 ? 400 : 12);
        roundTrip(generate(n, _ -> EXTREMES[random.nextInt(EXTREMES.length)]), kind);
      }
    }

    @ParameterizedTest
    @EnumSource(NumberKind.class)
    void histories(NumberKind kind) throws Exception {
      var random = Seeds.random("histories", 4);
      for (int round = 0; round < 2_000; round++) {
        roundTrip(history(random), kind);
      }
    }

    private long[] history(SplittableRandom random) {
      int n = 1 + random.nextInt(300);
      long[] values = new long[n];
      long value = random.nextLong() >>> random.nextInt(64);
      int bits = random.nextInt(64);
      int calm = random.nextInt(100);
      for (int i = 0; i < n; i++) {
        if (random.nextInt(100) >= calm) {
          value += random.nextLong() >> bits;
        }
        values[i] = random.nextInt(50) == 0 ? random.nextLong() : value;
      }
      return values;
    }
  }

  @Nested
  class Damage {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void randomBytesDecodeOrAreRefused(int encoding) {
      var random = Seeds.random("randomBytes", 5);
      for (int round = 0; round < 20_000; round++) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        decodes(bytes, encoding, 1 + random.nextInt(100));
      }
    }

    private void decodes(byte[] bytes, int encoding, int n) {
      try {
        decode(bytes, encoding, n);
      } catch (DamagedDataException e) {
        assertThat(e.offset()).isBetween(0, bytes.length);
      }
    }

    @Test
    void everyTruncationIsRefused() {
      var random = new SplittableRandom(6);
      long[][] samples = {
        generate(100, i -> i * 1_000_003 + random.nextInt(1000)),
        generate(100, i -> i / 30),
        generate(100, _ -> random.nextInt(100)),
        generate(100, _ -> Double.doubleToRawLongBits(random.nextDouble()))
      };
      for (NumberKind kind : NumberKind.values()) {
        for (long[] values : samples) {
          byte[] payload = encode(values, kind);
          int encoding = codec.encoding();
          for (int length = 0; length < payload.length; length++) {
            byte[] cut = Arrays.copyOf(payload, length);
            assertThatThrownBy(() -> decode(cut, encoding, values.length))
                .isInstanceOf(DamagedDataException.class);
          }
        }
      }
    }
  }
}
