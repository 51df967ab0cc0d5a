package io.cistern.app.http;

import io.cistern.app.view.AgentDetailView;
import io.cistern.app.view.AgentDetailView.DataSourceView;
import io.cistern.app.view.AgentDetailView.HostView;
import io.cistern.app.view.AgentView;
import io.cistern.app.view.CollectorView;
import io.cistern.app.view.DiscardsView;
import io.cistern.app.view.FlowQuery;
import io.cistern.app.view.FlowsView;
import io.cistern.app.view.FlowsView.FlowView;
import io.cistern.app.view.HealthView;
import io.cistern.app.view.InterfaceView;
import io.cistern.app.view.InterfaceView.Coverage;
import io.cistern.app.view.InterfaceView.Direction;
import io.cistern.app.view.LossView;
import io.cistern.app.view.MetricFamily;
import io.cistern.app.view.MetricNameView;
import io.cistern.app.view.MetricView;
import io.cistern.app.view.QueryRefusedException;
import io.cistern.app.view.QueryTimeoutException;
import io.cistern.app.view.ScanView;
import io.cistern.app.view.SeriesQuery;
import io.cistern.app.view.SeriesView;
import io.cistern.app.view.SeriesView.Point;
import io.cistern.app.view.StatusView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A collector that never was, for what the real one does not do at will: queries that are refused
/// or take too long, a store that is not ready, values that are no numbers, agents that change with
/// each look, and many of them at once for the page. One agent is hostile: whatever text it can
/// choose is markup. The contract itself is held by the real one, behind a [LabApi].
class FixtureView implements CollectorView {
  static final String XSS =
      "<img src=x onerror=\"document.title='pwned'\"><script>alert(1)</script>";

  private final InstantSource clock;
  private final Instant start;

  FixtureView(InstantSource clock) {
    this.clock = clock;
    this.start = clock.instant().minusSeconds(3 * 3600);
  }

  Instant now() {
    return clock.instant();
  }

  /// Swings about 1 with the time, each seed in its own phase.
  private double wave(long millis, int seed) {
    return 1
        + 0.4 * Math.sin(millis / 60_000.0 + seed)
        + 0.1 * Math.sin(millis / 3_000.0 + 3 * seed);
  }

  private double wave(int seed) {
    return wave(now().toEpochMilli(), seed);
  }

  @Override
  public StatusView status() {
    long uptime = now().getEpochSecond() - start.getEpochSecond();
    return new StatusView(
        "0.1.0-test",
        start,
        uptime,
        now(),
        new StatusView.Listen("0.0.0.0:6343", "127.0.0.1:8080", 425_984, 16_777_216),
        412 * wave(1),
        1236 * wave(1),
        uptime * 412,
        uptime * 1236,
        new StatusView.LossSummary(17, 40, 3, 0, 0, 2),
        new StatusView.StoreView("data", 18_500_000, 61, 51_000, 10, 31_536_000L),
        List.of(
            "The kernel granted 425,984 of 16,777,216 bytes of receive buffer: raise"
                + " net.core.rmem_max."));
  }

  @Override
  public List<AgentView> agents() {
    return List.of(
        stream("192.0.2.1", 0, "leaf-1", 52, false),
        stream("192.0.2.2", 0, "leaf-2", 52, false),
        stream("192.0.2.10", 0, "spine-1", 36, false),
        stream("127.0.0.1", 0, null, 4, false),
        stream("127.0.0.1", 100_000, "ovs-host", 3, false),
        stream("2001:db8::51", 0, null, 8, true),
        stream("198.51.100.66", 0, XSS, 1, false));
  }

  private AgentView stream(
      String agent, long subAgent, @Nullable String name, int interfaces, boolean silent) {
    int seed = (agent.hashCode() & 0xff) + (int) (subAgent % 7);
    boolean counters = !agent.startsWith("2001");
    return new AgentView(
        agent,
        subAgent,
        null,
        name,
        agent.endsWith(".66") ? now().minusSeconds(5) : start,
        now().minusSeconds(silent ? 610 : seed % 3),
        silent,
        1_200_000 + seed * 1000L,
        310 + seed * 100L,
        new AgentView.SampleCounts(1800 + seed * 10L, 45 + seed, 0, 0),
        List.of(silent ? 4096L : 1000L),
        new AgentView.Lost(agent.equals("192.0.2.2") ? 17L : 0L, 0L, 0),
        interfaces,
        counters ? 4.1e9 * wave(seed) : null,
        counters ? 3.7e9 * wave(seed + 1) : null);
  }

  @Override
  public boolean knows(String address) {
    return isKnown(address);
  }

  private boolean isKnown(String address) {
    return agents().stream().anyMatch(a -> a.agent().equals(address));
  }

