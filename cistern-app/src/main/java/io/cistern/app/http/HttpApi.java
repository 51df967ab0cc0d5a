package io.cistern.app.http;

import io.cistern.app.self.ListenException;
import io.cistern.app.view.CollectorView;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
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

  private static final int MAX_HEADER_BYTES = 8 << 10;

  /// Of the kernel, for each connection: what a client that does not read costs at most.
  private static final int SEND_BUFFER_BYTES = 128 << 10;

  private final Server server;
  private final ServerConnector connector;
  private final ClientConnections connections;
  private final EventStream stream;

  private HttpApi(CollectorView view, PrometheusRegistry registry, HttpOptions options) {
    connections =
        new ClientConnections(
            options.connections(), options.connectionsOfClient(), options.nanoTime());
    var threads = new QueuedThreadPool(16, 2);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
    threads.setDaemon(true);
    server = new Server(threads);
    connector = connector(options);
    server.addConnector(connector);
    stream = new EventStream(view);
    var routes = new Routes(view, registry, new WebFiles()).table();
    var hosts = new HostNames(options.listen().getAddress(), options.hostNames());
    server.setHandler(new ConnectionWatch(new Router(routes, hosts, stream, options.clock())));
    server.setErrorHandler(new ProblemErrorHandler());
    server.setStopTimeout(0);
    connections.register(registry);
  }

  private ServerConnector connector(HttpOptions options) {
    var made =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration())) {
          @Override
          protected SocketChannelEndPoint newEndPoint(
              SocketChannel channel, ManagedSelector selector, SelectionKey key)
              throws IOException {
            var connection =
                new ClientConnection(
                    channel, selector, key, getScheduler(), connections, options.nanoTime());
            connection.setIdleTimeout(getIdleTimeout());
            return connection;
          }
        };
    made.setHost(options.listen().getAddress().getHostAddress());
    made.setPort(options.listen().getPort());
    made.setIdleTimeout(IDLE_MILLIS);
    made.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
    return made;
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
  /// @param registry the collector's own metrics, for `/metrics`; those of the HTTP interface are
  ///   added
  /// @param options where and how
  /// @return the server, which runs until it is closed
  /// @throws IOException if the address cannot be bound
  public static HttpApi start(CollectorView view, PrometheusRegistry registry, HttpOptions options)
      throws IOException {
    InetSocketAddress bind = options.listen();
    if (bind.isUnresolved()) {
      throw failure(bind, new IOException("unknown host"));
    }
    var api = new HttpApi(view, registry, options);
    try {
      api.server.start();
      api.sweepEverySecond();
    } catch (IOException e) {
      api.close();
      throw failure(bind, e);
    } catch (Exception e) {
      api.close();
      throw new IOException("HTTP server did not start on " + bind, e);
    }
    return api;
  }

  private void sweepEverySecond() {
    connector
        .getScheduler()
        .schedule(
            () -> {
              sweepEverySecond(); // first, so that no fault ends it
              connections.sweep();
            },
            1,
            TimeUnit.SECONDS);
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

  /// The connections there are.
  ClientConnections connections() {
    return connections;
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
