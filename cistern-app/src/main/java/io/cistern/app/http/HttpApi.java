package io.cistern.app.http;

import io.cistern.app.view.CollectorView;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;

/// The HTTP interface of the collector: JSON, server-sent events, Prometheus text and the page.
public final class HttpApi implements AutoCloseable {
  private HttpApi() {}

  /// Binds the address and serves.
  ///
  /// @param view what is served; any thread asks it
  /// @param registry the collector's own metrics, for `/metrics`
  /// @param bind where to listen; port 0 takes a free one, see [#address()]
  /// @throws IOException if the address cannot be bound
  public static HttpApi start(
      CollectorView view, PrometheusRegistry registry, InetSocketAddress bind) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// The address listened on.
  public InetSocketAddress address() {
    throw new UnsupportedOperationException();
  }

  /// Ends every stream and request and frees the port.
  @Override
  public void close() {}
}
