package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FloodDetectorTest {
  private static final long T0 = 1_800_000_000_000L;
  private static final long TARGET = 0xc6336407L;

  private final long seed = Seeds.seed("FloodDetectorTest");
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Observation o = new Observation();
  private FlowTracker tracker = new FlowTracker(Seeds.small(seed));

  private List<Flood> floods(long now) {
    return tracker.snapshot(now, 1).floods();
  }

  /// Packets of 100 bytes towards the target, one sample of `rate` packets each.
  private long send(
      long from, int seconds, int packetsPerSecond, int rate, Consumer<Observation> shape) {
    int samples = seconds * packetsPerSecond / rate;
    for (int i = 0; i < samples; i++) {
      long now = from + 1000L * seconds * i / samples;
      Traffic.packet(o, now, random.nextInt(50), 100).destination(0, TARGET).samplingRate(rate);
      shape.accept(o);
      tracker.observe(o);
      if (i % 500 == 0) {
        floods(now);
      }
    }
    return from + 1000L * seconds;
  }

  @ParameterizedTest
  @EnumSource(FloodKind.class)
  void namesItsKind(FloodKind kind) {
    long now =
        send(
            T0,
            30,
            50_000,
            100,
            p -> {
              switch (kind) {
                case SYN -> p.protocol(6).tcpFlags(2).ports(random.nextInt(65536), 80);
                case UDP_AMPLIFICATION -> p.ports(11211, 80);
                case UDP -> p.ports(5000, 80);
                case ICMP -> p.protocol(1).ports(-1, -1).icmpType(8);
                case FRAGMENTS -> p.ports(-1, -1).fragment(true);
                case VOLUME -> p.protocol(6).tcpFlags(16).payloadLength(40);
              }
            });
    var floods = floods(now);
    assertThat(floods).hasSize(1);
    var flood = floods.getFirst();
    assertThat(flood.kinds()).containsExactly(kind);
    assertThat(flood.target()).hasToString("198.51.100.7/32");
    assertThat(flood.packetsPerSecond()).isBetween(30_000.0, 60_000.0);
    assertThat(flood.distinctSources()).isBetween(30L, 75L);
    assertThat(flood.examples()).isNotEmpty();
    assertThat(flood.confidence()).isGreaterThan(0.97);
    assertThat(flood.active()).isTrue();
    assertThat(flood.explanation()).contains("198.51.100.7 gets").contains("20,000 packets/s");
  }

  @ParameterizedTest
  @CsvSource({"18000, 100, 0", "30000, 100, 1", "23000, 20000, 0", "100000, 10000, 1"})
  void needsTheLowerBoundAboveTheThreshold(int packetsPerSecond, int rate, int alerts) {
    assertThat(floods(send(T0, 60, packetsPerSecond, rate, _ -> {}))).hasSize(alerts);
  }

  @Test
  void knowsBitsToo() {
    assertThat(floods(send(T0, 60, 12_000, 100, p -> p.frameLengthBytes(12_000)))).hasSize(1);
  }

  @Test
  void endsAMinuteAfterItFellToHalf() {
    long now = send(T0, 30, 50_000, 100, _ -> {});
    now = send(now, 90, 15_000, 100, _ -> {}); // below the threshold, but not half of it
    assertThat(floods(now).getFirst().active()).isTrue();
    now = send(now, 50, 1_000, 100, _ -> {});
    assertThat(floods(now).getFirst().active()).isTrue();
    now = send(now, 60, 1_000, 100, _ -> {});
    assertThat(floods(now)).hasSize(1).noneMatch(Flood::active);
  }

  @Test
  void isQuietForAnAllowedTarget() {
    tracker =
        new FlowTracker(
            Seeds.small(seed).toBuilder()
                .flood(
                    FloodOptions.builder()
                        .allowed(List.of(IpNetwork.parse("198.51.100.0/29")))
                        .build())
                .build());
    assertThat(floods(send(T0, 30, 50_000, 100, _ -> {}))).isEmpty();
  }

  @Test
  void findsWhatIsSpreadOverANetwork() {
    long now =
        send(T0, 30, 400_000, 1000, p -> p.destination(0, 0xc6336400L + random.nextInt(256)));
    assertThat(floods(now))
        .singleElement()
        .satisfies(f -> assertThat(f.target()).hasToString("198.51.100.0/24"));
  }

  @Test
  void findsASurgeOverTheHour() {
    long now = T0;
    for (int minute = 0; minute < 65; minute++) {
      now = send(now, 60, 100, 50, _ -> {});
      assertThat(floods(now)).isEmpty();
    }
    now = send(now, 30, 6_000, 50, _ -> {});
    assertThat(floods(now)).hasSize(1);
    assertThat(floods(now).getFirst().explanation()).contains("last hour");
  }

  @Test
  void isNoFloodThatOneSampleSuggests() {
    tracker.observe(Traffic.packet(o, T0, 1, 1500).samplingRate(10_000_000));
    assertThat(floods(T0)).isEmpty();
  }

  @Test
  void synFloodOfTheCapture() throws IOException {
    var options =
        FloodOptions.builder().packetsPerSecond(100).window(Duration.ofSeconds(1)).build();
    tracker = new FlowTracker(Seeds.small(seed).toBuilder().flood(options).build());
    long[] now = {0};
    Frames.replay(
        Frames.shared("captures/scan/suricata-verify_syn_flood.pcap"),
        p -> {
          tracker.observe(p);
          now[0] = p.timeMillis;
        });
    var snapshot = tracker.snapshot(now[0], 1);
    assertThat(snapshot.floods())
        .singleElement()
        .satisfies(f -> assertThat(f.kinds()).containsExactly(FloodKind.SYN));
    assertThat(snapshot.scans()).isEmpty();
  }
}
