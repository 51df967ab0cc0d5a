package io.cistern.metricstore.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.metricstore.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntervalsTest {

  private static Intervals of(long... distances) {
    var intervals = new Intervals();
    for (long distance : distances) {
      intervals.add(distance, 1);
    }
    return intervals;
  }

  @Test
  void medianIsRoundedUpToFourBits() {
    assertThat(new Intervals().median()).isZero();
    for (int small = 1; small <= 16; small++) {
      assertThat(of(small).median()).isEqualTo(small);
    }
    assertThat(of(17).median()).isEqualTo(18);
    assertThat(of(32).median()).isEqualTo(32);
    assertThat(of(33).median()).isEqualTo(36);
    assertThat(of(10_000).median()).isEqualTo(10_240);
    assertThat(of(60_000).median()).isEqualTo(61_440);
    assertThat(of(253_402_300_799_999L).median()).isEqualTo(15L << 44);
  }

  @Test
  void partsAddUpToTheWholeAndComeBackFromTheirBytes() throws Exception {
    SplittableRandom random = Seeds.random("intervals", 5);
    for (int round = 0; round < 500; round++) {
      long[] times = new long[2 + random.nextInt(200)];
      int wild = random.nextInt(1, 40);
      for (int i = 1; i < times.length; i++) {
        times[i] = times[i - 1] + 1 + (random.nextLong() >>> (63 - random.nextInt(wild)));
      }
      var whole = new Intervals();
      whole.addBetween(times, 0, times.length);
      var parts = new Intervals();
      int cut = 1 + random.nextInt(times.length - 1);
      parts.addBetween(times, 0, cut);
      parts.add(times[cut] - times[cut - 1], 1);
      var rest = new Intervals();
      rest.addBetween(times, cut, times.length);
      parts.add(rest);
      assertThat(parts.agrees(whole)).isTrue();
      long[] distances = new long[times.length - 1];
      Arrays.setAll(distances, i -> times[i + 1] - times[i]);
      Arrays.sort(distances);
      assertThat(whole.median()).isEqualTo(of(distances[distances.length / 2]).median());
      assertThat(whole.median())
          .isBetween(distances[distances.length / 2], distances[distances.length / 2] * 9 / 8 + 1);
      var out = new ByteOutput();
      whole.write(out);
      var read = new Intervals();
      assertThat(read.read(new ByteInput().wrap(out.toByteArray()), times.length - 1)).isTrue();
      assertThat(read.agrees(whole)).isTrue();
    }
  }

  @Test
  void wrongCountsAreRefused() {
    byte[][] wrong = {{3, 1, 1, 1, 1, 1}, {1, (byte) 0xf1, 2}, {2, 1, 2, 1}, {2, 1, 0, 1}, {1}, {}};
    for (byte[] bytes : wrong) {
      assertThatThrownBy(() -> new Intervals().read(new ByteInput().wrap(bytes), 2))
          .as(Arrays.toString(bytes))
          .isInstanceOf(DamagedDataException.class);
    }
  }
}
