package io.cistern.app.http;

import io.cistern.app.self.Condition;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// The open connections of all clients: how many there may be, in all and of one client, and how
/// slow one may be. A client is an address, or a /64 of IPv6.
///
/// Where there is no room, a newcomer takes the place of the connection that has waited longest of
/// the client that has most; idle and slow ones therefore shut out nobody. Where none waits, all
/// are being answered: the newcomer is told to come again, unless it asks after the health, for
/// which a few places are kept.
final class ClientConnections {
  /// Why connections are closed.
  enum Cause {
    /// The head of a request did not come in time.
    SLOW_HEAD,
    /// The client did not take its answer.
    SLOW_READER,
    /// It waited, and its place was wanted.
    CROWDED_OUT,
    /// All others were being answered.
    NO_ROOM;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// From its first byte to its last, a handshake included.
  static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(10);

  /// How long an answer may be taken more slowly than [#LEAST_BYTES_PER_SECOND].
  static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(15);

  static final long LEAST_BYTES_PER_SECOND = 1024;

  /// Places beyond the limit: for the health, and for saying that there is no room.
  static final int KEPT = 32;

  private static final int IPV6_CLIENT_BYTES = 8;
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final int most;
  private final int mostOfClient;
  private final LongSupplier nanoTime;
  private final Map<Object, Set<ClientConnection>> byClient = new HashMap<>();
  private final List<LongAdder> closed =
      Stream.of(Cause.values()).map(_ -> new LongAdder()).toList();
  private final Condition pressure = new Condition("HTTP clients are too slow or too many");
  private volatile int open;
  private volatile long lastClosed;

  /// @param most connections in all
  /// @param mostOfClient connections of one client
  ClientConnections(int most, int mostOfClient, LongSupplier nanoTime) {
    this.most = most;
    this.mostOfClient = mostOfClient;
    this.nanoTime = nanoTime;
  }

  /// Who counts as one client.
  static Object client(InetSocketAddress remote) {
    byte[] bytes = remote.getAddress().getAddress();
    return remote.getAddress() instanceof Inet6Address
        ? ByteBuffer.wrap(bytes, 0, IPV6_CLIENT_BYTES)
        : ByteBuffer.wrap(bytes);
  }

  /// Who asks.
  static Object client(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress a
        ? client(a)
        : "unknown";
  }

  void register(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("cistern_http_connections")
        .help("Open connections of HTTP clients")
        .callback(c -> c.call(open))
        .register(registry);
    CounterWithCallback.builder()
        .name("cistern_http_connections_closed")
        .help("Connections of HTTP clients that were closed, by cause")
        .labelNames("cause")
        .callback(
            c -> Stream.of(Cause.values()).forEach(cause -> c.call(closed(cause), cause.text())))
        .register(registry);
  }

  /// How many are open.
  int open() {
    return open;
  }

  /// How many are open of which something holds.
  long count(Predicate<ClientConnection> condition) {
    return snapshot().stream().filter(condition).count();
  }

  /// How many were closed for a cause.
  long closed(Cause cause) {
    return closed.get(cause.ordinal()).sum();
  }

  /// Takes in a connection, and lets another one go where there is no room for both.
  void opened(ClientConnection connection) {
    ClientConnection leaving = admit(connection);
    if (leaving != null) {
      close(leaving, leaving == connection ? Cause.NO_ROOM : Cause.CROWDED_OUT);
    }
  }

  /// @return which one must go; the newcomer itself if there is no room at all
  private synchronized @Nullable ClientConnection admit(ClientConnection newcomer) {
    Object client = newcomer.client();
    ClientConnection leaving = null;
    if (isFull(client)) {
      leaving = longestWaiting(client);
      if (leaving != null) {
        forget(leaving);
      }
    }
    if (isFull(client)) {
      newcomer.refuse();
      leaving = leaving == null && open >= most + KEPT ? newcomer : leaving;
    }
    if (leaving != newcomer) {
      byClient.computeIfAbsent(client, _ -> new HashSet<>()).add(newcomer);
      open++;
    }
    return leaving;
  }

  private boolean isFull(Object client) {
    return open >= most || connectionsOf(client).size() >= mostOfClient;
  }

  private Set<ClientConnection> connectionsOf(Object client) {
    return byClient.getOrDefault(client, Set.of());
  }

  /// Of a client that has as many as it may; otherwise of the one that has most.
  private @Nullable ClientConnection longestWaiting(Object client) {
    long now = nanoTime.getAsLong();
    Set<ClientConnection> own = connectionsOf(client);
    Stream<ClientConnection> among =
        own.size() >= mostOfClient ? own.stream() : byClient.values().stream().flatMap(Set::stream);
    return among
        .filter(ClientConnection::isWaiting)
        .max(
            Comparator.<ClientConnection>comparingInt(c -> connectionsOf(c.client()).size())
                .thenComparingLong(c -> c.waitingNanos(now)))
        .orElse(null);
  }

  /// Forgets a connection.
  synchronized void forget(ClientConnection connection) {
    Set<ClientConnection> ofClient = byClient.get(connection.client());
    if (ofClient != null && ofClient.remove(connection)) {
      open--;
      if (ofClient.isEmpty()) {
        byClient.remove(connection.client());
      }
    }
  }

  /// Closes those that are too slow. To be called about once a second.
  void sweep() {
    long now = nanoTime.getAsLong();
    for (ClientConnection connection : snapshot()) {
      if (connection.headNanos(now) > HEAD_NANOS) {
        close(connection, Cause.SLOW_HEAD);
      } else if (isTooSlow(connection, now)) {
        close(connection, Cause.SLOW_READER);
      }
    }
    if (now - lastClosed > QUIET_NANOS) {
      pressure.succeeded();
    }
  }

  private static boolean isTooSlow(ClientConnection connection, long now) {
    long stuck = connection.stuckNanos(now);
    return stuck > STUCK_NANOS
        && connection.takenWhileStuck()
            < LEAST_BYTES_PER_SECOND * TimeUnit.NANOSECONDS.toSeconds(stuck);
  }

  private synchronized Collection<ClientConnection> snapshot() {
    var all = new ArrayList<ClientConnection>(open);
    byClient.values().forEach(all::addAll);
    return all;
  }

  private void close(ClientConnection connection, Cause cause) {
    forget(connection); // at once: it is not chosen or counted again while it closes
    closed.get(cause.ordinal()).increment();
    lastClosed = nanoTime.getAsLong();
    String reason = cause.text() + ": " + connection.getRemoteSocketAddress();
    pressure.failed(reason);
    connection.close(new IOException(reason));
  }
}
