package io.cistern.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.view.CollectorView;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server on a free port, and a client of it over real sockets. It serves the fixture unless it
/// is told otherwise; the real collector is behind a [LabApi].
final class ApiClient implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private static final JsonMapper JSON = new JsonMapper();

  final HttpApi api;
  private final HttpClient client = HttpClient.newHttpClient();

  ApiClient() throws IOException {
    this(new FixtureView(InstantSource.fixed(NOW)));
  }

  ApiClient(FixtureView view) throws IOException {
    this(view, new PrometheusRegistry(), InstantSource.fixed(NOW));
  }

  ApiClient(CollectorView view, PrometheusRegistry registry, InstantSource clock)
      throws IOException {
    this(view, registry, options().clock(clock));
  }

  ApiClient(CollectorView view, PrometheusRegistry registry, HttpOptions.Builder options)
      throws IOException {
    api = HttpApi.start(view, registry, options.build());
  }

  static HttpOptions.Builder options() {
    return HttpOptions.builder().hostNames(Set.of("Collector.Example"));
  }

  /// What threads of the server bring about is a matter of moments.
  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + api.address().getPort() + path);
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, headers);
  }

  HttpResponse<String> send(String method, String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(uri(path));
    request.method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<Stream<String>> lines(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofLines());
  }

  JsonNode json(String path) throws Exception {
    return JSON.readTree(get(path).body());
  }

  static JsonNode parse(String text) {
    return JSON.readTree(text);
  }

  /// Sends bytes as they are, which no HTTP client would, and returns what comes until the end.
  String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  String rawGet(String target, String host) throws IOException {
    return raw("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  @Override
  public void close() {
    client.shutdownNow();
    api.close();
  }
}
