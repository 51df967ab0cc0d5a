package io.cistern.app.metrics;

import static io.cistern.app.intake.FedAgent.counters;
import static io.cistern.app.intake.FedAgent.ethernet;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.agents.AgentAnswers;
import io.cistern.app.intake.FedAgent;
import io.cistern.app.view.InterfaceView;
import io.cistern.sflow.record.IfCounters;
import io.cistern.sflow.record.PortName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What an interface's counters say beyond what its line can carry.
class LineSpeedTest {
  private static final long GIGABIT = 1_000_000_000L;

  private final FedAgent agent = new FedAgent();
  private final List<CounterRow> stored = new ArrayList<>();

  private void send(IfCounters counters) {
    send(counters, "eth9");
  }

  private void send(IfCounters counters, String name) {
    agent.pass(10_000);
    agent.send(9, counters, new PortName(name));
    stored.addAll(agent.rows());
  }

  private static IfCounters of(long speed, long octets, long packets) {
    return counters(9, 6, speed, 1, octets, 0, packets, 0);
  }

  private InterfaceView port() {
    return new AgentAnswers(agent.streams(), agent.now())
        .interfaces("192.0.2.1")
        .orElseThrow()
        .getFirst();
  }

  private @Nullable Double bits() {
    return port().in().bitsPerSecond();
  }

  private List<Boolean> resets() {
    return stored.stream().map(CounterRow::isReset).toList();
  }

  @Nested
  class AnotherPortTakesOver {
    /// The numbers of `reported/counter-jump-over-line-rate.pcap`.
    @Test
    void isNoRateBeyondTheLineButAReset() {
      send(ethernet(9, 700, 0));
      send(ethernet(9, 1_700, 0));
      send(ethernet(9, 1_000_000_000_000L, 0));
      assertThat(bits()).isNull();
      assertThat(port().in().packetsPerSecond()).as("nothing of the row").isNull();
      assertThat(port().in().errorsPerSecond()).isNull();
      send(ethernet(9, 1_000_000_001_000L, 0));
      assertThat(bits()).isEqualTo(800);
      assertThat(resets()).containsExactly(false, false, true, false);
    }

    @Test
    void waitsForTheNextRowAndIsNotForgottenAtTheEnd() {
      send(ethernet(9, 700, 0));
      send(ethernet(9, 1_000_000_000_000L, 0));
      assertThat(resets()).containsExactly(false);
      agent.finish();
      stored.addAll(agent.rows());
      assertThat(resets()).containsExactly(false, true);
    }

    @Test
    void isAResetOfEveryCounterWhereAnyIsLess() {
      send(of(GIGABIT, 5_000, 10), "eth9");
      send(of(GIGABIT, 4_000, 90), "eth10");
      assertThat(port().in().packetsPerSecond()).isNull();
      send(of(10 * GIGABIT, 3_000, 100), "eth10");
      assertThat(port().in().packetsPerSecond()).isNull();
      assertThat(resets()).containsExactly(false, true, true);
    }

    @Test
    void isNoneWhereTheCountersGoOn() {
      send(of(GIGABIT, 5_000, 10), "eth9");
      send(of(10 * GIGABIT, 6_000, 20), "uplink");
      assertThat(bits()).isEqualTo(800);
      assertThat(resets()).containsExactly(false, false);
    }
  }

  @Nested
  class WrongIfSpeed {
    /// A Linux tap says 10 Mbit/s, and carries 80.
    @Test
    void isFoundByTheSecondIntervalAndCostsNone() {
      long octets = 0;
      for (int i = 0; i < 5; i++) {
        send(of(10_000_000, octets, 0));
        octets += 100_000_000;
      }
      assertThat(bits()).isEqualTo(80_000_000);
      assertThat(port().in().utilization()).as("of a speed that is wrong").isNull();
      assertThat(resets()).containsExactly(false, false, false, false, false);
    }

    @Test
    void isForgottenWithTheSpeed() {
      send(of(10_000_000, 0, 0));
      send(of(10_000_000, 100_000_000, 0));
      send(of(10_000_000, 200_000_000, 0));
      send(of(GIGABIT, 300_000_000, 0));
      assertThat(port().in().utilization()).isEqualTo(0.08);
    }

    @Test
    void isNotSuspectedWhereNoneIsTold() {
      for (long speed : new long[] {0, 0xffffffffL, -1}) {
        send(of(speed, 0, 0));
        send(of(speed, 1_000_000_000_000L, 0));
        assertThat(bits()).isEqualTo(8e11);
        assertThat(port().speedBitsPerSecond()).isNull();
        assertThat(port().in().utilization()).isNull();
        send(of(speed, 0, 0));
      }
    }
  }

  @Nested
  class Wraps {
    private static final long END = 0x1_0000_0000L;

    @Test
    void of32BitsIn64AreGrowthWhereItFitsTheLine() {
      send(of(GIGABIT, END - 1_000, 0));
      send(of(GIGABIT, 9_000, 0));
      assertThat(bits()).isEqualTo(8_000);
      assertThat(resets()).containsExactly(false, false);
    }

    @Test
    void of32BitsIn64AreResetsWhereItDoesNotFit() {
      send(of(10_000_000, END - 1_000_000_000, 10));
      send(of(10_000_000, 9_000, 20));
      assertThat(bits()).isNull();
      assertThat(resets()).containsExactly(false, true);
    }

    @Test
    void of32BitsIn64AreResetsWhereNobodyKnows() {
      send(of(0, END - 1_000, 10));
      send(of(0, 9_000, 20));
      assertThat(bits()).isNull();
      assertThat(resets()).containsExactly(false, true);
    }
  }

  @Nested
  class HalfDuplex {
    @Test
    void usesTheLineInBothDirections() {
      send(counters(9, 6, GIGABIT, 2, 0, 0, 0, 0));
      send(counters(9, 6, GIGABIT, 2, 100_000_000, 300_000_000, 0, 0));
      assertThat(port().in().utilization()).isEqualTo(0.32);
      assertThat(port().out().utilization()).isEqualTo(0.32);
      assertThat(bits()).isEqualTo(80_000_000);
    }

    @Test
    void isUnknownWhereADirectionIs() {
      send(counters(9, 6, GIGABIT, 2, 0, -1, 0, 0));
      send(counters(9, 6, GIGABIT, 2, 100_000_000, -1, 0, 0));
      assertThat(port().in().utilization()).isNull();
    }
  }
}
