package io.cistern.app;

import io.cistern.app.view.CollectorView;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;

/// The collector: socket, shards, store and view, wired together.
///
/// [#open] binds the socket and opens the store, [#start()] begins to receive, [#close()] stops
/// receiving, stores what was received and closes the store. One thread drives these three; any
/// thread may use [#view()].
public final class Collector implements AutoCloseable {
  private Collector() {}

  /// Opens the store and binds the socket.
  ///
  /// @throws IOException if the socket cannot be bound or the store cannot be opened
  public static Collector open(CollectorOptions options) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Begins to receive.
  public void start() {
    throw new UnsupportedOperationException();
  }

  /// What HTTP serves.
  public CollectorView view() {
    throw new UnsupportedOperationException();
  }

  /// Cistern's own metrics, `cistern_*`.
  public PrometheusRegistry metrics() {
    throw new UnsupportedOperationException();
  }

  /// The UDP address that is listened on, with its real port.
  public InetSocketAddress sflowAddress() {
    throw new UnsupportedOperationException();
  }

  /// Stops in order: receive no more, decode what is queued, store it, close the store.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
