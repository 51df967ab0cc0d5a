package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The verdict on every capture that has one: `captures/MANIFEST.md`, scan/ and lab/.
class ScanVerdictTest {
  /// Every alert that any snapshot showed, a snapshot being taken every second.
  private static final class Watch implements Consumer<Observation> {
    final FlowTracker tracker;
    final Map<String, Scan> seen = new HashMap<>();
    FlowSnapshot last = FlowSnapshot.merge(List.of());
    private long looked;
    private long now;

    Watch(ScanOptions scan) {
      tracker =
          new FlowTracker(
              FlowTrackerOptions.builder()
                  .flowCapacity(1 << 12)
                  .topCapacity(64)
                  .scan(scan.toBuilder().capacity(1 << 10).build())
                  .build());
    }

    @Override
    public void accept(Observation o) {
      tracker.observe(o);
      now = o.timeMillis;
      if (Math.abs(now - looked) >= 1000) { // one capture runs backwards
        look(now);
        looked = now;
      }
    }

    void look(long at) {
      last = tracker.snapshot(at, 10);
      last.scans().forEach(s -> seen.put(s.scanner() + " " + s.kind() + " " + s.port(), s));
    }

    Watch finish() {
      look(now + 1);
      return this;
    }
  }

  private static Watch watch(String capture, ScanOptions scan) throws IOException {
    var watch = new Watch(scan);
    Frames.replay(Frames.shared("captures/scan/" + capture), watch);
    return watch.finish();
  }

  private static ScanOptions threshold(int t) {
    return ScanOptions.builder().outsideThreshold(t).insideThreshold(t).build();
  }

