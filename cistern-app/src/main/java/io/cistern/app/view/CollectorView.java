package io.cistern.app.view;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the collector shows of itself. Every answer is an immutable snapshot; any thread may ask.
public interface CollectorView {
  /// The collector's own state: `GET /api/status`.
  StatusView status();

  /// Every datagram stream: `GET /api/agents`.
  List<AgentView> agents();

  /// Whether an agent of this address sent anything since the start, or is in the store.
  boolean knows(String address);

  /// The streams, data sources and host description of one agent address, or empty if it is not
  /// known.
  Optional<AgentDetailView> agent(String address);

  /// The interfaces of one agent address, or empty if it is not known.
  Optional<List<InterfaceView>> interfaces(String address);

  /// The current value of every metric of one agent address, or empty if it is not known.
  Optional<List<MetricView>> metrics(String address);

  /// The current numbers of all agents that are not silent, metric by metric: what `/metrics` tells
  /// of them. A metric may be in several families, of different structures.
  ///
  /// @param agents which addresses
  /// @param metrics which names, such as `if_in_octets`
  List<MetricFamily> families(Predicate<String> agents, Predicate<String> metrics);

  /// Every metric name that the codec declares: `GET /api/metrics`.
  List<MetricNameView> metricNames();

  /// Stored series.
  ///
  /// @throws QueryTimeoutException if it takes too long
  /// @throws QueryRefusedException if the query is over a limit
  List<SeriesView> series(SeriesQuery query) throws QueryRefusedException;

  /// Top talkers of the current window.
  FlowsView flows(FlowQuery query);

  /// Scans; all that are remembered, or only those that go on.
  List<ScanView> scans(boolean activeOnly);

  /// The packets that agents discarded: `GET /api/discards`.
  ///
  /// @param agent an agent address, or null for all
  /// @param n the longest list of single kinds of packets; totals are complete
  DiscardsView discards(@Nullable String agent, int n);

  /// Everything that was lost or could not be read, by cause.
  LossView loss();

  /// Whether the collector does its work.
  HealthView health();
}
