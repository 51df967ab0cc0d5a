package io.cistern.app;

import com.google.common.net.InetAddresses;
import io.cistern.app.agents.AgentAnswers;
import io.cistern.app.agents.StreamId;
import io.cistern.app.agents.StreamSnapshot;
import io.cistern.app.discards.DiscardAnswers;
import io.cistern.app.flows.FlowAnswers;
import io.cistern.app.intake.DatagramSource;
import io.cistern.app.intake.Intake;
import io.cistern.app.intake.Shard;
import io.cistern.app.intake.ShardSnapshot;
import io.cistern.app.metrics.EntitySnapshot;
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
import io.cistern.app.view.MetricNameView;
import io.cistern.app.view.MetricView;
import io.cistern.app.view.QueryRefusedException;
import io.cistern.app.view.ScanView;
import io.cistern.app.view.SeriesQuery;
import io.cistern.app.view.SeriesView;
import io.cistern.app.view.StatusView;
import io.cistern.flowtrack.FlowSnapshot;
import io.cistern.metricstore.MetricStore;
import io.cistern.sflow.Field;
import io.cistern.sflow.Structure;
import io.cistern.sflow.Structures;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The running collector as its readers see it: answers from the shards' last snapshots and from
/// the store. Any thread may ask; nothing here holds up a shard.
final class LiveView implements CollectorView {
  private final CollectorOptions options;
  private final DatagramSource source;
  private final Intake intake;
  private final List<Shard> shards;
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

  void httpListens(InetSocketAddress address) {
    httpListen = text(address);
  }

  private static String text(InetSocketAddress address) {
    return InetAddresses.toUriString(address.getAddress()) + ":" + address.getPort();
  }

  private List<ShardSnapshot> snapshots() {
    return shards.stream().map(Shard::snapshot).toList();
  }

