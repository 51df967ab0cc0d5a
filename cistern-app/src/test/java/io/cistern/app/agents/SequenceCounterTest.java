package io.cistern.app.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.agents.SequenceCounter.Outcome;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SequenceCounterTest {
  private final SequenceCounter counter = new SequenceCounter();
  private long now = 1_800_000_000_000L;
  private long uptime = 1_000_000;

  /// Numbers one second apart, by a clock that goes on.
  private void accept(long... sequences) {
    for (long sequence : sequences) {
      acceptOne(sequence);
    }
  }

  private Outcome acceptOne(long sequence) {
    now += 1_000;
    uptime += 1_000;
    return counter.accept(sequence, uptime, now);
  }

  /// A number that was made some seconds ago.
  private Outcome acceptLate(long sequence, int seconds) {
    return counter.accept(sequence, uptime - 1_000L * seconds, now);
  }

  private void expect(long lost, long reordered, long restarts) {
    assertThat(counter.lost()).as("lost").isEqualTo(lost);
    assertThat(counter.reordered()).as("reordered").isEqualTo(reordered);
    assertThat(counter.restarts()).as("restarts").isEqualTo(restarts);
    assertThat(counter.isLossKnown()).isTrue();
  }

  @Nested
  class Loss {
    @Test
    void isNoneWhereverItStarts() {
      accept(4_000_000_000L, 4_000_000_001L);
      expect(0, 0, 0);
    }

    @Test
    void isWhatAGapLeavesOut() {
      accept(1, 2, 5, 6, 10);
      expect(2 + 3, 0, 0);
    }

    @Test
    void isNoneAcrossTheWrap() {
      accept(0xfffffffeL, 0xffffffffL, 0, 1);
      expect(0, 0, 0);
    }

    @Test
    void isCountedAcrossTheWrap() {
      accept(0xfffffffeL, 2);
      expect(3, 0, 0);
    }

    @Test
    void isTheWholeGapOfALongOutage() {
      accept(1, 2, 3, 4);
      now += 3_600_000;
      uptime += 3_600_000;
      accept(3_605, 3_606);
      expect(3_600, 0, 0);
    }
  }

  @Nested
  class LateNumbers {
    @Test
    void areTakenFromTheLoss() {
      accept(1, 2, 4);
      assertThat(acceptLate(3, 1)).isEqualTo(Outcome.REORDERED);
      accept(5);
      expect(0, 1, 0);
    }

    @Test
    void fillAGapAcrossTheWrap() {
      accept(0xfffffffeL, 2);
      acceptLate(0xffffffffL, 1);
      acceptLate(0, 1);
      acceptLate(1, 1);
      expect(0, 3, 0);
    }

    @Test
    void mayLieBeforeTheFirst() {
      accept(10);
      assertThat(acceptLate(9, 1)).isEqualTo(Outcome.REORDERED);
      accept(11);
      expect(0, 1, 0);
    }

    /// A gap is not filled by what was made after it: a restart that lands there is none of it.
    @Test
    void areNoNewerThanWhatCameBefore() {
      accept(1, 2, 40, 41);
      assertThat(acceptOne(10)).isEqualTo(Outcome.ASIDE);
      accept(11, 12, 13, 14);
      expect(37, 0, 1);
    }
  }

  @Nested
  class Restarts {
    @Test
    void areToldByARunOfLowerNumbers() {
      accept(50_000, 50_001, 50_002);
      assertThat(acceptOne(1)).isEqualTo(Outcome.ASIDE);
      assertThat(counter.restarts()).as("it might be another series").isZero();
      accept(2, 3, 4);
      expect(0, 0, 1);
    }

    @Test
    void areToldWhereTheNumbersAreLowAgainSoon() {
      accept(1, 2, 3, 4, 5, 6);
      accept(1, 2, 3, 4, 5, 6, 7);
      expect(0, 0, 1);
    }

    @Test
    void areToldByTheUptimeAtOnce() {
      accept(500, 501);
      uptime = 3_000;
      assertThat(acceptOne(502)).isEqualTo(Outcome.RESTART);
      expect(0, 0, 1);
    }

    @Test
    void areJumpsThatNoRateAllows() {
      accept(1, 2, 3);
      accept(2_000_000_000L, 2_000_000_001L, 2_000_000_002L, 2_000_000_003L);
      expect(0, 0, 1);
    }

    @Test
    void followEachOther() {
      for (int life = 0; life < 5; life++) {
        accept(LongStream.range(1, 30).toArray());
      }
      expect(0, 0, 4);
    }

    @Test
    void areNoneWhereTheUptimeWraps() {
      uptime = 0xffffffffL - 1_500;
      accept(7, 8);
      uptime -= 1L << 32;
      accept(9, 10);
      expect(0, 0, 0);
    }
  }

  @Nested
  class SeveralSeries {
    @Test
    void areKeptApart() {
      for (int i = 0; i < 100; i++) {
        accept(6_000_000 + i, 12_000 + i);
      }
      expect(0, 0, 0);
      assertThat(counter.numberings()).isEqualTo(2);
    }

    @Test
    void loseTheSumOfWhatEachLoses() {
      for (int i = 0; i < 100; i++) {
        if (i % 10 != 5) {
          accept(6_000_000 + i);
        }
        if (i % 20 != 3) {
          accept(12_000 + i);
        }
      }
      expect(10 + 5, 0, 0);
    }

    @Test
    void mayHaveTheSameNumbers() {
      for (int i = 0; i < 100; i++) {
        accept(i, i, i);
      }
      expect(0, 0, 0);
      assertThat(counter.numberings()).isEqualTo(3);
    }

    @Test
    void mayHaveUptimesOfTheirOwn() {
      long other = 77;
      for (int i = 0; i < 100; i++) {
        accept(500 + i);
        other += 1_000;
        counter.accept(502 + i, other, now);
      }
      expect(0, 0, 0);
    }

    /// The slow one is silent for long, which is not the end of it.
    @Test
    void mayGoAtAnyPace() {
      for (int i = 0; i < 20; i++) {
        accept(90_000 + i);
        accept(LongStream.range(100L + 30 * i, 130L + 30 * i).toArray());
      }
      expect(0, 0, 0);
    }

    @Test
    void areSixteenAtMost() {
      for (int i = 0; i < 50; i++) {
        for (int thread = 0; thread < 16; thread++) {
          accept(1_000_000L * thread + i);
        }
      }
      expect(0, 0, 0);
      assertThat(counter.numberings()).isEqualTo(16);
      for (int i = 50; i < 60; i++) {
        for (int thread = 0; thread < 17; thread++) {
          accept(1_000_000L * thread + i);
        }
      }
      assertThat(counter.isLossKnown()).isFalse();
    }
  }

  @Test
  void takesANumberThatStandsStillForNoNumber() {
    for (int i = 0; i <= SequenceCounter.STANDSTILL; i++) {
      accept(7);
    }
    assertThat(acceptOne(7)).isEqualTo(Outcome.UNNUMBERED);
    assertThat(acceptOne(8)).isEqualTo(Outcome.NEWER);
    expect(0, 0, 0);
  }

  /// Shuffles numbers within less than the window and drops some: the loss must be exact.
  @Test
  void agreesWithASetOfNumbers() {
    long seed = Long.getLong("cistern.seed", 20261122);
    System.out.println("cistern.seed=" + seed);
    var random = new Random(seed);
    long start = 0xffffff00L;
    int count = 20_000;
    var came = new BitSet(count);
    counter.accept(start, 0, 0);
    came.set(0);
    for (int block = 0; block < count; block += 100) {
      for (int i : random.ints(120, 0, 100).toArray()) {
        if (!came.get(block + i)) {
          came.set(block + i);
          counter.accept((start + block + i) & 0xffffffffL, block + i, block + 100);
        }
      }
    }
    expect(came.length() - came.cardinality(), counter.reordered(), 0);
  }
}
