package io.cistern.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Clients that are idle, slow or many, over real sockets; time is simulated.
class ClientConnectionsTest {
  private static final int MOST = 12;
  private static final int MOST_OF_CLIENT = 8;

  private final AtomicLong nanos = new AtomicLong();
  private final FixtureView view = new FixtureView(InstantSource.fixed(ApiClient.NOW));
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ApiClient client;
  private final List<Socket> sockets = new ArrayList<>();

  ClientConnectionsTest() throws IOException {
    client =
        new ApiClient(
            view,
            registry,
            ApiClient.options()
                .nanoTime(nanos::get)
                .connections(MOST)
                .connectionsOfClient(MOST_OF_CLIENT));
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    client.close();
  }

  private ClientConnections connections() {
    return client.api.connections();
  }

  /// A connection from an address of this machine.
  private Socket connect(String from) throws IOException {
    int before = connections().open();
    long evicted = connections().closed(ClientConnections.Cause.CROWDED_OUT);
    var socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(20_000);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
    sockets.add(socket);
    ApiClient.await(() ->
        connections().open() > before
            || connections().closed(ClientConnections.Cause.CROWDED_OUT) > evicted);
    return socket;
  }

  private int port() {
    return client.api.address().getPort();
  }

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    connections().sweep();
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  /// The first line of the next answer.
  private static String statusLine(Socket socket) throws IOException {
    var line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c >= 0 && c != '\r'; ) {
      line.append((char) c);
      c = socket.getInputStream().read();
    }
    return line.toString();
  }

  private static String untilClosed(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException _) { // reset
      return true;
    }
  }

  private String health(String from) throws IOException {
    var socket = connect(from);
    send(socket, get("/-/healthy"));
    return statusLine(socket);
  }

  @Nested
  class TooSlow {
    @Test
    void isAHeadThatComesByteByByte() throws IOException {
      var slow = connect("127.0.0.1");
      send(slow, "GET / HTTP/1.1\r\n");
      ApiClient.await(() -> headsOnTheirWay() == 1);
      for (int second = 0; second <= 10; second++) {
        send(slow, "X");
        assertThat(connections().closed(ClientConnections.Cause.SLOW_HEAD)).isZero();
        pass(1);
      }
      assertThat(isClosed(slow)).isTrue();
      assertThat(connections().closed(ClientConnections.Cause.SLOW_HEAD)).isOne();
    }

    @Test
    void isNotOneThatIsSilentBetweenRequests() throws IOException {
      var socket = connect("127.0.0.1");
      send(socket, get("/-/healthy"));
      assertThat(statusLine(socket)).contains("200");
      ApiClient.await(() -> waiting() == 1);
      pass(25);
      assertThat(connections().open()).isOne();
    }

    @Test
    void isABodyThatDoesNotCome() throws IOException {
      var slow = connect("127.0.0.1");
      send(slow, "POST /api/status HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx");
      assertThat(untilClosed(slow)).startsWith("HTTP/1.1 405 ");
    }

    @Test
    void isWhoDoesNotTakeTheAnswer() throws IOException {
      var slow = connect("127.0.0.1");
      String page = get("/lib/d3.min.js");
      send(slow, page.repeat(60));
      ApiClient.await(() -> stuck() == 1);
      pass(14);
      assertThat(connections().open()).isOne();
      pass(2);
      ApiClient.await(() -> connections().open() == 0);
      assertThat(connections().closed(ClientConnections.Cause.SLOW_READER)).isOne();
    }
  }

  private long headsOnTheirWay() {
    return connections().count(c -> c.headNanos(nanos.get() + 1) > 0);
  }

  private long waiting() {
    return connections().count(ClientConnection::isWaiting);
  }

  private long stuck() {
    return connections().count(c -> c.stuckNanos(nanos.get() + 1) > 0);
  }

  @Nested
  class TooMany {
    @Test
    void ofOneClientCrowdOutItsOwnThatWaitLongest() throws IOException {
      var other = connect("127.0.0.2");
      var first = connect("127.0.0.1");
      for (int i = 1; i <= MOST_OF_CLIENT; i++) {
        pass(1);
        connect("127.0.0.1");
      }
      assertThat(isClosed(first)).isTrue();
      assertThat(connections().open()).isEqualTo(MOST_OF_CLIENT + 1);
      send(other, get("/-/healthy"));
      assertThat(statusLine(other)).contains("200");
    }

    @Test
    void inAllCrowdOutThoseOfWhoHasMost() throws IOException {
      var few = connect("127.0.0.3");
      for (int i = 0; i < MOST_OF_CLIENT; i++) {
        connect("127.0.0.1");
      }
      for (int i = MOST_OF_CLIENT + 1; i < MOST; i++) {
        connect("127.0.0.2");
      }
      assertThat(connections().open()).isEqualTo(MOST);
      assertThat(health("127.0.0.4")).contains("200");
      assertThat(connections().open()).isEqualTo(MOST);
      send(few, get("/-/healthy"));
      assertThat(statusLine(few)).contains("200");
    }

    @Test
    void thatAreIdleShutOutNobody() throws IOException {
      for (int i = 0; i < 300; i++) {
        connect("127.0.0.1");
      }
      assertThat(health("127.0.0.1")).contains("200");
      var page = connect("127.0.0.1");
      send(page, get("/api/status"));
      assertThat(statusLine(page)).contains("200");
    }

    @Test
    void thatAreAllAnsweredLeaveRoomForTheHealth() throws IOException {
      for (int i = 0; i < MOST_OF_CLIENT; i++) {
        var stream = connect("127.0.0.1");
        send(stream, get("/api/stream"));
        assertThat(statusLine(stream)).contains("200");
      }
      var kept = connect("127.0.0.1");
      send(kept, get("/-/healthy"));
      assertThat(untilClosed(kept)).startsWith("HTTP/1.1 200 ");
      var refused = connect("127.0.0.1");
      send(refused, get("/api/status"));
      assertThat(untilClosed(refused)).startsWith("HTTP/1.1 503 ").contains("too many connections");
    }

    @Test
    void areCounted() throws Exception {
      for (int i = 0; i < 10; i++) {
        connect("127.0.0.1");
      }
      var socket = connect("127.0.0.1");
      send(socket, "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(untilClosed(socket))
          .contains("cistern_http_connections 8.0")
          .contains("cistern_http_connections_closed_total{cause=\"crowded_out\"} 3.0")
          .contains("cistern_http_connections_closed_total{cause=\"no_room\"} 0.0");
    }
  }

  @Nested
  class AClient {
    @Test
    void isAnAddressOrAPrefixOfSixtyFourBits() {
      assertThat(client("192.0.2.1")).isNotEqualTo(client("192.0.2.2"));
      assertThat(client("2001:db8::1")).isEqualTo(client("2001:db8::2"));
      assertThat(client("2001:db8::1")).isNotEqualTo(client("2001:db8:0:1::1"));
    }

    private static Object client(String address) {
      return ClientConnections.client(new InetSocketAddress(address, 1));
    }
  }
}
