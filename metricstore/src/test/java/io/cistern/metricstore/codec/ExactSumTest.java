package io.cistern.metricstore.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.metricstore.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  private final ExactSum sum = new ExactSum();

  private double sumOf(double... values) {
    sum.clear();
    for (double value : values) {
      sum.add(value);
    }
    return sum.value();
  }

  @Test
  void whatCancelsLeavesTheRest() {
    assertThat(sumOf(1e308, 0.1, -1e308)).isEqualTo(0.1);
    assertThat(sumOf(Double.MIN_VALUE, 1, -1)).isEqualTo(Double.MIN_VALUE);
    assertThat(sumOf(Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE))
        .isEqualTo(Double.MAX_VALUE);
    assertThat(sumOf(0.1, -0.1)).isEqualTo(0.0);
    assertThat(sumOf(-0.0)).isEqualTo(0.0);
    assertThat(sumOf()).isEqualTo(0.0);
  }

  @Test
  void roundsHalfToEven() {
    double ulp = Math.ulp(1.0);
    assertThat(sumOf(1, ulp / 2)).isEqualTo(1);
    assertThat(sumOf(1, ulp / 2, Double.MIN_VALUE)).isEqualTo(1 + ulp);
    assertThat(sumOf(1 + ulp, ulp / 2)).isEqualTo(1 + 2 * ulp);
    assertThat(sumOf(Double.MAX_VALUE, Math.ulp(Double.MAX_VALUE) / 2))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(sumOf(Double.MAX_VALUE, Math.ulp(Double.MAX_VALUE) / 2, -Double.MIN_VALUE))
        .isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void infinitiesWin() {
    assertThat(sumOf(1, Double.NEGATIVE_INFINITY, 0.5)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(sumOf(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)).isNaN();
    assertThat(sumOf(1.5)).isEqualTo(1.5);
  }

  @Test
  void equalsTheSumOfDecimalsInAnyOrder() {
    SplittableRandom random = Seeds.random("exactSum", 3);
    for (int round = 0; round < 3_000; round++) {
      double[] values = new double[1 + random.nextInt(60)];
      int spread = 1 + random.nextInt(600);
      BigDecimal exact = BigDecimal.ZERO;
      for (int i = 0; i < values.length; i++) {
        values[i] =
            random.nextInt(5) == 0
                ? random.nextInt(-100, 100) * Double.MIN_VALUE
                : Math.scalb(random.nextDouble() - 0.5, random.nextInt(-spread, spread));
        exact = exact.add(new BigDecimal(values[i]));
      }
      assertThat(sumOf(values)).isEqualTo(exact.doubleValue());
      for (int i = values.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        double v = values[i];
        values[i] = values[j];
        values[j] = v;
      }
      assertThat(sumOf(values)).isEqualTo(exact.doubleValue());
    }
  }

  @Test
  void addsIntegersOfEveryKind() {
    SplittableRandom random = Seeds.random("exactSumOfIntegers", 4);
    for (int round = 0; round < 3_000; round++) {
      sum.clear();
      BigDecimal exact = BigDecimal.ZERO;
      for (int i = random.nextInt(20); i >= 0; i--) {
        long value = random.nextLong() >> random.nextInt(64);
        switch (random.nextInt(5)) {
          case 0 -> {
            sum.add(value);
            exact = exact.add(BigDecimal.valueOf(value));
          }
          case 1 -> {
            sum.addUnsigned(value);
            exact = exact.add(new BigDecimal(Long.toUnsignedString(value)));
          }
          case 2 -> {
            sum.addTimes(NumberKind.COUNTER64, 4096, value);
            exact = exact.add(unsigned(value).multiply(BigDecimal.valueOf(4096)));
          }
          case 3 -> {
            sum.addTimes(NumberKind.GAUGE_LONG, 77, value);
            exact = exact.add(BigDecimal.valueOf(value).multiply(BigDecimal.valueOf(77)));
          }
          default -> {
            sum.add(value / 7.0);
            exact = exact.add(new BigDecimal(value / 7.0));
          }
        }
        assertThat(sum.value()).isEqualTo(exact.doubleValue()); // asking changes nothing
      }
    }
  }

  private static BigDecimal unsigned(long value) {
    return new BigDecimal(new BigInteger(Long.toUnsignedString(value)));
  }
}
