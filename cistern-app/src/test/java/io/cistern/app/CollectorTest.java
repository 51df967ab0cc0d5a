package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cistern.app.intake.CaptureReplay;
import io.cistern.app.intake.FeedDatagram;
import io.cistern.app.intake.LabDemo;
import io.cistern.app.view.AgentView;
import io.cistern.app.view.CollectorView;
import io.cistern.app.view.FlowQuery;
import io.cistern.app.view.FlowsView.FlowView;
import io.cistern.app.view.InterfaceView;
import io.cistern.app.view.LossView;
import io.cistern.app.view.MetricView;
import io.cistern.app.view.ScanView;
import io.cistern.app.view.SeriesQuery;
import io.cistern.app.view.SeriesView;
import io.cistern.flowtrack.IpNetwork;
import io.cistern.flowtrack.ScanOptions;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way of a datagram, with the bundled capture: `demo/README.md` says what was sent.
class CollectorTest {
  private static final String AGENT = "127.0.0.1";
  private static final long LAB_TIME = Instant.parse("2026-11-22T09:17:30Z").toEpochMilli();
  private static final long DEADLINE_NANOS = Duration.ofSeconds(60).toNanos();

  @TempDir private Path directory;

  private Collector start() throws IOException {
    return start(CollectorOptions.builder());
  }

  private Collector start(CollectorOptions.Builder options) throws IOException {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var collector =
        Collector.open(
            options
                .sflowListen(loopback)
                .dataDirectory(directory)
                .interval(Duration.ofSeconds(1))
                .build());
    collector.start();
    return collector;
  }

