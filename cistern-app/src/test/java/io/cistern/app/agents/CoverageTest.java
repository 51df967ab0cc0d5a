package io.cistern.app.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final long SEED = Long.getLong("cistern.seed", 42);

  private final Coverage coverage = new Coverage();

  @Test
  void isUnknownUntilBothSpeak() {
    assertThat(coverage.ratio()).isNull();
    coverage.sampled(16, 1000); // before the first counters: nothing to hold it against
    coverage.counted(5_000, true);
    assertThat(coverage.ratio()).isNull();
    coverage.counted(6_000, true);
    assertThat(coverage.ratio()).as("no samples").isNull();
  }

  @Test
  void comesToOneWhereSamplingIsHonest() {
    var random = new SplittableRandom(SEED);
    long octets = 0;
    coverage.counted(octets, true);
    for (int i = 0; i < 200_000; i++) {
      int bytes = random.nextInt(64, 1515);
      octets += bytes;
      if (random.nextInt(100) == 0) {
        coverage.sampled(100, bytes);
      }
      if (i % 1000 == 999) {
        coverage.counted(octets, true);
      }
    }
    Coverage.Ratio ratio = coverage.ratio();
    assertThat(ratio).isNotNull();
    assertThat(ratio.samples()).isBetween(1_700L, 2_300L);
    assertThat(ratio.ratio()).isCloseTo(1, within(2 * ratio.error95()));
    assertThat(ratio.error95()).isBetween(0.04, 0.06);
  }

  @Test
  void leavesOutWhatARestartCovers() {
    coverage.counted(1_000, true);
    coverage.sampled(10, 100);
    coverage.counted(2_000, true);
    coverage.sampled(10, 900);
    coverage.counted(50, false); // began again
    coverage.sampled(10, 900);
    coverage.counted(-1, true); // not known
    coverage.counted(40, true);
    assertThat(coverage.ratio())
        .isEqualTo(new Coverage.Ratio(1, 1.96 * Math.sqrt(90 * 100 * 100) / 1_000, 1));
  }
}
