package io.cistern.app.self;

import io.cistern.app.view.CollectorView;
import io.cistern.app.view.DiscardsView.Total;
import io.cistern.app.view.LossView;
import io.cistern.app.view.StatusView;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// Cistern's own metrics, `cistern_*`, and a few of the Java machine. Everything is read when it is
/// asked for; nothing costs anything before.
public final class SelfMetrics {
  private static final double MILLIS_PER_SECOND = 1000;

  private final PrometheusRegistry registry = new PrometheusRegistry();

  /// @param view where most of it comes from
  public SelfMetrics(CollectorView view) {
    status(view, "datagrams_received", "Datagrams received", StatusView::datagrams);
    status(view, "samples_read", "Samples read", StatusView::samples);
    status(view, "store_rows", "Rows stored", s -> s.store().rows());
    loss(view, "datagrams_lost", "Lost by sequence numbers", LossView.Ledger::datagramsLost);
    loss(view, "samples_lost", "Samples lost by sequence", LossView.Ledger::samplesLost);
    loss(view, "agent_drops", "Dropped in the agents", LossView.Ledger::agentDrops);
    loss(view, "socket_drops", "Dropped by the kernel", LossView.Ledger::socketDrops);
    loss(view, "queue_drops", "No room in our own queues", LossView.Ledger::queueDrops);
    gauge("store_bytes", "Size of the store", () -> view.status().store().bytes());
    gauge("store_entities", "Entities in the store", () -> view.status().store().entities());
    gauge("streams", "Datagram streams known", () -> view.agents().size());
    gauge("receive_buffer_bytes", "Granted", () -> view.status().listen().receiveBufferBytes());
    gauge("up", "1 if every part runs", () -> view.health().healthy() ? 1 : 0);
    decodeErrors(view);
    unknownStructures(view);
    discards(view);
    machine();
  }

  private void status(
      CollectorView view, String name, String help, ToLongFunction<StatusView> value) {
    counter(name, help, () -> value.applyAsLong(view.status()));
  }

  private void loss(
      CollectorView view, String name, String help, ToDoubleFunction<LossView.Ledger> value) {
    counter(name, help, () -> value.applyAsDouble(view.loss().total()));
  }

  /// Adds a counter, `cistern_NAME_total`.
  public void counter(String name, String help, DoubleSupplier value) {
    CounterWithCallback.builder()
        .name("cistern_" + name)
        .help(help)
        .callback(c -> c.call(value.getAsDouble()))
        .register(registry);
  }

  /// Adds a gauge, `cistern_NAME`.
  public void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name("cistern_" + name)
        .help(help)
        .callback(c -> c.call(value.getAsDouble()))
        .register(registry);
  }

  private void decodeErrors(CollectorView view) {
    CounterWithCallback.builder()
        .name("cistern_decode_errors")
        .help("Malformed datagrams by reason")
        .labelNames("reason")
        .callback(c -> view.loss().total().decodeErrors().forEach((reason, n) -> c.call(n, reason)))
        .register(registry);
  }

  private void unknownStructures(CollectorView view) {
    CounterWithCallback.builder()
        .name("cistern_unknown_structures")
        .help("Samples and records of unknown formats")
        .labelNames("structure")
        .callback(
            c -> view.loss().total().unknownStructures().forEach((name, n) -> c.call(n, name)))
        .register(registry);
  }

  /* Two metrics, for what is told of one by one and what is sampled must not be added up. */
  private void discards(CollectorView view) {
    discards(view, "discards", "Discarded packets, told of one by one", Total::discards);
    discards(view, "discard_samples", "Flow samples of discarded packets", Total::samples);
  }

  private void discards(CollectorView view, String name, String help, ToLongFunction<Total> value) {
    CounterWithCallback.builder()
        .name("cistern_" + name)
        .help(help)
        .labelNames("agent", "instance", "reason")
        .callback(c ->
            view.discards(null, 1)
                .totals()
                .forEach(total ->
                    c.call(
                        value.applyAsLong(total),
                        total.agent(),
                        Objects.requireNonNullElse(total.instance(), ""),
                        total.reason())))
        .register(registry);
  }

  private void machine() {
    var memory = ManagementFactory.getMemoryMXBean();
    GaugeWithCallback.builder()
        .name("jvm_memory_used_bytes")
        .help("Heap in use")
        .unit(Unit.BYTES)
        .callback(c -> c.call((double) memory.getHeapMemoryUsage().getUsed()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("jvm_threads_current")
        .help("Platform threads")
        .callback(c -> c.call(ManagementFactory.getThreadMXBean().getThreadCount()))
        .register(registry);
    CounterWithCallback.builder()
        .name("jvm_gc_collection_seconds")
        .help("Time spent collecting garbage")
        .unit(Unit.SECONDS)
        .labelNames("gc")
        .callback(c -> {
          for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
            c.call(gc.getCollectionTime() / MILLIS_PER_SECOND, gc.getName());
          }
        })
        .register(registry);
  }

  /// Where they are.
  public PrometheusRegistry registry() {
    return registry;
  }
}
