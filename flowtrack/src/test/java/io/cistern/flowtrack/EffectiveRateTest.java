package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveRateTest {
  private final SplittableRandom random = new SplittableRandom(Seeds.seed("EffectiveRateTest"));
  private final EffectiveRate rate = new EffectiveRate();

  /// Samples 1 in `n` of some packets, of which a share is lost on the way; the last rate.
  private long run(long n, double lost, long advertised, int samples, long pool) {
    long last = 0;
    long packets = pool;
    for (int i = 0; i < samples; ) {
      packets++;
      if (random.nextInt((int) n) == 0 && random.nextDouble() >= lost) {
        last = rate.next(packets & 0xffffffffL, advertised);
        i++;
      }
    }
    return last;
  }

  @Test
  void isTheAdvertisedOneWhereNothingIsLost() {
    int advertised = 0;
    for (int i = 0; i < 100; i++) {
      advertised += run(50, 0, 50, 100, i * 1_000_000L) == 50 ? 1 : 0;
    }
    assertThat(advertised).isGreaterThanOrEqualTo(95); // 3 sigma
  }

  @ParameterizedTest
  @CsvSource({"50, 0.5, 100", "20, 0.75, 80", "10, 0.9, 100"})
  void growsByWhatIsLost(long n, double lost, long effective) {
    assertThat((double) run(n, lost, n, 1_000, 0)).isCloseTo(effective, withPercentage(25));
  }

  @Test
  void survivesTheWrapOfThePool() {
    assertThat((double) run(50, 0.5, 50, 2_000, 0xffffffffL - 30_000))
        .isCloseTo(100, withPercentage(25));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void comesFromThePoolWhereNoneIsAdvertised(long advertised) {
    assertThat(rate.next(5, advertised)).as("not known yet").isZero();
    assertThat((double) run(50, 0, advertised, 1_000, 5)).isCloseTo(50, withPercentage(25));
  }

  @Test
  void isNotKnownWhereNeitherTellsIt() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(rate.next(77, 0)).isZero(); // stands still
    }
  }

  @Test
  void ignoresAPoolThatMakesNoSense() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(rate.next(77, 400)).isEqualTo(400); // stands still
    }
    for (int i = 0; i < 1_000; i++) {
      assertThat(rate.next(i, 400)).isEqualTo(400); // counts samples
    }
    for (int i = 0; i < 1_000; i++) {
      assertThat(rate.next(random.nextLong() & 0xffffffffL, 400)).isEqualTo(400);
    }
  }

  @Test
  void beginsAnewWhenTheAdvertisedRateChanges() {
    run(50, 0.5, 50, 1_000, 0);
    assertThat(rate.next(1_000_000, 10)).isEqualTo(10);
  }
}