  /// Waits for a condition, yielding; fails at the deadline.
  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting: %s", what).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static void replay(Collector collector, double speed) throws IOException {
    try (var channel = DatagramChannel.open();
        var capture = LabDemo.capture()) {
      var sent = new CaptureReplay(speed).send(capture, channel, collector.sflowAddress());
      assertThat(sent.datagrams()).isEqualTo(330);
    }
    await(
        "all samples",
        () ->
            collector.view().agents().stream()
                    .mapToLong(a -> a.samples().flow() + a.samples().counters())
                    .sum()
                >= 1866);
  }

  private static List<SeriesView> series(
      Collector collector, String instance, @Nullable String function) throws Exception {
    long now = LAB_TIME;
    return collector
        .view()
        .series(
            SeriesQuery.builder()
                .agent(AGENT)
                .instance(instance)
                .metric("if_in_octets")
                .fromMillis(now - 3_600_000)
                .toMillis(now + 60_000)
                .function(function)
                .build());
  }

  private static double lastOf(SeriesView series) {
    return Objects.requireNonNull(series.points().getLast().value());
  }

  @Nested
  class LabCapture {
    @Test
    void givesTheNumbersOfTheLab() throws Exception {
      try (var replayed = Replayed.ofDatagrams(directory, Replayed.lab())) {
        Collector collector = replayed.collector();
        agents(collector.view().agents());
        interfaces(collector.view().interfaces(AGENT).orElseThrow());
        metrics(collector.view().metrics(AGENT).orElseThrow());
        flows(collector);
        scans(collector.view().scans(false));
        assertThat(collector.view().status().store().rows()).isEqualTo(62);
        stored(collector);
      }
      try (var again = start()) {
        stored(again);
      }
    }

    private void agents(List<AgentView> agents) {
      assertThat(agents).extracting(AgentView::agent).containsExactly(AGENT, AGENT);
      var ovs = agents.getFirst();
      assertThat(ovs.subAgent()).isZero();
      assertThat(ovs.datagrams()).isEqualTo(310);
      assertThat(ovs.samples()).isEqualTo(new AgentView.SampleCounts(1800, 45, 0, 0));
      assertThat(ovs.samplingRates()).containsExactly(16L);
      assertThat(ovs.interfaces()).isEqualTo(4);
      var hsflowd = agents.getLast();
      assertThat(hsflowd.subAgent()).isEqualTo(100_000);
      assertThat(hsflowd.datagrams()).isEqualTo(20);
      assertThat(hsflowd.samples()).isEqualTo(new AgentView.SampleCounts(4, 17, 0, 0));
      assertThat(agents).extracting(AgentView::lost).containsOnly(new AgentView.Lost(0L, 0L, 0));
      assertThat(agents).extracting(AgentView::name).containsOnly("vm");
    }

    private void interfaces(List<InterfaceView> interfaces) {
      assertThat(interfaces)
          .extracting(i -> i.instance() + " " + i.name())
          .containsExactly("if/2 va", "if/3 vb", "if/3@100000 vb", "if/4 vc", "if/6 br0");
      assertThat(interfaces).extracting(InterfaceView::operUp).doesNotContain((Boolean) null);
      assertThat(interfaces.getFirst().in().bitsPerSecond()).isNotNull();
      var coverage = interfaces.getFirst().coverage(); // of va, whence most of the traffic came
      assertThat(coverage).isNotNull();
      assertThat(coverage.samples()).isGreaterThan(900);
      assertThat(coverage.ratio()).isCloseTo(1, within(1.5 * coverage.error95()));
      assertThat(interfaces.getLast().coverage()).as("nothing passed").isNull();
    }

    private void metrics(List<MetricView> metrics) {
      assertThat(value(metrics, "if/2", "if_in_octets")).isEqualTo(23_856_378L);
      assertThat(value(metrics, "if/3", "if_in_octets")).isEqualTo(8_283_696L);
      assertThat(value(metrics, "if/3@100000", "if_in_octets")).isEqualTo(8_281_962L);
      assertThat(value(metrics, "host", "host_descr_hostname")).isEqualTo("vm");
      assertThat(value(metrics, "if/2", "dot3_stats_single_collision_frames")).isNull();
    }

    private @Nullable Object value(List<MetricView> metrics, String instance, String metric) {
      var found =
          metrics.stream()
              .filter(m -> m.instance().equals(instance) && m.metric().equals(metric))
              .toList();
      assertThat(found).as("%s %s", instance, metric).hasSize(1);
      return found.getFirst().value();
    }

    /// The truth file has the bytes of TCP payload; a full frame carries 1,448 of them in 1,514.
    private void flows(Collector collector) {
      var query = FlowQuery.builder().n(5).build();
      FlowView top = collector.view().flows(query).flows().getFirst();
      assertThat(top.source()).isEqualTo("192.0.2.1");
      assertThat(top.destination()).isEqualTo("192.0.2.2");
      assertThat(top.protocol()).isEqualTo("tcp");
      assertThat(top.destinationPort()).isEqualTo(5201);
      double truth = 15_073_280.0 * 1514 / 1448;
      assertThat(top.bytes()).isCloseTo(truth, within(top.error95() * top.bytes()));
      assertThat(top.samples()).isEqualTo(655);
    }

    private void scans(List<ScanView> scans) {
      assertThat(scans)
          .extracting(s -> s.scanner() + " " + s.kind() + " " + s.port() + " " + s.target())
          .containsExactlyInAnyOrder(
              "192.0.2.3 horizontal 22 null", "192.0.2.3 vertical null 198.51.100.7");
    }

    private void stored(Collector collector) throws Exception {
      var all = series(collector, "if/*", "last");
      assertThat(all)
          .extracting(SeriesView::instance)
          .containsExactlyInAnyOrder("if/2", "if/3", "if/3@100000", "if/4", "if/6");
      // nine rows each; two that a busy machine receives in one millisecond are one point
      assertThat(all).allSatisfy(s -> assertThat(s.points()).hasSizeBetween(6, 9));
      assertThat(lastOf(series(collector, "if/2", "last").getFirst())).isEqualTo(23_856_378.0);
      assertThat(series(collector, "if/2", null).getFirst().fn()).isEqualTo("rate");
    }
  }

  @Test
  void reportsNoScannerThatIsAllowed() throws Exception {
    var scans = ScanOptions.builder().allowed(List.of(IpNetwork.parse("192.0.2.3"))).build();
    try (var collector = start(CollectorOptions.builder().scans(scans))) {
      replay(collector, 40);
      assertThat(collector.view().scans(false)).isEmpty();
    }
  }

  @Nested
  class DiscardedPackets {
    @Test
    void areInTheAnswerAndTheMetricsAndInNoTraffic() throws Exception {
      try (var collector = start();
          var channel = DatagramChannel.open();
          var in =
              Objects.requireNonNull(
                  CollectorTest.class.getResourceAsStream("/reported/discarded-packets-acl.bin"))) {
        channel.send(ByteBuffer.wrap(in.readAllBytes()), collector.sflowAddress());
        await(
            "three discards",
            () -> !collector.view().discards("192.0.2.11", 10).totals().isEmpty());
        var discard = collector.view().discards("192.0.2.11", 10).discards().getFirst();
        assertThat(discard.discards()).isEqualTo(3);
        assertThat(discard.instance()).isEqualTo("if/3");
        assertThat(discard.aclName()).isEqualTo("DENY-IN");
        var counter = (CounterSnapshot) metric(collector, "cistern_discards");
        assertThat(counter.getDataPoints()).hasSize(1);
        assertThat(counter.getDataPoints().getFirst().getValue()).isEqualTo(3);
        assertThat(
                counter
                    .getDataPoints()
                    .getFirst()
                    .getLabels()
                    .compareTo(
                        Labels.of("agent", "192.0.2.11", "instance", "if/3", "reason", "acl")))
            .isZero();
        var query = FlowQuery.builder().keys(List.of("source")).build();
        var flows = collector.view().flows(query);
        assertThat(flows.total().samples()).isZero();
        assertThat(flows.flows()).isEmpty();
      }
    }

    private static MetricSnapshot metric(Collector collector, String name) {
      return collector.metrics().scrape().stream()
          .filter(m -> m.getMetadata().getName().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  @Nested
  class Restart {
    /// The capture's second run begins with sequence 1 and uptime 1 s again.
    @Test
    void ofTheAgentsMakesNoLossAndNoSpike() throws Exception {
      var lab = Replayed.lab();
      long shift = lab.getLast().timeMillis() - lab.getFirst().timeMillis() + 1_000;
      var twice = new ArrayList<>(lab);
      for (FeedDatagram d : lab) {
        twice.add(new FeedDatagram(d.timeMillis() + shift, d.sender(), d.payload()));
      }
      try (var replayed = Replayed.ofDatagrams(directory, twice)) {
        CollectorView view = replayed.view();
        assertThat(view.agents().getFirst().datagrams()).isEqualTo(620);
        assertThat(view.agents())
            .extracting(AgentView::lost)
            .containsOnly(new AgentView.Lost(0L, 0L, 0));
        assertThat(view.loss().agents())
            .extracting(LossView.AgentLedger::restarts)
            .containsExactly(1L, 1L);
        assertThat(view.interfaces(AGENT).orElseThrow())
            .extracting(i -> i.in().bitsPerSecond())
            .allSatisfy(rate -> assertThat(rate).isNotNull().isLessThan(100_000_000));
      }
    }
  }

  @Nested
  class Overload {
    /// What is received is read or counted as dropped, to the last datagram.
    @Test
    void isCountedExactly() throws Exception {
      int count = 20_000;
      try (var collector = start(CollectorOptions.builder().shards(1).ringBytes(1 << 17));
          var channel = DatagramChannel.open();
          var capture = LabDemo.capture()) {
        byte[] datagram = Objects.requireNonNull(capture.next()).payload();
        for (int i = 0; i < count; i++) {
          channel.send(ByteBuffer.wrap(datagram), collector.sflowAddress());
        }
        await("all accounted for", () -> accounted(collector) == count);
      }
    }

    private long accounted(Collector collector) {
      var loss = collector.view().loss().total();
      long read = collector.view().agents().stream().mapToLong(AgentView::datagrams).sum();
      return read + loss.queueDrops() + loss.socketDrops();
    }
  }

  @Nested
  class Garbage {
    @Test
    void isCountedByReasonAndDisturbsNothing() throws Exception {
      try (var collector = start();
          var channel = DatagramChannel.open()) {
        byte[] netflow = {0, 5, 0, 30, 0, 0, 0, 0, 0, 0, 0, 0};
        for (byte[] bytes : List.of(netflow, new byte[0], new byte[] {0, 0, 0, 5})) {
          channel.send(ByteBuffer.wrap(bytes), collector.sflowAddress());
        }
        replay(collector, 0);
        var errors = collector.view().loss().total().decodeErrors();
        assertThat(errors).containsEntry("not_sflow", 1L).containsEntry("truncated", 2L);
        assertThat(collector.view().health().healthy()).isTrue();
      }
    }
  }

  @Test
  void takesIpv4OnTheIpv6Wildcard() throws Exception {
    var options =
        CollectorOptions.builder()
            .sflowListen(new InetSocketAddress(0))
            .dataDirectory(directory)
            .build();
    try (var collector = Collector.open(options)) {
      collector.start();
      var to =
          new InetSocketAddress(
              InetAddress.ofLiteral("127.0.0.1"), collector.sflowAddress().getPort());
      try (var channel = DatagramChannel.open();
          var capture = LabDemo.capture()) {
        new CaptureReplay(0).send(capture, channel, to);
      }
      await("agents", () -> collector.view().agents().size() == 2);
    }
  }

  @Test
  void spreadsAgentsOverShardsAndMergesTheirFlows() throws Exception {
    try (var collector = start(CollectorOptions.builder().shards(3).ringBytes(1 << 20));
        var channel = DatagramChannel.open();
        var capture = LabDemo.capture()) {
      byte[] datagram = Objects.requireNonNull(capture.next()).payload();
      IntStream.range(1, 31)
          .forEach(i -> {
            byte[] other = datagram.clone();
            other[11] = (byte) i;
            send(channel, other, collector.sflowAddress());
          });
      await("30 agents", () -> collector.view().agents().size() == 30);
      var query = FlowQuery.builder().keys(List.of("agent")).n(100).build();
      await("30 agents' flows", () -> !collector.view().flows(query).flows().isEmpty());
    }
  }

  private static void send(DatagramChannel channel, byte[] bytes, InetSocketAddress to) {
    try {
      channel.send(ByteBuffer.wrap(bytes), to);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