  @Override
  public Optional<AgentDetailView> agent(String address) {
    if (!isKnown(address)) {
      return Optional.empty();
    }
    var text = address.endsWith(".66") ? XSS : "Linux";
    return Optional.of(
        new AgentDetailView(
            address,
            agents().stream().filter(a -> a.agent().equals(address)).toList(),
            List.of(
                new DataSourceView("if/1", 0, 0, 1, "eth0", 1000L, 1800, 45, 0L),
                new DataSourceView("if/3@100000", 100_000, 0, 3, null, null, 4, 17, 1L)),
            new HostView("leaf", null, "x86_64", text, "6.12")));
  }

  @Override
  public Optional<List<InterfaceView>> interfaces(String address) {
    if (!isKnown(address)) {
      return Optional.empty();
    }
    return Optional.of(
        IntStream.rangeClosed(1, 12).mapToObj(i -> interfaceOf(address, i)).toList());
  }

  private InterfaceView interfaceOf(String address, int i) {
    boolean up = i % 5 != 0;
    double speed = i > 10 ? 100e9 : 10e9;
    return new InterfaceView(
        "if/" + i,
        i,
        address.endsWith(".66") ? XSS : i == 12 ? null : "Ethernet1/" + i,
        i == 12 ? null : (long) speed,
        i != 10,
        up,
        up ? direction(speed, i) : new Direction(0.0, 0.0, 0.0, 0.0, 0.0),
        i == 12 ? new Direction(null, null, null, null, null) : direction(speed, i + 20),
        now().minusSeconds(i),
        i % 3 == 0 ? null : new Coverage(0.98 + i / 200.0, 0.04, 2500));
  }

  private Direction direction(double speed, int seed) {
    double utilization = Math.min(0.93, 0.06 * (seed % 13 + 1) * wave(seed));
    double bits = speed * utilization;
    return new Direction(bits, bits / 6400, utilization, seed % 7 == 0 ? 0.31 : 0.0, 0.0);
  }

  @Override
  public Optional<List<MetricView>> metrics(String address) {
    if (!isKnown(address)) {
      return Optional.empty();
    }
    var metrics = new ArrayList<MetricView>();
    for (int i = 1; i <= 12; i++) {
      long octets = 23_856_378L * i + now().getEpochSecond();
      metrics.add(metric("if/" + i, "if_in_octets", "counter64", "bytes", octets, 1.2e8 * wave(i)));
      metrics.add(
          metric("if/" + i, "if_out_octets", "counter64", "bytes", octets / 2, 9e7 * wave(i + 9)));
      metrics.add(metric("if/" + i, "if_in_errors", "counter32", "packets", 4L, 0.0));
      metrics.add(metric("if/" + i, "if_out_discards", "counter32", "packets", null, null));
    }
    metrics.add(metric("host", "load_one", "gauge", "", 0.37 * wave(3), null));
    metrics.add(metric("host", "cpu_user", "counter32", "ms", 91_200_000L, 120.5));
    metrics.add(metric("host", "mem_total", "gauge", "bytes", 16_000_000_000L, null));
    metrics.add(metric("host", "mem_free", "gauge", "bytes", 6_214_000_000L, null));
    metrics.add(
        metric(
            "host",
            "os_release",
            "text",
            "",
            address.endsWith(".66") ? XSS : "6.12.0-1-amd64",
            null));
    return Optional.of(metrics);
  }

  private MetricView metric(
      String instance,
      String name,
      String kind,
      String unit,
      @Nullable Object value,
      @Nullable Double rate) {
    return new MetricView(instance, name, kind, unit, value, rate, now().minusSeconds(4));
  }

  @Override
  public List<MetricFamily> families(Predicate<String> agents, Predicate<String> metrics) {
    return List.of();
  }

  @Override
  public List<MetricNameView> metricNames() {
    return List.of(
        new MetricNameView(
            "if_in_octets", "counter64", "bytes", "Octets received.", "if_counters", "ifInOctets"),
        new MetricNameView("load_one", "gauge", "", "Load.", "host_cpu", "load_one"));
  }

  @Override
  public List<SeriesView> series(SeriesQuery query) throws QueryRefusedException {
    if (query.metric().equals("too_much")) {
      throw new QueryRefusedException("too many series: found=20000, limit=10000");
    }
    if (query.metric().equals("too_slow")) {
      throw new QueryTimeoutException(Duration.ofSeconds(30));
    }
    long step = query.stepMillis() == 0 ? 10_000 : query.stepMillis();
    if (!query.metric().startsWith("if_")) {
      return List.of(seriesOf(query, "host", step, 0.5));
    }
    return IntStream.rangeClosed(1, query.instance().contains("*") ? 6 : 1)
        .mapToObj(i ->
            seriesOf(
                query,
                query.instance().contains("*") ? "if/" + i : query.instance(),
                step,
                2e7 * i))
        .toList();
  }

  private SeriesView seriesOf(SeriesQuery query, String instance, long step, double scale) {
    var points = new ArrayList<Point>();
    long first = Math.ceilDiv(query.fromMillis(), step) * step;
    int seed = instance.hashCode() & 0xf;
    for (long t = first; t < query.toMillis(); t += step) {
      long phase = (t - query.fromMillis()) * 100 / (query.toMillis() - query.fromMillis());
      double value = phase == 50 ? Double.NaN : scale * wave(t, seed);
      points.add(new Point(t, phase > 60 && phase < 66 ? null : value));
    }
    var fn = query.function() == null ? "rate" : query.function();
    return new SeriesView(query.agent(), instance, query.metric(), fn, "bytes/s", points);
  }

