package io.cistern.metricstore.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.metricstore.Seeds;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodedNumbersTest {
  private final CodedNumbers codec = new CodedNumbers();

  private byte[] roundTrip(long[] numbers, boolean lessLeast) throws DamagedDataException {
    var out = new ByteOutput();
    codec.encode(numbers, 0, numbers.length, lessLeast, out);
    byte[] bytes = out.toByteArray();
    long[] into = new long[numbers.length];
    var in = new ByteInput().wrap(bytes);
    CodedNumbers.decode(in, into, 0, numbers.length);
    in.requireEnd("numbers");
    assertThat(into).isEqualTo(numbers);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyTokenAtItsEnds(boolean lessLeast) throws Exception {
    long[] ends =
        LongStream.concat(
                LongStream.range(0, 64).map(i -> 1L << i),
                LongStream.range(0, 64).map(i -> 3L << i))
            .flatMap(v -> LongStream.of(v - 1, v, v + 1, -v))
            .toArray();
    roundTrip(ends, lessLeast);
    for (long end : ends) {
      roundTrip(new long[] {end}, lessLeast);
      roundTrip(new long[] {end, 0}, lessLeast);
    }
  }

  @Test
  void oneTokenTakesNoCode() throws Exception {
    long[] numbers = LongStream.range(0, 256).map(i -> (3 << 7) + i % 128).toArray();
    assertThat(roundTrip(numbers, false)).hasSize(2 + 256); // zigzag: 8 bits below the highest two
    assertThat(roundTrip(new long[2000], false)).hasSize(2);
  }

  @Test
  void codesAreNoLongerThanTheTable() throws Exception {
    long[] counts = new long[16]; // Fibonacci's make the deepest tree
    counts[0] = 1;
    counts[1] = 1;
    for (int i = 2; i < counts.length; i++) {
      counts[i] = counts[i - 1] + counts[i - 2];
    }
    long[] numbers =
        LongStream.range(0, 16)
            .flatMap(i -> LongStream.generate(() -> i).limit(counts[(int) i]))
            .toArray();
    byte[] bytes = roundTrip(numbers, true);
    assertThat(bytes.length).isLessThan(numbers.length * 3 / 8);
  }

  @Test
  void estimatesAreNearTheTruth() throws Exception {
    var random = Seeds.random("estimates", 11);
    for (int round = 0; round < 500; round++) {
      int n = 50 + random.nextInt(4000);
      double scale = Math.exp(random.nextDouble() * 30);
      long[] numbers =
          LongStream.generate(() -> (long) (random.nextGaussian() * scale)).limit(n).toArray();
      for (boolean lessLeast : new boolean[] {false, true}) {
        int estimate = codec.estimate(numbers, 0, n, lessLeast);
        int size = roundTrip(numbers, lessLeast).length;
        assertThat((double) size).isBetween(estimate * 0.95 - 24, estimate * 1.05 + 24);
      }
    }
  }

  @Test
  void goldenBytes() throws Exception {
    // zigzags 0 2 2 1 40: tokens 0, 2, 2, 1, and 18 with 4 more bits
    assertThat(HexFormat.of().formatHex(roundTrip(new long[] {0, 1, 1, -1, 20}, false)))
        .isEqualTo(GOLDEN);
  }

  private static final String GOLDEN =
      "00" // first token 0
          + "12" // and 18 more: the lengths of 0 to 18
          + "22020000000000000002" // 2 bits each for 0, 1, 2 and 18: 00, 01, 10, 11
          + "94" // 00 10 10 01
          + "23"; // 11, then 40 - 32 in 4 bits, padding

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fe02", // a token that is none
        "008801", // more tokens than there are
        "0001", // no lengths
        "000111", // two codes of one bit, no numbers
        "0001ff", // codes too long
        "000112ff", // codes that do not fill their space
        "00021101ff", // codes that overlap
        "000100ff", // no code at all
        "0001110f" // padding that is not zero
      })
  void damageIsRefused(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> CodedNumbers.decode(new ByteInput().wrap(bytes), new long[3], 0, 3))
        .isInstanceOf(DamagedDataException.class);
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    byte[] bytes = roundTrip(LongStream.range(0, 100).map(i -> i * i % 61).toArray(), false);
    for (int length = 0; length < bytes.length; length++) {
      var in = new ByteInput().wrap(Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> CodedNumbers.decode(in, new long[100], 0, 100))
          .isInstanceOf(DamagedDataException.class);
    }
  }
}
