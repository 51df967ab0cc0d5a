package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Of hosts and flows of synthetic traffic, the stated 95 % interval holds the truth as often as it
/// says: hosts by Zipf's law, flows of Pareto sizes, frames of mixed lengths.
class IntervalCoverageTest {
  private static final int TRIALS = 1_500;
  private static final int FLOWS = 3_000; // of a trial
  private static final int HOSTS = 500;
  private static final double FEWEST = 100; // samples that a key must be good for

  private static final int[][] FRAMES = {
    {1514}, // bulk
    {60, 66}, // its acknowledgements
    {60, 60, 590, 1514, 60, 1514, 1514, 320, 60, 1514}, // the mix of a link
    {214}, // voice
    {90, 1400, 700, 90}
  };

  /// What a key has sent indeed.
  private static final class Truth {
    long packets;
    long bytes;
    final Map<Integer, Double> samples = new HashMap<>(); // that are expected, by rate

    boolean isGood() {
      return samples.values().stream().allMatch(expected -> expected >= FEWEST);
    }
  }

  private final long seed = Seeds.seed("IntervalCoverageTest");
  private final Traffic traffic = new Traffic(seed, HOSTS, 1.0);
  private final FlowTracker tracker =
      new FlowTracker(
          Seeds.small(seed).toBuilder().topCapacity(4096).flowCapacity(1 << 14).build());
  private final Observation o = new Observation();
  private int checks;
  private int packetHits;
  private int byteHits;

  private int pareto(double least) {
    return (int) (least / Math.pow(1 - traffic.random.nextDouble(), 1 / 1.3));
  }

  /// How many packets further the next sample is, each being sampled with 1/N.
  private int gap(int rate) {
    return rate == 1
        ? 1
        : 1 + (int) (Math.log(1 - traffic.random.nextDouble()) / Math.log(1 - 1.0 / rate));
  }

  private void trial(int number, List<Integer> rates, double leastPackets) {
    long begin = 120_000L * number; // the window has forgotten the trial before
    var hosts = new HashMap<Long, Truth>();
    var flows = new HashMap<Integer, Truth>();
    for (int flow = 0; flow < FLOWS; flow++) {
      int rate = rates.get(flow % rates.size());
      int host = traffic.key();
      var frames = FRAMES[traffic.random.nextInt(FRAMES.length)];
      int packets = Math.min(10_000 * rate, pareto(leastPackets * rate));
      o.clear()
          .observer(1)
          .ipVersion(4)
          .source(0, host)
          .destination(0, flow)
          .protocol(17)
          .ports(1024 + flow, 4_000)
          .samplingRate(rate)
          .timeMillis(begin + 50_000L * flow / FLOWS);
      for (int at = gap(rate) - 1; at < packets; at += gap(rate)) {
        tracker.observe(o.frameLengthBytes(frames[at % frames.length]));
      }
      long bytes = 0;
      for (int i = 0; i < frames.length; i++) {
        bytes += frames[i] * (long) ((packets - i + frames.length - 1) / frames.length);
      }
      add(hosts.computeIfAbsent((long) host, _ -> new Truth()), rate, packets, bytes);
      add(flows.computeIfAbsent(flow, _ -> new Truth()), rate, packets, bytes);
    }
    var snapshot = tracker.snapshot(begin + 50_000, 200);
    for (var entry : snapshot.top(Dimension.SOURCE)) {
      check(Objects.requireNonNull(hosts.get(entry.key().source().low())), entry.estimate());
    }
    for (var flow : snapshot.flows()) {
      check(
          Objects.requireNonNull(flows.get((int) flow.key().destination().low())), flow.estimate());
    }
  }

  private static void add(Truth truth, int rate, int packets, long bytes) {
    truth.packets += packets;
    truth.bytes += bytes;
    truth.samples.merge(rate, packets / (double) rate, Double::sum);
  }

  private void check(Truth truth, Estimate e) {
    if (truth.isGood()) {
      checks++;
      packetHits += holds(e.packets(), e.packetsError95(), truth.packets);
      byteHits += holds(e.bytes(), e.bytesError95(), truth.bytes);
    }
  }

  private static int holds(long estimate, double error, long truth) {
    return Math.abs(estimate - truth) <= error * estimate ? 1 : 0;
  }

  private void between(double least, double most) {
    System.out.printf(
        Locale.ROOT,
        "%d intervals, packets %.4f, bytes %.4f%n",
        checks,
        packetHits / (double) checks,
        byteHits / (double) checks);
    assertThat(checks).isGreaterThan(3_000);
    assertThat(packetHits / (double) checks).as("packets").isBetween(least, most);
    assertThat(byteHits / (double) checks).as("bytes").isBetween(least, most);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1000})
  void holdsTheTruth(int rate) {
    for (int i = 0; i < TRIALS; i++) {
      trial(i, List.of(rate), 0.2);
    }
    between(0.93, 0.97);
  }

  @Test
  void holdsItForMixedRates() {
    for (int i = 0; i < TRIALS; i++) {
      trial(i, List.of(10, 50, 400), 0.4);
    }
    between(0.93, 0.97);
  }

  @Test
  void isExactWhereEveryPacketWasSeen() {
    for (int i = 0; i < 20; i++) {
      trial(i, List.of(1), 20);
    }
    between(1, 1);
  }
}