  @Override
  public FlowsView flows(FlowQuery query) {
    if (query.keys().contains("vni")) {
      throw new IllegalArgumentException("flows are not kept by these keys");
    }
    var flows = Stream.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13).map(i -> flow(query, i));
    return new FlowsView(
        query.windowSeconds(),
        query.keys(),
        new FlowsView.Total(9.4e8 * wave(1), 1.2e5, 7e9 * wave(1), 7e6, 4200, 0.03, 0),
        flows.limit(query.n()).toList());
  }

  private FlowView flow(FlowQuery query, int i) {
    var keys = query.keys();
    double bits = 3.1e8 / (i + 1) * wave(i);
    long samples = 1800 / (i + 1);
    return new FlowView(
        keys.contains("source") ? "192.0.2." + (i + 1) : null,
        keys.contains("destination") ? i == 3 ? "2001:db8:40:17::c0de" : "198.51.100." + i : null,
        keys.contains("protocol") ? i % 3 == 1 ? "udp" : "tcp" : null,
        keys.contains("sourcePort") ? 40_000 + 37 * i : null,
        keys.contains("destinationPort") ? List.of(5201, 443, 53, 22).get(i % 4) : null,
        null,
        null,
        null,
        null,
        null,
        bits,
        bits / 9000,
        bits * 60 / 8,
        bits * 60 / 9000,
        samples,
        1.96 * Math.sqrt(1.0 / samples),
        0,
        0,
        Map.of());
  }

  @Override
  public List<ScanView> scans(boolean activeOnly) {
    var hosts = IntStream.range(1, 14).mapToObj(i -> "198.51.100." + 17 * i + ":22").toList();
    var ports = IntStream.range(1, 12).mapToObj(i -> "198.51.100.7:" + i * i * 400).toList();
    return Stream.of(
            scan("horizontal", 22, null, 254, 1, hosts, true),
            scan("vertical", null, "198.51.100.7", 1, 986, ports, false))
        .filter(s -> s.active() || !activeOnly)
        .toList();
  }

  private static ScanView.Tally tally(long seen) {
    return seen == 1
        ? new ScanView.Tally(new ScanView.Figure(1, 1, 1), new ScanView.Figure(1, 1, 1))
        : new ScanView.Tally(
            new ScanView.Figure(seen, seen * 9 / 10, seen * 11 / 10),
            new ScanView.Figure(seen * 8, seen * 9 / 10, 45_360));
  }

  private ScanView scan(
      String kind,
      @Nullable Integer port,
      @Nullable String target,
      long targets,
      long ports,
      List<String> examples,
      boolean active) {
    return new ScanView(
        "192.0.2.3",
        kind,
        "tcp",
        port,
        target,
        tally(targets),
        tally(ports),
        new ScanView.Tally(
            new ScanView.Figure(412, 412, 412), new ScanView.Figure(41_200, 37_430, 45_360)),
        412,
        0.995,
        0.004,
        now().minusSeconds(900),
        now().minusSeconds(active ? 2 : 400),
        active,
        examples,
        "192.0.2.3 sent bare SYNs to "
            + (target == null ? "254 hosts on port 22" : "986 ports of " + target)
            + "; 0.4 % of them were answered.");
  }

  @Override
  public DiscardsView discards(@Nullable String agent, int n) {
    var total =
        new DiscardsView.Total("192.0.2.1", "if/3", "acl", 4_211, 0, 0L, now().minusSeconds(1));
    var sampled = new DiscardsView.Total("192.0.2.2", null, "no_buffer_space", 0, 12, null, now());
    var first =
        new DiscardsView.Discard(
            "192.0.2.1",
            0,
            "if/3",
            3L,
            null,
            "acl",
            "tcp",
            "198.51.100.9",
            1_111,
            "203.0.113.9",
            443,
            "DENY-IN",
            7L,
            "ingress",
            "NETFILTER_DROP",
            null,
            null,
            null,
            4_211,
            0,
            0L,
            now().minusSeconds(600),
            now().minusSeconds(1));
    return new DiscardsView(
        Stream.of(total, sampled).filter(t -> agent == null || t.agent().equals(agent)).toList(),
        Stream.of(first).filter(d -> agent == null || d.agent().equals(agent)).limit(n).toList(),
        5);
  }

  @Override
  public LossView loss() {
    return new LossView(
        new LossView.Ledger(
            17, 40, 3, 0, 0, Map.of("TRUNCATED", 2L), Map.of("flow record 4413:7", 12L)),
        List.of(
            new LossView.AgentLedger(
                "192.0.2.2", 0, 17L, 1, 2, 0, 40L, 3, Map.of("TRUNCATED", 2L), Map.of())));
  }

  @Override
  public HealthView health() {
    return new HealthView(true, false, "store is not open");
  }
}
