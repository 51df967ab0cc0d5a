package io.cistern.app.agents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceStateTest {
  private final SourceState source = new SourceState(0, 7);

  @Test
  void scalesByTheAdvertisedRateWhileTheSamplesAreAllThere() {
    for (int i = 0; i < 1_000; i++) {
      source.sampled(i * 50L, 50);
    }
    assertThat(source.effectiveRate()).isEqualTo(50);
  }

  @Test
  void scalesByThePoolWhereSamplesWereLost() {
    for (int i = 0; i < 1_000; i++) {
      source.sampled(i * 200L, 50);
    }
    assertThat(source.effectiveRate()).isEqualTo(200);
  }

  @Test
  void scalesByThePoolWhereNoRateIsTold() {
    source.sampled(0, 0);
    assertThat(source.effectiveRate()).as("not known yet").isZero();
    for (int i = 1; i < 1_000; i++) {
      source.sampled(i * 50L, 0);
    }
    assertThat(source.effectiveRate()).isEqualTo(50);
  }

  @Test
  void isAnInterfaceOnlyByItsClass() {
    assertThat(source.ifIndex()).isEqualTo(7);
    assertThat(new SourceState(1, 7).ifIndex()).isZero();
  }
}
