package io.cistern.metricstore.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.metricstore.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each encoding by itself, with what suits it least: the encoder would not have chosen it.
class EveryEncodingTest {
  private static final long[] NASTY = {
    0,
    1,
    -1,
    63,
    64,
    127,
    128,
    Long.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE + 1,
    0x5555_5555_5555_5555L,
    0xffff_ffffL,
    1L << 32,
    Double.doubleToRawLongBits(-0.0),
    0x7ff0_0000_0000_0001L,
    0x7ff8_0000_0000_0000L,
    0xffff_ffff_ffff_fff0L,
    Double.doubleToRawLongBits(0.1),
    Double.doubleToRawLongBits(1e300)
  };

  private static long[] nasty(SplittableRandom random, int n) {
    int shape = random.nextInt(4);
    int shift = random.nextInt(64);
    long[] values = new long[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          switch (shape) {
            case 0 -> NASTY[random.nextInt(NASTY.length)];
            case 1 -> random.nextLong() >> shift;
            case 2 -> random.nextLong() >>> shift;
            default -> (i % 17 == 0 ? Long.MIN_VALUE : 0) + random.nextInt(1 + shift);
          };
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void numbersOfEveryKindPackedAndCoded(int what) throws Exception {
    var random = Seeds.random("numbers" + what, 31 + what);
    var blocks = new PackedBlocks();
    var coded = new CodedNumbers();
    for (int round = 0; round < 3_000; round++) {
      int heads = ValueCodec.heads(what);
      int n = heads + 1 + random.nextInt(round % 20 == 0 ? 500 : 70);
      long[] values = nasty(random, n);
      long slope = random.nextLong() >> random.nextInt(64);
      long[] numbers = numbers(what, values, slope);
      for (boolean lessLeast : new boolean[] {false, true}) {
        var out = head(what, values, slope);
        coded.encode(numbers, heads, n, lessLeast, out);
        assertDecodes(out, ValueCodec.CODED + what, values);
      }
      var out = head(what, values, slope);
      blocks.encode(numbers, heads, n, out);
      assertDecodes(out, ValueCodec.PACKED + what, values);
      int size = out.length() - head(what, values, slope).length();
      assertThat(size).isLessThanOrEqualTo(n * 8 + (n / 64 + 1) * 12);
    }
  }

  private static long[] numbers(int what, long[] values, long slope) {
    long[] x = values.clone();
    for (int i = values.length - 1; i >= ValueCodec.heads(what); i--) {
      x[i] =
          switch (what) {
            case ValueCodec.VALUES -> values[i];
            case ValueCodec.DELTAS -> values[i] - values[i - 1];
            case ValueCodec.DELTAS_2 -> values[i] - 2 * values[i - 1] + values[i - 2];
            default -> values[i] - ValueCodec.line(values[0], slope, i);
          };
    }
    return x;
  }

  private static ByteOutput head(int what, long[] values, long slope) {
    var out = new ByteOutput();
    if (what != ValueCodec.VALUES) {
      out.writeZigzag(values[0]);
    }
    if (what == ValueCodec.DELTAS_2) {
      out.writeZigzag(values[1] - values[0]);
    } else if (what == ValueCodec.LINE) {
      out.writeZigzag(slope);
    }
    return out;
  }

  private static void assertDecodes(ByteOutput out, int encoding, long[] values)
      throws DamagedDataException {
    long[] into = new long[values.length];
    ValueCodec.decode(new ByteInput().wrap(out.toByteArray()), encoding, into, values.length);
    assertThat(Arrays.equals(into, values))
        .as("%s of %s", encoding, Arrays.toString(values))
        .isTrue();
  }

  @Test
  void anyBitsExclusiveOred() throws Exception {
    var random = Seeds.random("xor", 41);
    for (int round = 0; round < 3_000; round++) {
      long[] values = nasty(random, 1 + random.nextInt(100));
      var out = new ByteOutput();
      XorDoubles.encode(values, values.length, out);
      assertDecodes(out, ValueCodec.XOR, values);
    }
  }

  @Test
  void blocksOfEveryWidth() throws Exception {
    var random = new SplittableRandom(51);
    for (int width = 0; width <= 64; width++) {
      for (int n : new int[] {1, 2, 63, 64, 65, 128, 200}) {
        long[] values = new long[n];
        for (int i = 0; i < n; i++) {
          values[i] = width == 0 ? -9 : random.nextLong() >>> (64 - width);
        }
        var out = new ByteOutput();
        new PackedBlocks().encode(values, 0, n, out);
        assertDecodes(out, ValueCodec.PACKED + ValueCodec.VALUES, values);
      }
    }
  }

  @Test
  void decimalsOfEveryExponentWithAndWithoutExceptions() throws Exception {
    var random = Seeds.random("decimals", 61);
    var encoder = new ValueEncoder();
    int decimals = 0;
    for (int round = 0; round < 3_000; round++) {
      int n = 1 + random.nextInt(120);
      int digits = random.nextInt(16);
      boolean floats = random.nextBoolean();
      int odd = random.nextInt(12);
      long[] values = new long[n];
      for (int i = 0; i < n; i++) {
        double exact = random.nextInt(-100_000, 100_000) / Math.pow(10, digits);
        values[i] =
            odd > 0 && random.nextInt(100) < odd
                ? NASTY[random.nextInt(NASTY.length)]
                : Double.doubleToRawLongBits(floats ? (float) exact : exact);
      }
      encoder.encode(values, n, NumberKind.GAUGE_DOUBLE);
      assertDecodes(encoder.payload(), encoder.encoding(), values);
      decimals += encoder.encoding() == ValueCodec.DECIMAL ? 1 : 0;
    }
    assertThat(decimals).isGreaterThan(1_500);
  }
}
