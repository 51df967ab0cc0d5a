package io.cistern.metricstore.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NumberKindTest {
  private static final long END = 1L << 32;

  @Nested
  class Counter64 {
    private final NumberKind kind = NumberKind.COUNTER64;

    /// Some devices count in 32 bits and tell 64.
    @Test
    void thatFallsAs32BitsDoHasWrapped() {
      assertThat(kind.isReset(END - 1_000, 9_000, false)).isFalse();
      assertThat(kind.growthBits(END - 1_000, 9_000, false)).isEqualTo(10_000);
      assertThat(kind.growthBits(3 * (END / 4), END / 4 - 1, false)).isEqualTo(END / 2 - 1);
    }

    @Test
    void thatFallsInAnotherWayIsReset() {
      assertThat(kind.isReset(END, 9_000, false)).isTrue();
      assertThat(kind.isReset(3 * (END / 4) - 1, 9_000, false)).isTrue();
      assertThat(kind.isReset(END - 1, END / 4, false)).isTrue();
      assertThat(kind.isReset(-5, 9_000, false)).as("unsigned").isTrue();
      assertThat(kind.isReset(1_000, 10, false)).isTrue();
    }

    @Test
    void isResetWhereTheMarkSaysSo() {
      assertThat(kind.isReset(END - 1_000, 9_000, true)).isTrue();
      assertThat(kind.isReset(1, 2, true)).isTrue();
    }
  }
}
