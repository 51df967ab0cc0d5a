package io.cistern.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.view.AgentView;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamTest {
  /// Seven agents, of which the first is seen again whenever `seen` changes.
  private static final class Changing extends FixtureView {
    private volatile Instant seen = ApiClient.NOW;

    Changing() {
      super(InstantSource.fixed(ApiClient.NOW));
    }

    @Override
    public List<AgentView> agents() {
      var agents = new ArrayList<>(super.agents());
      var a = agents.getFirst();
      agents.set(
          0,
          new AgentView(
              a.agent(),
              a.subAgent(),
              a.sender(),
              a.name(),
              a.firstSeen(),
              seen,
              a.silent(),
              a.uptimeSeconds(),
              a.datagrams(),
              a.samples(),
              a.samplingRates(),
              a.lost(),
              a.interfaces(),
              a.inBitsPerSecond(),
              a.outBitsPerSecond()));
      return agents;
    }
  }

  @Test
  void sendsEachTopicAtOnceAndThenOnlyChanges() throws Exception {
    var view = new Changing();
    try (var client = new ApiClient(view)) {
      var response = client.lines("/api/stream?topics=agents,status,flows,scans");
      assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
      var lines = response.body().iterator();
      for (var topic : List.of("agents", "status", "flows", "scans")) {
        assertThat(lines.next()).isEqualTo("event: " + topic);
        var data = ApiClient.parse(lines.next().substring("data: ".length()));
        assertThat(data.isObject()).isTrue();
        if (topic.equals("agents")) {
          assertThat(data.get("agents").size()).isEqualTo(7);
        }
        assertThat(lines.next()).isEmpty();
      }
      view.seen = ApiClient.NOW.plusSeconds(9);
      assertThat(lines.next()).isEqualTo("event: agents");
      var changed = ApiClient.parse(lines.next().substring("data: ".length())).get("agents");
      assertThat(changed.size()).isEqualTo(1);
      assertThat(changed.get(0).get("lastSeen").asString()).isEqualTo("2026-11-22T10:00:09Z");
    }
  }

  @Test
  void endsWithTheServer() throws Exception {
    var client = new ApiClient();
    var lines = client.lines("/api/stream?topics=scans").body().iterator();
    assertThat(lines.next()).isEqualTo("event: scans");
    client.api.close();
    while (lines.hasNext()) { // the rest of the first event, then the end
      lines.next();
    }
    client.close();
  }

  @Test
  void isFreedWhenTheReaderGoes() throws Exception {
    try (var client = new ApiClient(new Ticking())) {
      try (var socket =
          new Socket(InetAddress.getLoopbackAddress(), client.api.address().getPort())) {
        open(socket);
        ApiClient.await(() -> client.api.openStreams() == 1);
      }
      ApiClient.await(() -> client.api.openStreams() == 0);
    }
  }

  @Test
  void holdsUpNobodyWhenOneDoesNotRead() throws Exception {
    try (var client = new ApiClient(new Ticking());
        var stuck = new Socket()) {
      stuck.setReceiveBufferSize(1024);
      stuck.connect(client.api.address());
      stuck
          .getOutputStream()
          .write(request("/api/stream?topics=agents").getBytes(StandardCharsets.ISO_8859_1));
      ApiClient.await(() -> client.api.openStreams() == 1);
      var lines = client.lines("/api/stream?topics=status").body().iterator();
      assertThat(lines.next()).isEqualTo("event: status");
      assertThat(client.get("/api/status").statusCode()).isEqualTo(200);
      assertThat(client.api.openStreams()).isEqualTo(2);
    }
  }

  @Test
  void refusesMoreOfOneClientThanItMayHave() throws Exception {
    var sockets = new ArrayList<Socket>();
    try (var client = new ApiClient()) {
      for (int i = 0; i < 64; i++) {
        var socket = new Socket(InetAddress.getLoopbackAddress(), client.api.address().getPort());
        sockets.add(socket);
        open(socket);
      }
      var refused = client.get("/api/stream");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(refused.headers().firstValue("Content-Type")).hasValue(Problem.CONTENT_TYPE);
      var other = new Socket();
      sockets.add(other);
      other.bind(new InetSocketAddress("127.0.0.2", 0));
      other.connect(new InetSocketAddress("127.0.0.1", client.api.address().getPort()));
      open(other); // who has no part in it has room
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  /// Changes all the time.
  private static final class Ticking extends FixtureView {
    Ticking() {
      super(InstantSource.system());
    }
  }

  private static String request(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static void open(Socket socket) throws Exception {
    socket.getOutputStream().write(request("/api/stream").getBytes(StandardCharsets.ISO_8859_1));
    var reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    assertThat(reader.readLine()).isEqualTo("HTTP/1.1 200 OK");
  }
}
