package io.cistern.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EntityStateTest {
  private static final int IN_OCTETS = 24; // 64 bits
  private static final int IN_UCAST = 32; // 32 bits
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final RecordPlan plan = Objects.requireNonNull(RecordPlan.of(0, 1));
  private final EntityState entity = new EntityState(new EntityId("192.0.2.1", "if/3", 0));
  private final MemorySegment record = MemorySegment.ofArray(new byte[88]);
  private long time = 1_000_000;

  private CounterRow read(long octets, long packets, boolean continued) {
    time += 10_000;
    return readAt(time, octets, packets, continued);
  }

  private CounterRow readAt(long at, long octets, long packets, boolean continued) {
    record.set(LONG, IN_OCTETS, octets);
    record.set(INT, IN_UCAST, (int) packets);
    entity.begin(at, continued);
    entity.read(plan, record, 0, record.byteSize());
    return Objects.requireNonNull(entity.end(_ -> {}));
  }

  private @Nullable Double octetRate() {
    return entity.snapshot().rate("if_in_octets");
  }

  private @Nullable Double packetRate() {
    return entity.snapshot().rate("if_in_ucast_pkts");
  }

  @Nested
  class Rates {
    @Test
    void areAbsentAfterOneReading() {
      read(1_000, 10, false);
      assertThat(entity.snapshot().value("if_in_octets")).isEqualTo(1_000L);
      assertThat(octetRate()).isNull();
    }

    @Test
    void followTheTimesOfTheRows() {
      read(1_000, 10, false);
      read(2_000, 30, true);
      assertThat(octetRate()).isCloseTo(100, within(1e-9));
      assertThat(packetRate()).isCloseTo(2, within(1e-9));
    }

    @Test
    void areOfCountersAlone() {
      read(1_000, 10, false);
      read(2_000, 30, true);
      assertThat(entity.snapshot().rate("if_speed")).isNull();
    }
  }

  @Nested
  class Wraps {
    @Test
    void of32BitsAreGrowth() {
      read(0, 0xfffffff0L, false);
      read(0, 4, true);
      assertThat(packetRate()).isCloseTo(2, within(1e-9));
    }

    @Test
    void of32BitsByMoreThanHalfAreResets() {
      read(0, 1_000_000, false);
      CounterRow row = read(0, 5, true);
      assertThat(packetRate()).isNull();
      assertThat(row).isNotNull();
    }

    @Test
    void of64BitsAreResets() {
      read(5_000, 0, false);
      read(10, 0, true);
      assertThat(octetRate()).isNull();
      read(110, 0, true);
      assertThat(octetRate()).isCloseTo(10, within(1e-9));
    }
  }

  @Nested
  class Restarts {
    @Test
    void giveNoRateEvenWhereTheCounterGrew() {
      read(1_000, 0, false);
      CounterRow row = read(900_000_000, 0, false);
      assertThat(octetRate()).isNull();
      assertThat(row.isReset()).as("counters of a host's kernel go on").isFalse();
    }

    @Test
    void markTheRowWhereCountersFell() {
      read(1_000, 0, false);
      CounterRow row = read(10, 0, false);
      assertThat(row.isReset()).isTrue();
    }
  }

  @Nested
  class Unknown {
    @Test
    void isAbsentAndGivesNoRate() {
      read(1_000, 10, false);
      CounterRow row = read(-1, 0xffffffffL, true);
      assertThat(entity.snapshot().value("if_in_octets")).isNull();
      assertThat(entity.snapshot().value("if_in_ucast_pkts")).isNull();
      assertThat(octetRate()).isNull();
      assertThat(row.parts().getFirst().isPresent(plan.indexOf("if_in_octets"))).isFalse();
      assertThat(row.parts().getFirst().isPresent(plan.indexOf("if_in_discards"))).isTrue();
    }

    @Test
    void isAbsentWhereTheRecordIsShort() {
      record.set(LONG, IN_OCTETS, 77);
      entity.begin(5_000, false);
      entity.read(plan, record, 0, IN_UCAST);
      entity.end(_ -> {});
      assertThat(entity.snapshot().value("if_in_octets")).isEqualTo(77L);
      assertThat(entity.snapshot().value("if_in_ucast_pkts")).isNull();
    }
  }
}
