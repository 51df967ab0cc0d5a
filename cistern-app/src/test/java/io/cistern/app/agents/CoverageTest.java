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
    coverage.in.sampled(16, 1000); // before the first counters: nothing to hold it against
    coverage.in.counted(5_000, -1, true);
    assertThat(coverage.ratio()).isNull();
    coverage.in.counted(6_000, -1, true);
    assertThat(coverage.ratio()).as("no samples").isNull();
  }

  @Test
  void comesToOneWhereSamplingIsHonest() {
    var random = new SplittableRandom(SEED);
    long octets = 0;
    coverage.in.counted(octets, -1, true);
    for (int i = 0; i < 200_000; i++) {
      int bytes = random.nextInt(64, 1515);
      octets += bytes;
      if (random.nextInt(100) == 0) {
        coverage.in.sampled(100, bytes);
      }
      if (i % 1000 == 999) {
        coverage.in.counted(octets, -1, true);
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
    coverage.in.counted(1_000, -1, true);
    coverage.in.sampled(10, 100);
    coverage.in.counted(2_000, -1, true);
    coverage.in.sampled(10, 900);
    coverage.in.counted(50, -1, false); // began again
    coverage.in.sampled(10, 900);
    coverage.in.counted(-1, -1, true); // not known
    coverage.in.counted(40, -1, true);
    assertThat(coverage.ratio())
        .isEqualTo(new Coverage.Ratio(1, 1.96 * Math.sqrt(90 * 100 * 100) / 1_000, 1));
  }

  @Test
  void comparesEachDirectionWithItsOwnCounters() {
    for (int i = 0; i < 2; i++) {
      coverage.in.counted(i * 1_000, -1, true);
      coverage.out.counted(i * 5_000, -1, true);
      coverage.in.sampled(10, 100);
      coverage.out.sampled(10, 500);
    }
    Coverage.Ratio ratio = coverage.ratio();
    assertThat(ratio).isNotNull();
    assertThat(ratio.ratio()).isEqualTo(1);
    assertThat(ratio.samples()).isEqualTo(2);
  }

  @Test
  void leavesOutADirectionThatIsNotSampled() {
    coverage.in.counted(0, -1, true);
    coverage.out.counted(0, -1, true);
    coverage.in.sampled(10, 100);
    coverage.in.counted(1_000, -1, true);
    coverage.out.counted(9_000, -1, true);
    Coverage.Ratio ratio = coverage.ratio();
    assertThat(ratio).isNotNull();
    assertThat(ratio.ratio()).isEqualTo(1);
  }

  @Test
  void isUnknownWhereTheRateIs() {
    coverage.in.counted(0, -1, true);
    coverage.in.sampled(0, 100);
    coverage.in.counted(1_000, -1, true);
    assertThat(coverage.ratio()).isNull();
  }

  /// Frames of 60 bytes, which the port counts as the 64 that they are on the wire.
  @Test
  void findsTheFcsInTheCounter() {
    coverage.in.counted(0, 0, true);
    for (int i = 0; i < 40; i++) {
      coverage.in.sampled(100, 60);
    }
    coverage.in.counted(4_000 * 64, 4_000, true);
    Coverage.Ratio ratio = coverage.ratio();
    assertThat(ratio).isNotNull();
    assertThat(ratio.ratio()).isEqualTo(1);
  }

  @Test
  void takesFewerPacketsForNoFcs() {
    coverage.in.counted(0, 0, true);
    for (int i = 0; i < 4_000; i++) {
      coverage.in.sampled(2, 60);
    }
    coverage.in.counted(8_534 * 60, 8_534, true);
    Coverage.Ratio ratio = coverage.ratio();
    assertThat(ratio).isNotNull();
    assertThat(ratio.ratio()).isBetween(0.937, 0.938);
  }
}