  @Nested
  class Quiet {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "nDPI_gnutella.pcap",
          "simple-scan_445_scan.pcap",
          "simple-scan_port_scan.pcap",
          "simple-scan_backscatter.pcap",
          "suricata-verify_syn_flood.pcap",
          "zeek_dhcp_flood.pcap",
          "zeek_wikipedia.pcap"
        })
    void atTheDefaults(String capture) throws IOException {
      assertThat(watch(capture, ScanOptions.defaults()).seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "simple-scan_backscatter.pcap",
          "suricata-verify_syn_flood.pcap",
          "zeek_dhcp_flood.pcap",
          "zeek_wikipedia.pcap"
        })
    void evenAtFive(String capture) throws IOException {
      assertThat(watch(capture, threshold(5)).seen).isEmpty();
    }

    @Test
    void p2pFromOutsideToo() throws IOException {
      var nobodyInside = ScanOptions.builder().inside(List.of()).build();
      assertThat(watch("nDPI_gnutella.pcap", nobodyInside).seen).isEmpty();
    }
  }

  @Nested
  class Reported {
    /* The frames of this file lie in reverse order of time: nine hosts in two hours. Each step back
     * is followed as a clock that was set back, which leaves 65 s. */
    @ParameterizedTest
    @CsvSource({"9, 1", "10, 0"})
    void horizontalUpToNineHosts(int t, int alerts) throws IOException {
      var seen = watch("simple-scan_445_scan.pcap", threshold(t)).seen;
      assertThat(seen).hasSize(alerts);
      seen.values()
          .forEach(scan -> {
            assertThat(scan.scanner()).hasToString("176.192.150.3");
            assertThat(scan.kind()).isEqualTo(ScanKind.HORIZONTAL);
            assertThat(scan.port()).isEqualTo(445);
            assertThat(scan.targets()).isEqualTo(Tally.exactly(9));
            assertThat(scan.probes().estimated().isExact()).isTrue();
          });
    }

    @Test
    void verticalOfFivePorts() throws IOException {
      var seen = watch("simple-scan_port_scan.pcap", threshold(5)).seen;
      assertThat(seen).hasSize(1);
      var scan = seen.values().iterator().next();
      assertThat(scan.scanner()).hasToString("192.168.2.154");
      assertThat(scan.kind()).isEqualTo(ScanKind.VERTICAL);
      assertThat(scan.target()).hasToString("192.168.2.22");
      assertThat(scan.synOnlyShare()).isEqualTo(1);
    }

    @Test
    void verticalOfTheFlowLog() throws IOException {
      var watch = new Watch(ScanOptions.defaults());
      replayFlowLog(watch);
      assertThat(watch.finish().seen).hasSize(1);
      var scan = watch.seen.values().iterator().next();
      assertThat(scan.scanner()).hasToString("10.10.10.10");
      assertThat(scan.kind()).isEqualTo(ScanKind.VERTICAL);
      assertThat(scan.target()).hasToString("172.31.31.192");
      assertThat(scan.ports().seen().value()).isBetween(200L, 350L);
    }

    /* The log tells neither flags nor order: rejected packets are taken for SYNs, accepted ones for
     * SYN-ACKs. */
    private static void replayFlowLog(Consumer<Observation> to) {
      var file = Frames.shared("captures/scan/Cistern_portscan_flowlog.txt.gz");
      try (var lines =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
        var o = new Observation();
        lines
            .lines()
            .map(line -> line.split(" "))
            .forEach(f ->
                to.accept(
                    o.clear()
                        .timeMillis(Long.parseLong(f[10]) * 1000)
                        .ipVersion(4)
                        .source(0, IpAddress.parse(f[3]).low())
                        .destination(0, IpAddress.parse(f[4]).low())
                        .protocol(Integer.parseInt(f[7]))
                        .ports(Integer.parseInt(f[5]), Integer.parseInt(f[6]))
                        .frameLengthBytes(Long.parseLong(f[9]) + 14)
                        .tcpFlags(f[12].equals("REJECT") ? 2 : 18)
                        .payloadLength(0)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Nested
  class Lab {
    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void oneHorizontalAndOneVerticalAndNobodyElse(int speed) throws IOException {
      var watch = new Watch(ScanOptions.defaults());
      LabCapture.replay(LabCapture.json(), speed, watch);
      watch.finish();
      assertThat(watch.seen).hasSize(2);
      assertThat(watch.last.scans())
          .extracting(s -> s.scanner() + " " + s.kind() + " " + s.port() + " " + s.target())
          .containsExactlyInAnyOrder(
              "192.0.2.3 HORIZONTAL 22 -", "192.0.2.3 VERTICAL -1 198.51.100.7");
      for (var scan : watch.last.scans()) {
        assertThat(scan.active()).isTrue();
        assertThat(scan.synOnlyShare()).isEqualTo(1);
        assertThat(scan.successShare()).isZero();
        assertThat(scan.examples()).isNotEmpty();
        long truth = scan.kind() == ScanKind.HORIZONTAL ? 256 : 2000;
        // 1 in 16 was sampled: the truth lies in the intervals (these samples are fixed, no luck is
        // left)
        var probes = scan.probes().estimated();
        assertThat(truth).isBetween(probes.low95(), probes.high95());
        var tried = scan.kind() == ScanKind.HORIZONTAL ? scan.targets() : scan.ports();
        assertThat(truth).isBetween(tried.estimated().low95(), tried.estimated().high95());
        assertThat(tried.seen().high95()).isLessThanOrEqualTo(scan.samples());
      }
    }

    @Test
    void endsAMinuteLaterAndIsRemembered() throws IOException {
      var watch = new Watch(ScanOptions.defaults());
      LabCapture.replay(LabCapture.json(), 1, watch);
      watch.look(watch.now + 61_000);
      assertThat(watch.last.scans()).hasSize(2).noneMatch(Scan::active);
    }

    @Test
    void isQuietForAnAllowedScanner() throws IOException {
      var allowed = List.of(IpNetwork.parse("192.0.2.3"));
      var watch = new Watch(ScanOptions.builder().inside(List.of()).allowed(allowed).build());
      LabCapture.replay(LabCapture.json(), 1, watch);
      assertThat(watch.finish().seen).isEmpty();
    }

    @Test
    void topFlowIsTheTransferWithinItsError() throws IOException {
      var watch = new Watch(ScanOptions.defaults());
      LabCapture.replay(LabCapture.json(), 1, watch);
      var top = watch.finish().last.top(Dimension.FIVE_TUPLE).getFirst();
      assertThat(top.key().source()).hasToString("192.0.2.1");
      assertThat(top.key().destination()).hasToString("192.0.2.2");
      assertThat(top.key().destinationPort()).isEqualTo(5201);
      double bytes = top.estimate().bytes();
      double half = bytes * top.estimate().bytesError95();
      assertThat(15_073_280.0).isBetween(bytes - half, bytes + half);
    }
  }
}
