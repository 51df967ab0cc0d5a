package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScanDetectorTest {
  private static final long T0 = 1_800_000_000_000L;
  private static final long OUTSIDE = 0x01020304L;
  private static final long INSIDE = 0x0a010203L;

  private final long seed = Seeds.seed("ScanDetectorTest");
  private final FlowTracker tracker = new FlowTracker(Seeds.small(seed));
  private final Observation o = new Observation();

  private List<Scan> scans(long now) {
    return tracker.snapshot(now, 1).scans();
  }

  private void sweep(long source, int targets, int port, long rate) {
    for (int i = 0; i < targets; i++) {
      tracker.observe(Traffic.syn(o, T0 + i, source, 0x05000000L + i, port).samplingRate(rate));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 19, 0", "1, 20, 1", "100, 9, 0", "100, 10, 1"})
  void needsTheThresholdFromOutside(long rate, int targets, int alerts) {
    sweep(OUTSIDE, targets, 22, rate);
    assertThat(scans(T0 + 1000)).hasSize(alerts);
  }

  /* So many are estimated, and 115 must be seen: that is sure of 160. */
  @ParameterizedTest
  @CsvSource({"99, 0", "160, 1"})
  void needsMoreFromInside(int targets, int alerts) {
    sweep(INSIDE, targets, 22, 1);
    assertThat(scans(T0 + 1000)).hasSize(alerts);
  }

  @Test
  void countsRepeatedProbesOnce() {
    for (int round = 0; round < 10; round++) {
      sweep(OUTSIDE, 19, 22, 1);
    }
    assertThat(scans(T0 + 1000)).isEmpty();
  }

  @Test
  void forgetsTargetsOlderThanTheWindow() {
    for (int i = 0; i < 100; i++) { // 15 a minute
      tracker.observe(Traffic.syn(o, T0 + i * 4_000L, OUTSIDE, i, 22));
      assertThat(scans(T0 + i * 4_000L)).allMatch(Scan::isSlow);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 41, 1 + 4 + 8})
  void knowsEveryFormOfProbe(int flags) {
    for (int i = 0; i < 30; i++) {
      tracker.observe(Traffic.syn(o, T0, OUTSIDE, 9, i).tcpFlags(flags));
    }
    assertThat(scans(T0)).hasSize((flags & 4) == 0 ? 1 : 0);
  }

  /* An ordinary client whose acknowledgements were sampled with headers cut before the flags. */
  @Test
  void takesUnknownFlagsForNoEvidence() {
    for (int i = 0; i < 200; i++) {
      tracker.observe(Traffic.syn(o, T0 + i, OUTSIDE, i, 443).tcpFlags(-1));
      tracker.observe(Traffic.syn(o, T0 + i, OUTSIDE, 9, i).tcpFlags(-1));
    }
    assertThat(scans(T0 + 1000)).isEmpty();
  }

  /* Whether answers had to be seen depends on the rate. */
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1"})
  void takesUdpOfUnknownRateForNoEvidence(long rate, int alerts) {
    for (int i = 0; i < 200; i++) {
      tracker.observe(
          Traffic.syn(o, T0 + i, OUTSIDE, i, 2222)
              .protocol(17)
              .tcpFlags(-1)
              .payloadLength(8)
              .samplingRate(rate));
    }
    assertThat(scans(T0 + 1000)).hasSize(alerts);
    assertThat(tracker.snapshot(T0 + 1000, 1).floods()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {18, 4, 20})
  void neverBlamesWhoAnswers(int flags) {
    for (int i = 0; i < 200; i++) {
      tracker.observe(Traffic.syn(o, T0, OUTSIDE, i, 22).tcpFlags(flags));
      tracker.observe(Traffic.syn(o, T0, OUTSIDE, 9, i).tcpFlags(flags));
    }
    assertThat(scans(T0)).isEmpty();
  }

  @Test
  void isNoScanWhereConnectionsSucceed() {
    for (int i = 0; i < 200; i++) {
      tracker.observe(Traffic.syn(o, T0 + i, OUTSIDE, i, 443));
      for (int data = 0; data < 3; data++) {
        tracker.observe(Traffic.syn(o, T0 + i, OUTSIDE, i, 443).tcpFlags(24).payloadLength(500));
      }
    }
    assertThat(scans(T0 + 1000)).isEmpty();
  }

  @Test
  void mergesManyPortsOfManyHostsInABlock() {
    for (int port = 20; port < 26; port++) {
      sweep(OUTSIDE, 60, port, 1);
    }
    var scans = scans(T0 + 1000);
    assertThat(scans).hasSize(1);
    var block = scans.getFirst();
    assertThat(block.kind()).isEqualTo(ScanKind.BLOCK);
    assertThat(block.ports()).isEqualTo(Tally.exactly(6));
    assertThat(block.targets().seen().value()).isBetween(50L, 60L);
    assertThat(60L).isBetween(block.targets().seen().low95(), block.targets().seen().high95());
    assertThat(block.probes()).isEqualTo(Tally.exactly(360));
    assertThat(block.samples()).isEqualTo(360);
    assertThat(block.explanation()).contains("1.2.3.4").contains("block");
    assertThat(scans(T0 + 100_000)).hasSize(1).noneMatch(Scan::active);
  }

  @Test
  void isOneAlertWhereTwoObserversSeeIt() {
    for (int i = 0; i < 40; i++) {
      tracker.observe(Traffic.syn(o, T0 + i, OUTSIDE, i, 22).observer(1));
      tracker.observe(Traffic.syn(o, T0 + i, OUTSIDE, i, 22).observer(2));
    }
    assertThat(scans(T0 + 1000)).hasSize(1);
    assertThat(scans(T0 + 1000).getFirst().samples()).as("of one observer").isEqualTo(40);
  }

  @Test
  void countsThousandsOfTargets() {
    sweep(OUTSIDE, 5_000, 22, 1);
    var scan = scans(T0 + 6_000).getFirst();
    assertThat((double) scan.targets().seen().value()).isBetween(3_700.0, 6_300.0);
    assertThat(scan.samples()).isEqualTo(5_000);
    assertThat(scan.examples()).hasSize(8);
  }

  @Test
  void becomesActiveAgain() {
    sweep(OUTSIDE, 30, 22, 1);
    assertThat(scans(T0 + 1_000)).hasSize(1).allMatch(Scan::active);
    assertThat(scans(T0 + 70_000)).hasSize(1).noneMatch(Scan::active);
    for (int i = 0; i < 30; i++) {
      tracker.observe(Traffic.syn(o, T0 + 200_000 + i, OUTSIDE, i, 22));
    }
    var scans = scans(T0 + 201_000);
    assertThat(scans).extracting(Scan::active).containsExactly(true, false);
    assertThat(scans.getFirst().firstSeenMillis()).isGreaterThanOrEqualTo(T0 + 200_000);
  }

  @Test
  void remembersEndedAlertsUpToALimit() {
    for (int i = 0; i < 300; i++) {
      for (int target = 0; target < 20; target++) {
        tracker.observe(Traffic.syn(o, T0 + i * 100_000L, OUTSIDE + i, target, 22));
      }
      tracker.snapshot(T0 + i * 100_000L, 1);
    }
    assertThat(scans(T0 + 300 * 100_000L)).hasSize(256);
  }

  /* Of a scan with λ expected samples in the window, P(at least 10) is Poisson's: 0.95 at 15.7.
   * Unsampled, 20 probes are seen for sure, 19 never. */
  @ParameterizedTest
  @CsvSource({
    "1, 19.0",
    "1, 20.0",
    "10, 10.0",
    "10, 15.7",
    "10, 27.9",
    "100, 10.0",
    "100, 15.7",
    "100, 27.9",
    "1000, 10.0",
    "1000, 15.7",
    "1000, 27.9"
  })
  void seesSampledScansAsOftenAsItSays(int rate, double expected) {
    int trials = 200;
    double probability = rate > 1 ? Verdict.atLeast(10, expected) : expected < 20 ? 0 : 1;
    // so large that no two targets look like one to the doorkeeper
    var large = ScanOptions.builder().capacity(1 << 14).build();
    var tracker = new FlowTracker(Seeds.small(seed).toBuilder().scan(large).build());
    for (int trial = 0; trial < trials; trial++) {
      var random =
          new SplittableRandom(trial); // the same 200 seeds in every run: 3 sigma fail one in 40
      for (int probe = 0; probe < expected * rate; probe++) {
        if (random.nextInt(rate) == 0) {
          tracker.observe(
              Traffic.syn(o, T0, OUTSIDE + trial, 0x05000000L + probe, 22).samplingRate(rate));
        }
      }
    }
    int seen = tracker.snapshot(T0, 1).scans().size();
    double sigma = Math.sqrt(probability * (1 - probability) / trials);
    // sampling one in ten is not quite Poisson: of a binomial variable, the variance is a tenth
    // less
    double off = rate == 10 ? 0.02 : 0.005;
    assertThat(seen / (double) trials)
        .isBetween(probability - 3 * sigma - off, probability + 3 * sigma + off);
  }

  @ParameterizedTest
  @CsvSource({"3, 6.3", "5, 9.2", "10, 15.7", "20, 27.9", "25, 33.8"})
  void knowsThePoissonTable(int count, double expected) {
    assertThat(Verdict.expectedFor(count)).isCloseTo(expected, within(0.06));
  }

  @Test
  void explainsItselfInWords() {
    sweep(OUTSIDE, 30, 22, 100);
    assertThat(scans(T0 + 1000).getFirst().explanation())
        .isEqualTo(
            "1.2.3.4 tried 30 hosts at port 22 by TCP within 60 s, in 30 sampled probes. At 1 in"
                + " 100"
                + " they stand for about 3,000 (2,110 to 4,280) probes of about 3,000 (30 to 4,280)"
                + " hosts; from 20 hosts on it is a scan. Probes are 100 % of its TCP samples"
                + " there,"
                + " SYN-ACKs and acknowledged data none. A scan slower than about 26 probes/s would"
                + " not be seen reliably.");
  }

  @Test
  void takesAnotherWindow() {
    var scan =
        ScanOptions.builder()
            .window(Duration.ofMinutes(15))
            .slowWindow(Duration.ZERO)
            .capacity(1 << 10)
            .build();
    var slow = new FlowTracker(Seeds.small(seed).toBuilder().scan(scan).build());
    for (int i = 0; i < 25; i++) {
      slow.observe(Traffic.syn(o, T0 + i * 30_000L, OUTSIDE, i, 22));
    }
    assertThat(slow.snapshot(T0 + 25 * 30_000L, 1).scans()).hasSize(1);
  }

  @Test
  void writesLargeNumbersForPeople() {
    sweep(OUTSIDE, 200, 22, 1L << 16);
    var words = scans(T0 + 1000).getFirst().explanation();
    assertThat(words).contains(" million) probes").doesNotContainPattern("[0-9]{4,}|e[+-]?[0-9]");
  }

  @Nested
  class HealthChecker {
    private static final long CHECKER = OUTSIDE;

    /* SYN, SYN-ACK, RST: as load balancers look after their servers. The answer leaves by the other
     * interface. */
    private void check(
        int target, long now, long rate, boolean syn, boolean answer, boolean reset) {
      if (syn) {
        tracker.observe(Traffic.syn(o, now, CHECKER, target, 80).samplingRate(rate));
      }
      if (answer) {
        tracker.observe(
            Traffic.syn(o, now, target, CHECKER, 40_000)
                .ports(80, 40_000)
                .tcpFlags(18)
                .interfaces(2, 1)
                .dataSource(1)
                .samplingRate(rate));
      }
      if (reset) {
        tracker.observe(Traffic.syn(o, now, CHECKER, target, 80).tcpFlags(4).samplingRate(rate));
      }
    }

    @Test
    void isNoScannerForItsTargetsAnswer() {
      for (int i = 0; i < 500; i++) {
        check(i, T0 + i, 1, true, true, true);
      }
      assertThat(scans(T0 + 1000)).isEmpty();
    }

    @Test
    void isAScannerWhereNobodyAnswers() {
      for (int i = 0; i < 500; i++) {
        check(i, T0 + i, 1, true, i % 20 == 0, true);
      }
      assertThat(scans(T0 + 1000)).hasSize(1);
    }

    /* 200 servers every 5 s at 1 in 100: 24 SYNs and 24 SYN-ACKs sampled a minute, of which now and
     * then few are answers. */
    @Test
    void isNoneOfSampledTrafficEither() {
      var random = new SplittableRandom(seed);
      for (long now = T0; now < T0 + 3_600_000; now += 5_000) {
        for (int i = 0; i < 200; i++) {
          check(
              i,
              now + i,
              100,
              random.nextInt(100) == 0,
              random.nextInt(100) == 0,
              random.nextInt(100) == 0);
        }
        assertThat(scans(now + 1000)).isEmpty();
      }
    }
  }

  @Nested
  class Slow {
    private void trickle(int targets, long everyMillis, long from) {
      for (int i = 0; i < targets; i++) {
        long now = from + i * everyMillis;
        tracker.observe(Traffic.syn(o, now, OUTSIDE, 0x05000000L + i, 22));
        scans(now);
      }
    }

    @Test
    void isSeenInTheLongWindow() {
      trickle(25, 30_000, T0); // two a minute
      var scan = scans(T0 + 25 * 30_000L).getFirst();
      assertThat(scan.isSlow()).isTrue();
      assertThat(scan.active()).isTrue();
      assertThat(scan.targets().seen().value()).isBetween(20L, 25L);
      assertThat(scan.confidence()).isEqualTo(1);
      assertThat(scan.explanation()).contains("within 900 s");
    }

    @Test
    void isNotSeenIfSlowerStill() {
      trickle(100, 50_000, T0); // 18 in 15 minutes
      assertThat(scans(T0 + 100 * 50_000L)).isEmpty();
    }

    @Test
    void isNotReportedAgainOfAFastOne() {
      trickle(100, 100, T0);
      for (long now = T0 + 10_000; now < T0 + 1_800_000; now += 10_000) {
        var scans = scans(now);
        assertThat(scans).hasSize(1).noneMatch(Scan::isSlow);
        assertThat(scans.getFirst().active()).isEqualTo(now < T0 + 9_900 + 60_000);
      }
    }
  }

  @Nested
  class Udp {
    private void probe(long source, long target, int port, int bytes) {
      tracker.observe(
          Traffic.syn(o, T0, source, target, port).protocol(17).tcpFlags(0).payloadLength(bytes));
    }

    @ParameterizedTest
    @CsvSource({"99, 40, 0", "160, 40, 1", "200, 129, 0", "200, -1, 0"})
    void needsTheHigherThresholdAndSmallPayloads(int targets, int bytes, int alerts) {
      for (int i = 0; i < targets; i++) {
        probe(OUTSIDE, i, 161, bytes);
      }
      assertThat(scans(T0)).hasSize(alerts).allMatch(s -> s.kind() == ScanKind.HORIZONTAL);
    }

    @Test
    void knowsManyPortsOfAHost() {
      for (int port = 1; port <= 300; port++) {
        probe(OUTSIDE, 9, port, 0);
      }
      assertThat(scans(T0)).extracting(Scan::kind).containsExactly(ScanKind.VERTICAL);
      assertThat(scans(T0).getFirst().explanation()).contains("by UDP").contains("answers none");
    }

    @Test
    void isNoScanWhereTheyAnswer() {
      for (int i = 0; i < 1000; i++) { // a resolver
        probe(INSIDE, 1000 + i, 53, 40);
        if (i % 2 == 0) {
          probe(1000 + i, INSIDE, 40_000, 100);
          continue;
        }
        tracker.observe(
            o.source(0, 1000 + i)
                .destination(0, INSIDE)
                .ports(53, 40_000)
                .interfaces(2, 1)
                .dataSource(1) // sampled where it leaves
                .payloadLength(300));
      }
      assertThat(scans(T0)).isEmpty();
    }

    @Test
    void neverBlamesAWellKnownService() { // who answers to the ports of one client
      var quiet = new FlowTracker(Seeds.small(seed));
      for (int i = 0; i < 1000; i++) {
        quiet.observe(
            Traffic.syn(o, T0, OUTSIDE, 9, 2_000 + i)
                .protocol(17)
                .ports(53, 2_000 + i)
                .payloadLength(40));
      }
      assertThat(quiet.snapshot(T0, 1).scans()).isEmpty();
    }
  }

  @Nested
  class Icmp {
    private void echo(long from, long to, int type) {
      tracker.observe(
          Traffic.syn(o, T0, from, to, -1).protocol(1).tcpFlags(0).ports(-1, -1).icmpType(type));
    }

    @Test
    void echoRequestsToManyHostsAreAScan() {
      for (int i = 0; i < 30; i++) {
        echo(OUTSIDE, i, 8);
      }
      var scan = scans(T0).getFirst();
      assertThat(scans(T0)).hasSize(1);
      assertThat(scan.protocol()).isEqualTo(1);
      assertThat(scan.port()).isEqualTo(-1);
      assertThat(scan.kind()).isEqualTo(ScanKind.HORIZONTAL);
      assertThat(scan.explanation()).startsWith("1.2.3.4 tried 30 hosts by ICMP echo");
    }

    @Test
    void aPollerWhoIsAnsweredIsNone() {
      for (int i = 0; i < 500; i++) {
        echo(OUTSIDE, i, 8);
        echo(i, OUTSIDE, 0);
      }
      assertThat(scans(T0)).isEmpty();
    }

    @Test
    void repliesAreNone() {
      for (int i = 0; i < 500; i++) {
        echo(OUTSIDE, i, 0);
        echo(OUTSIDE, i, 3);
      }
      assertThat(scans(T0)).isEmpty();
    }
  }
}