  private List<StreamSnapshot> streams() {
    return snapshots().stream().flatMap(s -> s.streams().stream()).toList();
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
        snapshots().stream().mapToLong(ShardSnapshot::samples).sum(),
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

  /// What there is to say of an agent address that two devices have.
  private static Optional<String> rival(StreamSnapshot stream) {
    StreamId id = stream.id();
    return stream.rival() == null
        ? Optional.empty()
        : Optional.of(
            "two devices send as agent "
                + id.address()
                + ": "
                + stream.rival()
                + " and "
                + id.sender()
                + "; what the second sends is kept as NAME@"
                + id.sender()
                + ": give each an agent address of its own");
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
    long refused = snapshots().stream().mapToLong(ShardSnapshot::refused).sum();
    if (refused > 0) {
      warnings.add(
          String.format(
              Locale.ROOT, "%d datagrams of agents beyond the limit were ignored", refused));
    }
    speedWarning().ifPresent(warnings::add);
    streams().stream().flatMap(stream -> rival(stream).stream()).forEach(warnings::add);
    streams().stream().flatMap(stream -> numbering(stream).stream()).forEach(warnings::add);
    warnings.addAll(pulse.last().storeWarnings());
    warnings.addAll(troubles.get());
    return warnings;
  }

  /// What there is to say of interfaces that carry more than their ifSpeed.
  private Optional<String> speedWarning() {
    List<String> wrong =
        streams().stream()
            .flatMap(stream -> stream.entities().stream())
            .filter(EntitySnapshot::speedIsWrong)
            .map(entity -> entity.id().agent() + " " + entity.id().instance())
            .toList();
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the ifSpeed of %d interfaces is wrong, since they carry more: %s",
                wrong.size(),
                String.join(", ", wrong.subList(0, Math.min(3, wrong.size())))));
  }

  private static Optional<String> numbering(StreamSnapshot stream) {
    boolean isKnown = stream.losses().datagrams() != null && stream.losses().samples() != null;
    return isKnown
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "agent %s, sub-agent %d numbers in more series than can be told apart: what it lost"
                    + " is unknown",
                stream.id().address(),
                stream.id().subAgent()));
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

  private AgentAnswers agentAnswers() {
    return new AgentAnswers(streams(), options.clock().millis());
  }

  @Override
  public List<AgentView> agents() {
    return agentAnswers().agents();
  }

  @Override
  public boolean knows(String address) {
    return streams().stream().anyMatch(stream -> stream.id().address().equals(address))
        || series.knows(address);
  }

  @Override
  public Optional<AgentDetailView> agent(String address) {
    return agentAnswers().agent(address);
  }

  @Override
  public Optional<List<InterfaceView>> interfaces(String address) {
    return agentAnswers().interfaces(address);
  }

  @Override
  public Optional<List<MetricView>> metrics(String address) {
    return agentAnswers().metrics(address);
  }

  @Override
  public List<MetricNameView> metricNames() {
    return metricNames;
  }

  @Override
  public List<SeriesView> series(SeriesQuery query) throws QueryRefusedException {
    return series.series(query);
  }

  private FlowAnswers flowAnswers() {
    List<FlowSnapshot> flows = snapshots().stream().map(ShardSnapshot::flows).toList();
    return new FlowAnswers(
        flows.size() == 1 ? flows.getFirst() : FlowSnapshot.merge(flows), names());
  }

  private Map<Integer, StreamId> names() {
    var names = new HashMap<Integer, StreamId>();
    streams().forEach(s -> names.put(s.observer(), s.id()));
    return names;
  }

  @Override
  public FlowsView flows(FlowQuery query) {
    return flowAnswers().flows(query);
  }

  @Override
  public List<ScanView> scans(boolean activeOnly) {
    return flowAnswers().scans(activeOnly);
  }

  @Override
  public DiscardsView discards(@Nullable String agent, int n) {
    return new DiscardAnswers(snapshots().stream().map(ShardSnapshot::discards).toList(), names())
        .discards(agent, n);
  }

  @Override
  public LossView loss() {
    var ledgers = new ArrayList<LossView.AgentLedger>();
    var errors = new TreeMap<String, Long>();
    var unknown = new TreeMap<String, Long>();
    long datagrams = 0;
    long samples = 0;
    long agentDrops = 0;
    for (ShardSnapshot shard : snapshots()) {
      add(errors, shard.unreadable());
      if (shard.failures() > 0) {
        errors.merge("internal", shard.failures(), Long::sum);
      }
      for (StreamSnapshot stream : shard.streams()) {
        datagrams += known(stream.losses().datagrams());
        samples += known(stream.losses().samples());
        agentDrops += stream.losses().agentDrops();
        add(errors, stream.decodeErrors());
        add(unknown, stream.unknown());
        ledger(stream).ifPresent(ledgers::add);
      }
    }
    return new LossView(
        new LossView.Ledger(
            datagrams,
            samples,
            agentDrops,
            pulse.last().socketDrops(),
            intake.queueDrops(),
            errors,
            unknown),
        ledgers);
  }

  private static long known(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private static void add(Map<String, Long> sums, Map<String, Long> more) {
    more.forEach((name, count) -> sums.merge(name, count, Long::sum));
  }

  private static Optional<LossView.AgentLedger> ledger(StreamSnapshot stream) {
    StreamSnapshot.Losses losses = stream.losses();
    boolean isUnknown = losses.datagrams() == null || losses.samples() == null;
    long anything =
        known(losses.datagrams())
            + losses.duplicates()
            + losses.reordered()
            + losses.restarts()
            + known(losses.samples())
            + losses.agentDrops()
            + stream.decodeErrors().size()
            + stream.unknown().size();
    return anything == 0 && !isUnknown
        ? Optional.empty()
        : Optional.of(
            new LossView.AgentLedger(
                stream.id().address(),
                stream.id().subAgent(),
                losses.datagrams(),
                losses.duplicates(),
                losses.reordered(),
                losses.restarts(),
                losses.samples(),
                losses.agentDrops(),
                stream.decodeErrors(),
                stream.unknown()));
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
