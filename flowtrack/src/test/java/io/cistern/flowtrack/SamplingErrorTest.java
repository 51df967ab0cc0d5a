package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The stated 95 % interval holds the truth about as often as it says.
class SamplingErrorTest {
  private static final int TRIALS = 1000;

  @ParameterizedTest
  @ValueSource(ints = {10, 100})
  void intervalHoldsTheTruth(int rate) {
    long seed = Seeds.seed("SamplingErrorTest");
    var traffic = new Traffic(seed, 1, 1);
    var tracker = new FlowTracker(Seeds.small(seed));
    var o = new Observation();
    var packets = new long[TRIALS];
    var bytes = new long[TRIALS];
    for (int trial = 0; trial < TRIALS; trial++) {
      packets[trial] = 200L * rate;
      for (int i = 0; i < packets[trial]; i++) {
        int length = traffic.frameLength();
        bytes[trial] += length;
        if (traffic.random.nextInt(rate) == 0) {
          tracker.observe(Traffic.packet(o, 0, 1, length).samplingRate(rate).observer(trial));
        }
      }
    }
    var snapshot = tracker.snapshot(0, 1);
    int packetHits = 0;
    int byteHits = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      var e = snapshot.observer(trial).total().estimate();
      packetHits += holds(e.packets(), e.packetsError95(), packets[trial]);
      byteHits += holds(e.bytes(), e.bytesError95(), bytes[trial]);
    }
    // a thousand trials at 95 %: 3 sigma are 2.1 %; samples of one stratum make the formula a
    // little cautious
    assertThat(packetHits / (double) TRIALS).isBetween(0.92, 0.985);
    assertThat(byteHits / (double) TRIALS).isBetween(0.92, 0.985);
  }

  private static int holds(long estimate, double error, long truth) {
    return Math.abs(estimate - truth) <= error * estimate ? 1 : 0;
  }

  @Test
  void isZeroWhereEveryPacketWasSeen() {
    var e = Estimate.of(5, 5, 500, 0);
    assertThat(e.packetsError95()).isZero();
    assertThat(e.bytesError95()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"10, 0.62", "100, 0.196", "400, 0.098", "1000, 0.062", "10000, 0.0196"})
  void followsTheTable(int samples, double error) {
    var e = Estimate.of(samples, 100L * samples, 1, 0);
    assertThat(e.packetsError95()).isCloseTo(error, withPercentage(1));
  }
}
