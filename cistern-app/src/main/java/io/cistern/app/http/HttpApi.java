package io.cistern.app.http;

import io.cistern.app.self.ListenException;
import io.cistern.app.view.CollectorView;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.InstantSource;
import java.util.Set;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The HTTP interface of the collector: JSON, server-sent events, Prometheus text and the page.
///
/// Each request has a virtual thread of its own, so that a slow one holds up nothing but itself.
/// Nothing here touches the way of a datagram: it reads the snapshots of a [CollectorView].
public final class HttpApi implements AutoCloseable {
  /// Idle connections are closed after this long, and writes that do not move fail after it.
  private static final long IDLE_MILLIS = 30_000;

  private static final int MAX_CONNECTIONS = 256;
  private static final int MAX_HEADER_BYTES = 8 << 10;

  private final Server server;
  private final ServerConnector connector;
  private final EventStream stream;

  private HttpApi(
      CollectorView view,
      PrometheusRegistry registry,
      InetSocketAddress bind,
      Set<String> hostNames,
      InstantSource clock) {
    var threads = new QueuedThreadPool(16, 2);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
    threads.setDaemon(true);
    server = new Server(threads);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setHost(bind.getAddress().getHostAddress());
    connector.setPort(bind.getPort());
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
    stream = new EventStream(view);
    var routes = new Routes(view, registry, new WebFiles()).table();
    server.setHandler(
        new Router(routes, new HostNames(bind.getAddress(), hostNames), stream, clock));
    server.setErrorHandler(new ProblemErrorHandler());
    server.setStopTimeout(0);
  }

  private static HttpConfiguration configuration() {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
    configuration.setUriCompliance(UriCompliance.DEFAULT);
    return configuration;
  }

  /// Binds the address and serves.
  ///
  /// @param view what is served; any thread asks it
  /// @param registry the collector's own metrics, for `/metrics`
  /// @param bind where to listen; port 0 takes a free one, see [#address()]
  /// @return the server, which runs until it is closed
  /// @throws IOException if the address cannot be bound
  public static HttpApi start(
      CollectorView view, PrometheusRegistry registry, InetSocketAddress bind) throws IOException {
    return start(view, registry, bind, Set.of(), InstantSource.system());
  }

  /// Binds the address and serves.
  ///
  /// @param view what is served; any thread asks it
  /// @param registry the collector's own metrics, for `/metrics`
  /// @param bind where to listen; port 0 takes a free one, see [#address()]
  /// @param hostNames names, besides `localhost` and the address itself, that browsers may use in
  ///   the `Host` header
  /// @param clock what times such as `-1h` are relative to
  /// @return the server, which runs until it is closed
  /// @throws IOException if the address cannot be bound
  public static HttpApi start(
      CollectorView view,
      PrometheusRegistry registry,
      InetSocketAddress bind,
      Set<String> hostNames,
      InstantSource clock)
      throws IOException {
    if (bind.isUnresolved()) {
      throw failure(bind, new IOException("unknown host"));
    }
    var api = new HttpApi(view, registry, bind, hostNames, clock);
    try {
      api.server.start();
    } catch (IOException e) {
      api.close();
      throw failure(bind, e);
    } catch (Exception e) {
      api.close();
      throw new IOException("HTTP server did not start on " + bind, e);
    }
    return api;
  }

  private static ListenException failure(InetSocketAddress bind, IOException cause) {
    return new ListenException("serve the page", "--http-listen", "tcp", bind, cause);
  }

  /// The address listened on.
  ///
  /// @return the address with the port that was taken
  public InetSocketAddress address() {
    try {
      var channel = (ServerSocketChannel) connector.getTransport();
      if (channel == null) {
        throw new IllegalStateException("closed");
      }
      return (InetSocketAddress) channel.getLocalAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many event streams are open.
  int openStreams() {
    return stream.open();
  }

  /// Ends every stream and request and frees the port.
  @Override
  public void close() {
    stream.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("HTTP server did not stop", e);
    }
  }
}
