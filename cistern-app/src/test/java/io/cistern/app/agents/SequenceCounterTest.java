package io.cistern.app.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.agents.SequenceCounter.Outcome;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceCounterTest {
  private final SequenceCounter counter = new SequenceCounter();

  private void accept(long... sequences) {
    for (long sequence : sequences) {
      counter.accept(sequence);
    }
  }

  private void expect(long lost, long duplicates, long reordered, long restarts) {
    assertThat(counter.lost()).as("lost").isEqualTo(lost);
    assertThat(counter.duplicates()).as("duplicates").isEqualTo(duplicates);
    assertThat(counter.reordered()).as("reordered").isEqualTo(reordered);
    assertThat(counter.restarts()).as("restarts").isEqualTo(restarts);
  }

  @Test
  void startsAnywhereWithoutLoss() {
    accept(4_000_000_000L, 4_000_000_001L);
    expect(0, 0, 0, 0);
  }

  @Test
  void countsWhatAGapLeavesOut() {
    accept(1, 2, 5, 6, 10);
    expect(2 + 3, 0, 0, 0);
  }

  @Test
  void wrapsWithoutLoss() {
    accept(0xfffffffeL, 0xffffffffL, 0, 1);
    expect(0, 0, 0, 0);
  }

  @Test
  void countsLossAcrossTheWrap() {
    accept(0xfffffffeL, 2);
    expect(3, 0, 0, 0);
  }

  @Test
  void fillsAGapAcrossTheWrap() {
    accept(0xfffffffeL, 2, 0xffffffffL, 0, 1);
    expect(0, 0, 3, 0);
  }

  @Test
  void takesALateNumberFromTheLoss() {
    accept(1, 2, 4, 3, 5);
    expect(0, 0, 1, 0);
  }

  @Test
  void countsARepeatedNumber() {
    accept(1, 2, 2, 3, 1);
    expect(0, 2, 0, 0);
  }

  @Test
  void countsALateNumberThatComesTwiceAsDuplicate() {
    accept(1, 4, 2, 2);
    expect(1, 1, 1, 0);
  }

  @Test
  void takesANumberBeforeTheFirstAsReordered() {
    accept(10, 9, 11);
    expect(0, 0, 1, 0);
  }

  @Test
  void startsAgainAfterAFarStepBack() {
    accept(50_000, 50_001, 1, 2);
    expect(0, 0, 0, 1);
  }

  @Test
  void countsHalfTheNumbersForwardAsLossAndMoreAsRestart() {
    assertThat(counter.accept(0)).isEqualTo(Outcome.FIRST);
    assertThat(counter.accept(0x7fffffffL)).isEqualTo(Outcome.NEWER);
    expect(0x7ffffffeL, 0, 0, 0);
    assertThat(counter.accept(0xffffffffL)).isEqualTo(Outcome.RESTART);
  }

  @Test
  void takesANumberThatStandsStillForNoNumber() {
    for (int i = 0; i <= SequenceCounter.STANDSTILL; i++) {
      accept(7);
    }
    assertThat(counter.accept(7)).isEqualTo(Outcome.UNNUMBERED);
    assertThat(counter.accept(8)).isEqualTo(Outcome.NEWER);
    assertThat(counter.accept(8)).isEqualTo(Outcome.DUPLICATE);
    expect(0, SequenceCounter.STANDSTILL + 1, 0, 0);
  }

  @Test
  void losesNothingWhenToldOfARestart() {
    accept(500, 501);
    counter.restart();
    accept(490, 491);
    expect(0, 0, 0, 1);
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
    long duplicates = 0;
    counter.accept(start);
    came.set(0);
    for (int block = 0; block < count; block += 100) {
      for (int i : random.ints(120, 0, 100).toArray()) {
        duplicates += came.get(block + i) ? 1 : 0;
        came.set(block + i);
        counter.accept((start + block + i) & 0xffffffffL);
      }
    }
    assertThat(counter.lost()).isEqualTo(came.length() - came.cardinality());
    assertThat(counter.duplicates()).isEqualTo(duplicates);
    assertThat(counter.restarts()).isZero();
  }
}
