package io.cistern.app;

import io.cistern.app.agents.InstanceNames;
import io.cistern.app.agents.StreamTable;
import io.cistern.app.flows.FlowIntake;
import io.cistern.app.intake.DatagramFeed;
import io.cistern.app.intake.DatagramRing;
import io.cistern.app.intake.DatagramSource;
import io.cistern.app.intake.FeedSource;
import io.cistern.app.intake.Intake;
import io.cistern.app.intake.Shard;
import io.cistern.app.intake.UdpReceiver;
import io.cistern.app.self.Condition;
import io.cistern.app.self.Pulse;
import io.cistern.app.self.SelfMetrics;
import io.cistern.app.self.Vitals;
import io.cistern.app.store.RowQueue;
import io.cistern.app.store.StoreWriter;
import io.cistern.app.view.CollectorView;
import io.cistern.flowtrack.FlowTrackerOptions;
import io.cistern.flowtrack.ScanOptions;
import io.cistern.metricstore.EntityInfo;
import io.cistern.metricstore.MetricStore;
import io.cistern.metricstore.MetricStoreOptions;
import io.cistern.metricstore.StoreStats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The collector: source, shards, store and view, wired together.
///
/// [#open] binds the socket, or takes a feed, and opens the store, [#start()] begins to receive,
/// [#close()] stops receiving, stores what was received and closes the store. One thread drives
/// these three; any thread may use [#view()].
public final class Collector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final int QUEUED_ROWS = 1 << 18;

  private final Closing parts;
  private final MetricStore store;
  private final Vitals vitals;
  private final DatagramSource source;
  private final Intake intake;
  private final List<DatagramRing> rings = new ArrayList<>();
  private final List<Shard> shards = new ArrayList<>();
  private final StoreWriter writer;
  private final LiveView view;
  private final SelfMetrics metrics;
  private final Pulse pulse;
  private final Condition pulsing = new Condition("the size of the store cannot be read");
  private final ScheduledExecutorService pulseThread;
  private boolean started;
  private boolean closed;

  /// @param parts closes what is opened here, also where the opening fails
  private Collector(CollectorOptions options, DatagramSource source, Vitals vitals, Closing parts)
      throws IOException {
    this.parts = parts;
    this.source = source;
    this.vitals = vitals;
    store = parts.add(openStore(options));
    var queues = new ArrayList<RowQueue>();
    List<EntityInfo> stored = store.entities();
    var flowOptions =
        flowOptions(source, options.scans()); // one hash seed, so that shards can be merged
    for (int i = 0; i < options.shards(); i++) {
      rings.add(parts.add(new DatagramRing(options.ringBytes())));
      queues.add(new RowQueue(QUEUED_ROWS, source instanceof FeedSource ? this::awaitTick : null));
      shards.add(newShard(options, flowOptions, i, queues.get(i), stored));
    }
    writer = new StoreWriter(store, queues, options.clock(), options.interval(), vitals);
    intake = new Intake(rings, shards, writer::awaitTick);
    pulse =
        new Pulse(
            intake::received,
            () -> shards.stream().mapToLong(s -> s.snapshot().samples()).sum(),
            source::socketDrops,
            () -> size(store));
    view = new LiveView(options, source, intake, shards, store, writer, pulse, this::troubles);
    metrics = newMetrics();
    pulseThread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("cistern-pulse").daemon().factory());
  }

  private static MetricStore openStore(CollectorOptions options) throws IOException {
    Files.createDirectories(options.dataDirectory());
    return MetricStore.open(
        options.dataDirectory(),
        MetricStoreOptions.builder().clock(options.clock()).retention(options.retention()).build());
  }

  /// What does not work now, as sentences.
  private List<String> troubles() {
    var troubles = new ArrayList<String>();
    vitals.failure().ifPresent(troubles::add);
    source.trouble().ifPresent(troubles::add);
    troubles.addAll(writer.troubles());
    pulsing.text().ifPresent(troubles::add);
    return troubles;
  }

  /// What comes from the network must not know the seed of the hashes; a feed gives the same
  /// answers each time.
  private static FlowTrackerOptions flowOptions(DatagramSource source, ScanOptions scans) {
    var options = FlowTrackerOptions.builder().scan(scans);
    return (source instanceof FeedSource ? options.seed(1) : options).build();
  }

  private static Pulse.StoreSize size(MetricStore store) {
    StoreStats stats = store.stats();
    return new Pulse.StoreSize(stats.bytes(), stats.entities(), warnings(stats));
  }

  private static List<String> warnings(StoreStats stats) {
    var warnings = new ArrayList<String>();
    if (stats.lowDisk()) {
      warnings.add("the disk is nearly full: counters are not stored");
    }
    stats.problems().forEach(problem -> warnings.add("the store does without " + problem));
    return warnings;
  }

  private Shard newShard(
      CollectorOptions options,
      FlowTrackerOptions flowOptions,
      int number,
      RowQueue rows,
      List<EntityInfo> stored) {
    return new Shard(
        number,
        rings.get(number),
        options.clock(),
        StreamTable.builder(ownedNames(stored), rows)
            .shard(number)
            .shards(options.shards())
            .build(),
        new FlowIntake(flowOptions),
        vitals);
  }

  /// The names of earlier runs with their owners, so that none changes hands.
  private static InstanceNames ownedNames(List<EntityInfo> stored) {
    var names = new InstanceNames();
    for (EntityInfo entity : stored) {
      String subAgent = entity.labels().get(StoreWriter.SUB_AGENT_LABEL);
      if (subAgent != null) {
        names.own(entity.source(), entity.instance(), Long.parseLong(subAgent));
      }
    }
    return names;
  }

  private SelfMetrics newMetrics() {
    var self = new SelfMetrics(view);
    self.counter("received_bytes", "Bytes received", intake::receivedBytes);
    self.counter("store_rows_dropped", "Rows without room in the queue", writer::dropped);
    self.counter("store_rows_failed", "Rows that could not be written", writer::failed);
    self.counter("store_rows_refused", "Rows the store refused", writer::refused);
    self.gauge("tick_seconds", "How long the last tick took", () -> writer.tickNanos() / 1e9);
    self.gauge(
        "queue_fill_ratio",
        "How full the fullest ring is",
        () -> shards.stream().mapToDouble(Shard::fill).max().orElse(0));
    self.gauge(
        "publish_seconds",
        "How long publishing held up decoding at most",
        () -> shards.stream().mapToLong(Shard::longestSliceNanos).max().orElse(0) / 1e9);
    self.gauge(
        "flow_table_flows",
        "Flows in the tables",
        () -> shards.stream().mapToLong(s -> s.snapshot().alerts().stats().flows()).sum());
    self.gauge(
        "flow_table_capacity",
        "Flows that the tables hold",
        () -> shards.stream().mapToLong(s -> s.snapshot().alerts().stats().flowCapacity()).sum());
    return self;
  }

  /// Binds the socket and opens the store.
  ///
  /// @throws IOException if the socket cannot be bound or the store cannot be opened; nothing stays
  ///   open then
  public static Collector open(CollectorOptions options) throws IOException {
    return open(
        options,
        vitals ->
            UdpReceiver.open(
                options.sflowListen(), options.receiveBufferBytes(), options.clock(), vitals));
  }

  /// Opens the store, for what comes from a feed instead of a socket and in the feed's own time.
  ///
  /// @param options their address and clock are of no use here
  /// @param feed is closed with the collector, or here in case of an error
  /// @param speed how many times faster than in its own time it is played; 0 as fast as possible
  /// @throws IOException if the feed has no datagram or the store cannot be opened; nothing stays
  ///   open then
  public static Collector open(CollectorOptions options, DatagramFeed feed, double speed)
      throws IOException {
    return open(options, vitals -> FeedSource.open(feed, speed, options.interval(), vitals));
  }

  /// Makes the source; its thread is watched.
  @FunctionalInterface
  private interface SourceOpening {
    DatagramSource open(Vitals vitals) throws IOException;
  }

  private static Collector open(CollectorOptions options, SourceOpening opening)
      throws IOException {
    var parts = new Closing();
    try {
      var vitals = new Vitals();
      var source = parts.add(opening.open(vitals)); // first what fails most often and costs least
      return new Collector(
          options.toBuilder().clock(source.clock()).build(), source, vitals, parts);
    } catch (Throwable e) {
      parts.closeAfter(e);
      throw e;
    }
  }

  /// Begins to receive.
  public void start() {
    started = true;
    shards.forEach(Shard::start);
    writer.start();
    source.start(intake);
    var _ = pulseThread.scheduleAtFixedRate(this::beat, 0, 1, TimeUnit.SECONDS);
    LOG.info(
        "sFlow from {}, receive buffer {} of {} bytes asked, {} shards",
        source.name(),
        source.grantedBuffer(),
        source.requestedBuffer(),
        shards.size());
    view.bufferWarning().ifPresent(LOG::warn);
    size(store).warnings().forEach(LOG::warn);
  }

  private void beat() {
    try {
      pulse.beat(System.nanoTime());
      pulsing.succeeded();
    } catch (RuntimeException e) {
      pulsing.failed(e); // thrown on, it would end the schedule
    } catch (Error e) {
      vitals.uncaughtException(Thread.currentThread(), e);
    }
  }

  /// Who is told, once, that a thread without which there is no collector ended by an error. To be
  /// said before [#start()].
  public void onFailure(Consumer<String> listener) {
    vitals.onFailure(listener);
  }

  /// What HTTP serves.
  public CollectorView view() {
    return view;
  }

  /// Cistern's own metrics, `cistern_*`.
  public PrometheusRegistry metrics() {
    return metrics.registry();
  }

  /// The UDP address that is listened on, with its real port.
  ///
  /// @throws IllegalStateException if there is no socket
  public InetSocketAddress sflowAddress() {
    if (source instanceof UdpReceiver receiver) {
      return receiver.address();
    }
    throw new IllegalStateException("no socket: datagrams come from " + source.name());
  }

  /// The time, by which everything here goes.
  public InstantSource clock() {
    return source.clock();
  }

  /// Waits until a feed was played and everything of it is read, stored and published. Returns at
  /// once where there is a socket.
  ///
  /// @throws IOException if the feed could not be played to its end
  public void awaitEnd() throws IOException, InterruptedException {
    if (source instanceof FeedSource playing) {
      playing.awaitEnd();
      try {
        pulseThread.submit(this::beat).get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e); // beat() catches what it can
      }
    }
  }

  /// Waits for a shard whose rows have no room left.
  private void awaitTick() {
    try {
      writer.awaitTick();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Tells where HTTP is served, for the status.
  public void httpListens(InetSocketAddress address) {
    view.httpListens(address);
  }

  /// Stops in order: receive no more, decode what is queued, store it, close the store. Closing
  /// twice is harmless.
  ///
  /// @throws IOException if the store could not be closed cleanly
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    pulseThread.shutdownNow();
    parts.add(writer);
    if (started) {
      parts.add(this::stopShards);
    }
    parts.add(source);
    parts.close();
  }

  private void stopShards() {
    shards.forEach(Shard::stop);
  }
}
