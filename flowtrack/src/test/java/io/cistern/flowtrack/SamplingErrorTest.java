package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The stated 95 % interval holds the truth about as often as it says.
class SamplingErrorTest {
  private static final int TRIALS = 1_000; // as many as a tracker knows observers
  private static final int ROUNDS = 3;

  private final long seed = Seeds.seed("SamplingErrorTest");
  private final Traffic traffic = new Traffic(seed, 1, 1);
  private final Observation o = new Observation();

  /// Sends a trial's packets, some of them sampled, and tells how many bytes there were.
  private interface Trial {
    long run(FlowTracker tracker, int observer);
  }

  /// The shares of trials whose interval of packets, and of bytes, holds the truth.
  private double[] hits(long packets, Trial trial) {
    double packetHits = 0;
    double byteHits = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var tracker = new FlowTracker(Seeds.small(seed));
      var bytes = new long[TRIALS];
      for (int i = 0; i < TRIALS; i++) {
        bytes[i] = trial.run(tracker, i);
      }
      var snapshot = tracker.snapshot(0, 1);
      for (int i = 0; i < TRIALS; i++) {
        var e = snapshot.observer(i).total().estimate();
        packetHits += holds(e.packets(), e.packetsError95(), packets);
        byteHits += holds(e.bytes(), e.bytesError95(), bytes[i]);
      }
    }
    return new double[] {packetHits / TRIALS / ROUNDS, byteHits / TRIALS / ROUNDS};
  }

  /* 3,000 trials: 93 to 97 % is 5 sigma away from 95 %. */
  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1000})
  void intervalHoldsTheTruth(int rate) {
    long packets = 300L * rate;
    var hits =
        hits(
            packets,
            (tracker, observer) -> {
              int shift = traffic.random.nextInt(1400);
              for (int at = gap(rate) - 1; at < packets; at += gap(rate)) {
                tracker.observe(packet(observer, at + shift, rate));
              }
              long bytes = 0;
              for (int i = 0; i < packets; i++) {
                bytes += length(i + shift);
              }
              return bytes;
            });
    assertThat(hits[0]).as("packets").isBetween(0.93, 0.97);
    assertThat(hits[1]).as("bytes").isBetween(0.93, 0.97);
  }

  @Test
  void ofMixedRatesHoldsForBytes() {
    int[] rates = {10, 10, 200};
    var hits =
        hits(
            0,
            (tracker, observer) -> {
              long bytes = 0;
              for (int i = 0; i < 20_000; i++) {
                int rate = rates[i % 3];
                bytes += length(i);
                if (traffic.random.nextInt(rate) == 0) {
                  tracker.observe(packet(observer, i, rate));
                }
              }
              return bytes;
            });
    assertThat(hits[1]).isBetween(0.92, 0.97); // of the rarely sampled, there are but thirty
  }

  private Observation packet(int observer, int number, int rate) {
    return Traffic.packet(o, 0, 1, length(number)).samplingRate(rate).observer(observer);
  }

  private static int length(int number) {
    return 64 + number * 7 % 1400;
  }

  @Test
  void ofEveryPacketIsExact() {
    var tracker = new FlowTracker(Seeds.small(seed));
    long bytes = 0;
    for (int i = 0; i < 10_000; i++) {
      int length = traffic.frameLength();
      bytes += length;
      tracker.observe(Traffic.packet(o, 0, i % 1000, length));
    }
    assertThat(tracker.snapshot(0, 1).total().estimate())
        .isEqualTo(new Estimate(10_000, 10_000, bytes, 0, 0, 0));
  }

  /// How many packets further the next sample is, each being sampled with 1/N.
  private int gap(int rate) {
    return 1 + (int) (Math.log(1 - traffic.random.nextDouble()) / Math.log(1 - 1.0 / rate));
  }

  private static int holds(long estimate, double error, long truth) {
    return Math.abs(estimate - truth) <= error * estimate ? 1 : 0;
  }

  @Test
  void isZeroWhereEveryPacketWasSeen() {
    var e = Estimate.of(5, 5, 500, 0, 0);
    assertThat(e.packetsError95()).isZero();
    assertThat(e.bytesError95()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"10, 0.62", "100, 0.196", "400, 0.098", "1000, 0.062", "10000, 0.0196"})
  void followsTheTable(int samples, double error) {
    var e = Estimate.of(samples, 1000L * samples, 1, samples * 1000.0 * 999, 0);
    assertThat(e.packetsError95()).isCloseTo(error, withPercentage(1));
  }
}
