package io.cistern.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplerTest {
  private static List<Long> steps(SamplerKind kind, int rate, int samples) {
    var sampler = new Sampler(kind, rate, new SplittableRandom(7));
    var steps = new ArrayList<Long>();
    while (steps.size() < samples) {
      long step = 0;
      long passed = 0;
      while (step == 0) { // runs of 10 packets
        step = sampler.next(10);
        passed += step == 0 ? 10 : step;
        if (step != 0 && step < 10) {
          sampler.next(0);
        }
      }
      steps.add(passed);
    }
    return steps;
  }

  @ParameterizedTest
  @EnumSource
  void takesOneInRateOnTheAverage(SamplerKind kind) {
    var steps = steps(kind, 100, 20_000);
    double mean = steps.stream().mapToLong(Long::longValue).average().orElseThrow();
    // five standard errors of the mean of geometric steps, the widest of the three
    assertThat(mean).isCloseTo(100, within(5 * 100 / Math.sqrt(20_000)));
  }

  @Test
  void skipsEvenlyBetweenOneAndTwiceTheRate() {
    assertThat(steps(SamplerKind.UNIFORM_SKIP, 50, 20_000))
        .allSatisfy(step -> assertThat(step).isBetween(1L, 99L))
        .contains(1L, 99L);
  }

  @Test
  void takesEachHundredthWhereItIsFixed() {
    assertThat(steps(SamplerKind.FIXED, 100, 100).subList(1, 100)).containsOnly(100L);
  }

  @ParameterizedTest
  @EnumSource
  void takesAllAtRateOne(SamplerKind kind) {
    var sampler = new Sampler(kind, 1, new SplittableRandom(7));
    for (int i = 1; i <= 1000; i++) {
      assertThat(sampler.next(5)).isOne();
      assertThat(sampler.pool()).isEqualTo(i);
    }
  }
}
