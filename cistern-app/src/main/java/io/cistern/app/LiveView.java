package io.cistern.app;

import com.google.common.net.InetAddresses;
import io.cistern.app.intake.DatagramSource;
import io.cistern.app.intake.Intake;
import io.cistern.app.intake.Shard;
import io.cistern.app.metrics.MetricDefinition;
import io.cistern.app.metrics.RecordPlan;
import io.cistern.app.self.Pulse;
import io.cistern.app.self.Version;
import io.cistern.app.store.SeriesAnswers;
import io.cistern.app.store.StoreWriter;
import io.cistern.app.view.AgentDetailView;
import io.cistern.app.view.AgentView;
import io.cistern.app.view.CollectorView;
import io.cistern.app.view.DiscardsView;
import io.cistern.app.view.FlowQuery;
import io.cistern.app.view.FlowsView;
import io.cistern.app.view.HealthView;
import io.cistern.app.view.InterfaceView;
import io.cistern.app.view.LossView;
import io.cistern.app.view.MetricFamily;
import io.cistern.app.view.MetricNameView;
import io.cistern.app.view.MetricView;
import io.cistern.app.view.QueryRefusedException;
import io.cistern.app.view.ScanView;
import io.cistern.app.view.SeriesQuery;
import io.cistern.app.view.SeriesView;
import io.cistern.app.view.StatusView;
import io.cistern.metricstore.MetricStore;
import io.cistern.sflow.Field;
import io.cistern.sflow.Structure;
import io.cistern.sflow.Structures;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The running collector as its readers see it: answers from its last snapshot and from the store.
/// Any thread may ask; nothing here holds up a shard.
final class LiveView implements CollectorView {
  private final CollectorOptions options;
  private final DatagramSource source;
  private final Intake intake;
  private final List<Shard> shards;
  private final Snapshots snapshots;
  private final StoreWriter writer;
  private final Pulse pulse;
  private final Supplier<List<String>> troubles;
  private final SeriesAnswers series;
  private final List<MetricNameView> metricNames = newMetricNames();
  private final Instant start;
  private final long startNanos; // the clock may be set; how long we run does not change with it
  private volatile String httpListen = "";

  LiveView(
      CollectorOptions options,
      DatagramSource source,
      Intake intake,
      List<Shard> shards,
      MetricStore store,
      StoreWriter writer,
      Pulse pulse,
      Supplier<List<String>> troubles) {
    this.options = options;
    this.source = source;
    this.intake = intake;
    this.shards = List.copyOf(shards);
    this.snapshots = new Snapshots(shards, intake, options.clock());
    this.writer = writer;
    this.pulse = pulse;
    this.troubles = troubles;
    this.series = new SeriesAnswers(store);
    this.start = options.clock().instant();
    this.startNanos = System.nanoTime();
  }

  private static List<MetricNameView> newMetricNames() {
    var names = new ArrayList<MetricNameView>();
    for (Structure<?> structure : Structures.standard().all()) {
      RecordPlan plan =
          structure.isCounterRecord()
              ? RecordPlan.of(structure.enterprise(), structure.format())
              : null;
      if (plan != null) {
        addNames(plan, names);
      }
    }
    return List.copyOf(names);
  }

  private static void addNames(RecordPlan plan, List<MetricNameView> names) {
    List<Field> fields = plan.structure().numericFields();
    for (int i = 0; i < fields.size(); i++) {
      MetricDefinition metric = plan.metrics().get(i);
      Field field = fields.get(i);
      names.add(
          new MetricNameView(
              metric.name(),
              metric.kindText(),
              metric.unit(),
              field.description(),
              plan.structure().name(),
              field.name()));
    }
  }

  /// What every answer is made of.
  Snapshots snapshots() {
    return snapshots;
  }

  void httpListens(InetSocketAddress address) {
    httpListen = text(address);
  }

  private static String text(InetSocketAddress address) {
    return InetAddresses.toUriString(address.getAddress()) + ":" + address.getPort();
  }

