package io.cistern.app.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AgentClockTest {
  private static final long START = 1_800_000_000_000L;
  private static final long INTERVAL = 10_000;

  private final AgentClock clock = new AgentClock();
  private final Random random = new Random(seed());

  private static long seed() {
    long seed = Long.getLong("cistern.seed", 20261201);
    System.out.println("cistern.seed=" + seed);
    return seed;
  }

  /// The time of the n-th datagram of an agent that sends every ten seconds.
  ///
  /// @param pace of the agent's clock to ours
  /// @param jitter how late it may come, milliseconds
  private long time(int n, double pace, long firstUptime, int jitter) {
    long made = n * INTERVAL;
    long uptime = (firstUptime + Math.round(made * pace)) & 0xffffffffL;
    return clock.time(uptime, START + made + random.nextInt(jitter + 1)) - START;
  }

  /// How far the longest and shortest interval is off, as a fraction.
  private double worst(int from, int to, double pace, long firstUptime, int jitter) {
    long last = time(from, pace, firstUptime, jitter);
    double worst = 0;
    for (int n = from + 1; n < to; n++) {
      long next = time(n, pace, firstUptime, jitter);
      worst = Math.max(worst, Math.abs(next - last - INTERVAL) / (double) INTERVAL);
      last = next;
    }
    return worst;
  }

  @Nested
  class Intervals {
    @Test
    void areFreeOfJitterFromTheFirstOn() {
      assertThat(worst(0, 1_000, 1, 5_000, 600)).isLessThan(0.01);
    }

    @Test
    void areOursWhereTheAgentsClockIsTenPercentFast() {
      worst(0, 20, 1.1, 5_000, 600);
      assertThat(worst(20, 1_000, 1.1, 5_000, 600)).isLessThan(0.01);
    }

    @Test
    void areOursWhereTheAgentsClockIsTenPercentSlow() {
      worst(0, 20, 0.9, 5_000, 600);
      assertThat(worst(20, 1_000, 0.9, 5_000, 600)).isLessThan(0.01);
    }

    @Test
    void goOnWhereTheUptimeWraps() {
      assertThat(worst(0, 100, 1, (1L << 32) - 200_000, 600)).isLessThan(0.01);
    }
  }

  @Nested
  class Times {
    @Test
    void areCloseToWhenItWasMade() {
      for (int n = 0; n < 1_000; n++) {
        long time = time(n, 1.0005, 5_000, 600);
        assertThat(time - n * INTERVAL).isBetween(-700L, 700L);
      }
    }

    @Test
    void neverGoBack() {
      long last = 0;
      long uptime = 1_000;
      for (int i = 0; i < 10_000; i++) {
        uptime += random.nextInt(3_000) - 300;
        long time = clock.time(uptime, START + i * 1_000L + random.nextInt(2_000));
        assertThat(time).isGreaterThanOrEqualTo(last);
        last = time;
      }
    }

    @Test
    void areThoseOfReceivingWhereTheUptimeStandsStill() {
      clock.time(0, START);
      assertThat(clock.time(0, START + 10_000)).isEqualTo(START + 10_000);
      assertThat(clock.time(0, START + 20_000)).isEqualTo(START + 20_000);
    }

    @Test
    void areThoseOfReceivingWhereTheUptimeIsNoClock() {
      for (double pace : new double[] {0.01, 100}) {
        clock.reset();
        for (int n = 0; n < 100; n++) {
          long time = time(n, pace, 0, 0);
          if (n > 10) {
            assertThat(time).isCloseTo(n * INTERVAL, within(1L));
          }
        }
      }
    }

    @Test
    void jumpWithAnUptimeThatJumps() {
      for (int n = 0; n < 50; n++) {
        time(n, 1, 0, 0);
      }
      for (int n = 50; n < 60; n++) {
        assertThat(time(n, 1, 3_600_000, 0)).isCloseTo(n * INTERVAL, within(1L));
      }
    }
  }

  @Test
  void beginsAnewWithTheAgent() {
    time(0, 1, 50_000_000, 0);
    time(1, 1, 50_000_000, 0);
    clock.reset();
    assertThat(time(7, 1, 0, 0)).isEqualTo(7 * INTERVAL);
  }
}