  @Override
  public StatusView status() {
    Pulse.Beat beat = pulse.last();
    LossView.Ledger loss = loss().total();
    long decodeErrors = loss.decodeErrors().values().stream().mapToLong(Long::longValue).sum();
    return new StatusView(
        Version.text(),
        start,
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos),
        options.clock().instant(),
        new StatusView.Listen(
            source.name(), httpListen, source.grantedBuffer(), source.requestedBuffer()),
        beat.datagramsPerSecond(),
        beat.samplesPerSecond(),
        intake.received(),
        snapshots.current().samples(),
        new StatusView.LossSummary(
            loss.datagramsLost(),
            loss.samplesLost(),
            loss.agentDrops(),
            loss.socketDrops(),
            loss.queueDrops(),
            decodeErrors),
        new StatusView.StoreView(
            options.dataDirectory().toString(),
            beat.storeBytes(),
            beat.storeEntities(),
            writer.rows(),
            options.interval().toSeconds(),
            options.retention().raw().isZero() ? null : options.retention().raw().toSeconds()),
        warnings(loss));
  }

  private List<String> warnings(LossView.Ledger loss) {
    var warnings = new ArrayList<String>();
    bufferWarning().ifPresent(warnings::add);
    if (loss.socketDrops() > 0) {
      warnings.add(
          String.format(
              Locale.ROOT, "the kernel dropped %d datagrams at our socket", loss.socketDrops()));
    }
    if (loss.queueDrops() > 0) {
      warnings.add(
          String.format(Locale.ROOT, "our queue had no room for %d datagrams", loss.queueDrops()));
    }
    if (writer.dropped() + writer.failed() > 0) {
      warnings.add(
          String.format(
              Locale.ROOT, "%d rows were not stored", writer.dropped() + writer.failed()));
    }
    if (writer.refused() > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the store refused %d rows for their time or a limit",
              writer.refused()));
    }
    CollectorSnapshot now = snapshots.current();
    long refused = now.refused();
    if (refused > 0) {
      warnings.add(
          String.format(
              Locale.ROOT, "%d datagrams of agents beyond the limit were ignored", refused));
    }
    warnings.addAll(now.warnings());
    warnings.addAll(pulse.last().storeWarnings());
    warnings.addAll(troubles.get());
    return warnings;
  }

  /// What there is to say of the socket's receive buffer.
  Optional<String> bufferWarning() {
    return source.grantedBuffer() >= source.requestedBuffer()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the kernel granted a receive buffer of %d bytes where %d were asked:"
                    + " raise net.core.rmem_max",
                source.grantedBuffer(),
                source.requestedBuffer()));
  }

  @Override
  public List<AgentView> agents() {
    return snapshots.current().agents().agents();
  }

  @Override
  public boolean knows(String address) {
    return snapshots.current().agents().knows(address) || series.knows(address);
  }

  @Override
  public Optional<AgentDetailView> agent(String address) {
    return snapshots.current().agents().agent(address);
  }

  @Override
  public Optional<List<InterfaceView>> interfaces(String address) {
    return snapshots.current().agents().interfaces(address);
  }

  @Override
  public Optional<List<MetricView>> metrics(String address) {
    return snapshots.current().agents().metrics(address);
  }

  @Override
  public List<MetricFamily> families(Predicate<String> of, Predicate<String> metrics) {
    return snapshots.current().agents().families(of, metrics);
  }

  @Override
  public List<MetricNameView> metricNames() {
    return metricNames;
  }

  @Override
  public List<SeriesView> series(SeriesQuery query) throws QueryRefusedException {
    return series.series(query);
  }

  @Override
  public FlowsView flows(FlowQuery query) {
    return snapshots.current().flows().flows(query);
  }

  @Override
  public List<ScanView> scans(boolean activeOnly) {
    return snapshots.current().alerts().scans(activeOnly);
  }

  @Override
  public DiscardsView discards(@Nullable String agent, int n) {
    return snapshots.current().discards().discards(agent, n);
  }

  @Override
  public LossView loss() {
    return snapshots.current().losses().with(pulse.last().socketDrops(), intake.queueDrops());
  }

  @Override
  public HealthView health() {
    String wrong = wrong();
    boolean receives = source.isAlive();
    return new HealthView(wrong == null, receives && wrong == null, wrong == null ? "ok" : wrong);
  }

  private @Nullable String wrong() {
    if (!source.isAlive()) {
      return source.name() + ": nothing more is received";
    }
    if (!shards.stream().allMatch(Shard::isAlive)) {
      return "a decoding thread does not run";
    }
    if (!writer.isAlive()) {
      return "the thread that stores does not run";
    }
    List<String> wrong = troubles.get();
    return wrong.isEmpty() ? null : String.join("; ", wrong);
  }
}
