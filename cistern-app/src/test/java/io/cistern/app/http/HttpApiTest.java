package io.cistern.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cistern.app.view.AgentView;
import io.cistern.app.view.QueryRefusedException;
import io.cistern.app.view.SeriesQuery;
import io.cistern.app.view.SeriesView;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiTest {
  private static final List<SeriesQuery> QUERIES = new CopyOnWriteArrayList<>();

  @TempDir private static Path directory;

  private static LabApi lab;
  private static ApiClient client; // of the real collector
  private static ApiClient fixture; // of what that does not do at will

  @BeforeAll
  static void start() throws IOException {
    lab = new LabApi(directory);
    client = lab.client;
    fixture =
        new ApiClient(
            new FixtureView(InstantSource.fixed(ApiClient.NOW)) {
              @Override
              public List<SeriesView> series(SeriesQuery query) throws QueryRefusedException {
                QUERIES.add(query);
                return super.series(query);
              }
            });
  }

  @AfterAll
  static void stop() throws IOException {
    fixture.close();
    lab.close();
  }

  @Nested
  class Answers {
    @Test
    void areJsonThatNoSniffingMakesAnythingElse() throws Exception {
      var response = client.get("/api/agents");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(response.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void writeTimesAsIsoAndKeepNulls() throws Exception {
      for (var agent : client.json("/api/agents").get("agents")) {
        assertThat(Instant.parse(agent.get("firstSeen").asString()).toString())
            .isEqualTo(agent.get("firstSeen").asString());
        assertThat(agent.has("name")).isTrue();
        assertThat(agent.get("name").isNull())
            .isEqualTo(!agent.get("agent").asString().equals(LabApi.LAB));
      }
    }

    @Test
    void writeTheSeriesOfTheStore() throws Exception {
      var series =
          client.json("/api/series?agent=127.0.0.1&instance=if/2&metric=if_in_octets&fn=last");
      var points = series.at("/series/0/points");
      assertThat(points.size()).isEqualTo(9);
      assertThat(points.get(8).get(1).asLong()).isEqualTo(23_856_378);
      assertThat(points.get(8).get(0).asLong())
          .isBetween(lab.replayed.nowMillis() - 10_000, lab.replayed.nowMillis());
    }

    @Test
    void writePointsAsPairsAndNeverNan() throws Exception {
      var points =
          fixture.json("/api/series?metric=load_one&from=-1000s&step=10s").at("/series/0/points");
      assertThat(points.size()).isEqualTo(100);
      assertThat(points.get(0).get(0).asLong()).isEqualTo(ApiClient.NOW.toEpochMilli() - 1_000_000);
      assertThat(points.get(0).get(1).isNumber()).isTrue();
      assertThat(points.get(50).get(1).isNull()).isTrue(); // NaN in the fixture
      assertThat(points.get(62).get(1).isNull()).isTrue(); // null in the fixture
    }

    @Test
    void carryHostileTextAsJsonStringsOnly() throws Exception {
      var response = client.get("/api/agents/198.51.100.66/interfaces");
      assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(ApiClient.parse(response.body()).at("/interfaces/0/name").asString())
          .isEqualTo(LabApi.HOSTILE_NAME);
    }

    @Test
    void knowIpv6Agents() throws Exception {
      assertThat(client.json("/api/agents/2001:db8::51").get("agent").asString())
          .isEqualTo("2001:db8::51");
      assertThat(client.json("/api/agents/2001%3Adb8%3A%3A51").get("agent").asString())
          .isEqualTo("2001:db8::51");
    }

    @ParameterizedTest
    @CsvSource({
      "2001:DB8:0:0::0051, 2001:db8::51",
      "%5B2001:db8:0::51%5D, 2001:db8::51",
      "::ffff:192.0.2.1, 192.0.2.1"
    })
    void knowAnAddressInEverySpelling(String spelling, String address) throws Exception {
      for (var rest : List.of("", "/interfaces", "/metrics")) {
        assertThat(client.json("/api/agents/" + spelling + rest))
            .isEqualTo(client.json("/api/agents/" + address + rest));
      }
      long end = lab.replayed.nowMillis() / 1000 + 1; // the one row is of the last moment
      var series =
          client.json("/api/series?metric=if_in_octets&fn=last&to=" + end + "&agent=" + spelling);
      assertThat(series.at("/series/0/agent").asString()).isEqualTo(address);
      assertThat(client.get("/api/flows?agent=" + spelling).statusCode()).isEqualTo(200);
    }

    @Test
    void tellTheScansOfTheLab() throws Exception {
      var scans = client.json("/api/scans").get("scans");
      assertThat(scans.size()).isEqualTo(2);
      scans.forEach(scan -> assertThat(scan.get("scanner").asString()).isEqualTo("192.0.2.3"));
      client
          .json("/api/scans?active=true")
          .get("scans")
          .forEach(scan -> assertThat(scan.get("active").asBoolean()).isTrue());
      assertThat(fixture.json("/api/scans?active=true").get("scans").size()).isOne();
    }

    @Test
    void groupFlowsByTheKeysAsked() throws Exception {
      var flows = client.json("/api/flows?keys=source,destination&by=packets&n=3&window=30s");
      assertThat(flows.get("keys").toString()).isEqualTo("[\"source\",\"destination\"]");
      assertThat(flows.get("flows").size()).isEqualTo(3);
      assertThat(flows.at("/flows/0/sourcePort").isNull()).isTrue();
      var top = client.json("/api/flows?n=1").at("/flows/0");
      assertThat(top.get("source").asString()).isEqualTo("192.0.2.1");
      assertThat(top.get("destination").asString()).isEqualTo("192.0.2.2");
      assertThat(top.get("destinationPort").asInt()).isEqualTo(5201);
    }

    @Test
    void tellDiscardsAndLanesOfReportedCases() throws Exception {
      var discard = client.json("/api/discards").at("/discards/0");
      assertThat(discard.get("reason").asString()).isEqualTo("acl");
      assertThat(discard.get("aclName").asString()).isEqualTo("DENY-IN");
      assertThat(client.get("/metrics?collect%5B%5D=sflow").body())
          .contains("sflow_sfp_lane_1_rx_power", "sflow_sfp_lane_4_rx_power");
    }

    @Test
    void toHeadAreTheHeadersOfGet() throws Exception {
      var get = client.get("/api/scans");
      var head = client.send("HEAD", "/api/scans");
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("Content-Length"))
          .isEqualTo(get.headers().firstValue("Content-Length"));
      assertThat(client.send("HEAD", "/api/stream").statusCode()).isEqualTo(200);
    }

    @Test
    void sayInOneLineWhetherAllIsWell() throws Exception {
      assertThat(client.get("/-/healthy").statusCode()).isEqualTo(200);
      assertThat(client.get("/-/ready").statusCode()).isEqualTo(200);
      var ready = fixture.get("/-/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).isEqualTo("store is not open\n");
    }
  }

  @Nested
  class Times {
    @ParameterizedTest
    @CsvSource({
      "-1h, now, 1795338000000, 1795341600000",
      "now-2h, -1h, 1795334400000, 1795338000000",
      "2026-11-22T09:00:00Z, 2026-11-22T11:00:00%2B01:00, 1795338000000, 1795341600000",
      "1795338000, 1795341600.5, 1795338000000, 1795341600500",
      "-1w, -500ms, 1794736800000, 1795341599500"
    })
    void areReadInEverySpelling(String from, String to, long fromMillis, long toMillis)
        throws Exception {
      QUERIES.clear();
      var path = "/api/series?metric=load_one&step=1h&fn=max&from=" + from + "&to=" + to;
      assertThat(fixture.get(path).statusCode()).isEqualTo(200);
      assertThat(QUERIES)
          .extracting(
              SeriesQuery::metric,
              SeriesQuery::fromMillis,
              SeriesQuery::toMillis,
              SeriesQuery::stepMillis,
              SeriesQuery::function)
          .containsExactly(tuple("load_one", fromMillis, toMillis, 3_600_000L, "max"));
    }
  }

  @Nested
  class Errors {
    @ParameterizedTest
    @CsvSource({
      "/api/agents?page=2, page",
      "/api/status?verbose, verbose",
      "/api/series, metric",
      "/api/series?metric=, metric",
      "/api/series?metric=x&from=yesterday, from",
      "/api/series?metric=x&from=2026-11-22, from",
      "/api/series?metric=x&from=now&to=-1h, from",
      "/api/series?metric=x&to=99999999999999999, to",
      "/api/series?metric=x&step=10, step",
      "/api/series?metric=x&step=0s, step",
      "/api/series?metric=x&step=1y, step",
      "/api/series?metric=x&fn=median, fn",
      "/api/series?metric=x&metric=y, metric",
      "/api/flows?by=samples, by",
      "/api/flows?n=0, n",
      "/api/flows?n=many, n",
      "/api/flows?n=99999999999, n",
      "'/api/flows?keys=source,colour', keys",
      "/api/flows?window=2d, window",
      "/api/flows?filter=tcp, filter",
      "/api/scans?active=yes, active",
      "/api/stream?topics=events, topics",
      "/metrics?collect[]=all, collect[]"
    })
    void nameTheParameterAtFault(String path, String parameter) throws Exception {
      var response = client.get(path.replace("[", "%5B").replace("]", "%5D"));
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.headers().firstValue("Content-Type")).hasValue(Problem.CONTENT_TYPE);
      var problem = ApiClient.parse(response.body());
      assertThat(problem.get("status").asInt()).isEqualTo(400);
      assertThat(problem.get("title").asString()).isEqualTo("Bad Request");
      assertThat(problem.get("detail").asString()).isNotEmpty();
      assertThat(problem.get("parameter").asString()).isEqualTo(parameter);
    }

    @Test
    void refuseValuesOfAnyLength() throws Exception {
      assertThat(client.get("/api/series?metric=" + "x".repeat(1025)).statusCode()).isEqualTo(400);
      var response = client.rawGet("/api/series?metric=" + "x".repeat(20_000), "localhost");
      assertThat(response).startsWith("HTTP/1.1 414").contains(Problem.CONTENT_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/agents/203.0.113.9", "/api/agents/x/metrics"})
    void sayWhichAgentIsUnknown(String path) throws Exception {
      var response = client.get(path);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(ApiClient.parse(response.body()).get("parameter").asString()).isEqualTo("agent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/events", "/api/status/", "/API/status", "/x"})
    void areNotFoundForOtherPaths(String path) throws Exception {
      var response = client.get(path);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.headers().firstValue("Content-Type")).hasValue(Problem.CONTENT_TYPE);
    }

    @Test
    void nameTheLimitOfAQuery() throws Exception {
      var refused = fixture.get("/api/series?metric=too_much");
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).contains("limit=10000");
      var fine = client.get("/api/series?metric=if_in_octets&from=-30d&step=1s");
      assertThat(fine.statusCode()).isEqualTo(422);
      assertThat(ApiClient.parse(fine.body()).get("parameter").asString()).isEqualTo("step");
    }

    @Test
    void sayThatAQueryTookTooLong() throws Exception {
      var stopped = fixture.get("/api/series?metric=too_slow");
      assertThat(stopped.statusCode()).isEqualTo(503);
      assertThat(stopped.headers().firstValue("Retry-After")).isPresent();
      assertThat(ApiClient.parse(stopped.body()).get("detail").asString()).contains("30 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND"})
    void refuseOtherMethods(String method) throws Exception {
      for (var path : List.of("/api/status", "/", "/metrics", "/nowhere")) {
        var response = client.send(method, path);
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
      }
    }

    @Test
    void ofOurOwnTellNothingToTheCaller() throws Exception {
      var broken =
          new FixtureView(InstantSource.fixed(ApiClient.NOW)) {
            @Override
            public List<AgentView> agents() {
              throw new IllegalStateException("secret");
            }
          };
      try (var other = new ApiClient(broken)) {
        var response = other.get("/api/agents");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret", "Exception");
      }
    }
  }

  @Nested
  class Hosts {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "localhost",
          "LOCALHOST:8080",
          "127.0.0.1",
          "127.0.0.1:1",
          "[::1]:80",
          "collector.example:8080"
        })
    void thatAreOursAreServed(String host) throws IOException {
      assertThat(client.rawGet("/api/status", host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "evil.example",
          "evil.example:8080",
          "localhost.evil.example",
          "192.0.2.77",
          "127.0.0.1.evil.example",
          "127.0.0.1.",
          "0x7f000001",
          "localhost."
        })
    void thatAreForgedAreRefused(String host) throws IOException {
      for (var path : List.of("/api/status", "/", "/metrics", "/api/stream")) {
        assertThat(client.rawGet(path, host)).startsWith("HTTP/1.1 421");
      }
    }

    @Test
    void mustBeGivenOnceAndWellFormed() throws IOException {
      assertThat(client.raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 400");
      assertThat(client.raw("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"))
          .startsWith("HTTP/1.1 400");
      assertThat(client.rawGet("/", "local host")).startsWith("HTTP/1.1 400");
      assertThat(client.rawGet("http://evil.example/api/status", "localhost"))
          .doesNotStartWith("HTTP/1.1 200");
    }
  }

  @Nested
  class Paths {
    static Stream<String> traversals() {
      var ups =
          List.of("..", "%2e%2e", "%2E.", ".%2e", "..;", "..;x=1", "%252e%252e", "..%00", "..\\");
      var slashes = List.of("/", "%2f", "%5c", "//", "/./", ";/", "%252f");
      var targets =
          List.of("etc/passwd", "META-INF/MANIFEST.MF", "io/cistern/app/http/HttpApi.class");
      var all = new ArrayList<String>();
      for (var up : ups) {
        for (var slash : slashes) {
          for (var target : targets) {
            all.add("/" + (up + slash).repeat(3) + target);
            all.add("/js/" + (up + slash).repeat(3) + target);
          }
        }
      }
      all.add("/META-INF/resources/webjars/d3/7.9.0/dist/d3.js");
      all.add("/web/index.html");
      all.add("/js/");
      all.add("/js");
      all.add("/logback.xml");
      all.add("/js/main.js%00.css");
      return all.stream();
    }

    @ParameterizedTest
    @MethodSource("traversals")
    void leadNowhereElse(String path) throws IOException {
      var response = client.rawGet(path, "localhost");
      assertThat(response.substring(0, 12)).isIn("HTTP/1.1 400", "HTTP/1.1 404");
      assertThat(response).doesNotContain("root:", "Manifest-Version", "d3js.org");
    }

    @Test
    void serveEveryFileOfThePageAndD3() throws Exception {
      var root = Path.of(HttpApiTest.class.getResource("/web").toURI());
      try (var files = Files.walk(root)) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          var name = root.relativize(file).toString();
          var response = client.get(name.equals("index.html") ? "/" : "/" + name);
          assertThat(response.statusCode()).as(name).isEqualTo(200);
          assertThat(response.body()).as(name).isEqualTo(Files.readString(file));
        }
      }
      var d3 = client.get("/lib/d3.min.js");
      assertThat(d3.body()).contains("d3js.org");
      assertThat(d3.headers().firstValue("Content-Type"))
          .hasValue("text/javascript; charset=utf-8");
      var again =
          client.get("/lib/d3.min.js", "If-None-Match", d3.headers().firstValue("ETag").get());
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
    }
  }

  @Nested
  class OwnMetricsOf {
    @Test
    void theCollectorAreText() throws Exception {
      var response = client.get("/metrics");
      assertThat(response.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/plain");
      assertThat(response.body())
          .contains("cistern_datagrams_received_total 337.0", "cistern_up 1.0")
          .doesNotContain("sflow_if");
      var open = client.get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0");
      assertThat(open.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("application/openmetrics-text");
      assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void theAgentsComeWhereAskedFor() throws Exception {
      assertThat(client.get("/metrics?collect%5B%5D=sflow").body())
          .contains(
              "cistern_datagrams_received_total 337.0",
              "# TYPE sflow_if_in_octets_total counter",
              "sflow_if_in_octets_total{agent=\"127.0.0.1\",instance=\"if/2\"} 2.3856378E7",
              "sflow_if_in_octets_total{agent=\"127.0.0.1\",instance=\"if/3@100000\"} 8281962.0",
              "# TYPE sflow_mem_total gauge")
          .doesNotContain("os_release", "onerror", "NaN");
    }

    @Test
    void theAgentsEndAsOpenMetricsDoes() throws Exception {
      var body =
          client
              .get(
                  "/metrics?collect%5B%5D=sflow",
                  "Accept", "application/openmetrics-text; version=1.0.0")
              .body();
      assertThat(body)
          .containsOnlyOnce("# EOF")
          .endsWith("# EOF\n")
          .contains("# TYPE sflow_if_in_octets counter\n", "\nsflow_if_in_octets_total{agent=");
    }

    @Test
    void theAgentsAreThoseOfTheGlobs() throws Exception {
      var body = client.get("/metrics?collect%5B%5D=sflow&agent=127.*&metric=if_*_octets").body();
      assertThat(body)
          .contains("sflow_if_in_octets_total{", "sflow_if_out_octets_total{")
          .doesNotContain("sflow_if_in_ucast", "sflow_mem");
      assertThat(client.get("/metrics?collect%5B%5D=sflow&agent=203.0.113.?").body())
          .doesNotContain("sflow_");
      assertThat(client.get("/metrics?metric=if_*").statusCode()).isEqualTo(400);
    }

    @Test
    void isCompressedForWhoTakesThat() throws Exception {
      var address = client.api.address();
      try (var socket = new Socket(address.getAddress(), address.getPort())) {
        socket
            .getOutputStream()
            .write(
                ("GET /metrics?collect%5B%5D=sflow HTTP/1.0\r\nHost: localhost\r\n"
                        + "Accept-Encoding: br, gzip;q=0.5\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
        byte[] reply = socket.getInputStream().readAllBytes();
        var head = new String(reply, StandardCharsets.ISO_8859_1);
        assertThat(head).contains("Content-Encoding: gzip");
        int body = head.indexOf("\r\n\r\n") + 4;
        try (var plain =
            new GZIPInputStream(new ByteArrayInputStream(reply, body, reply.length - body))) {
          assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8))
              .contains("cistern_up 1.0", "sflow_if_in_octets_total{");
        }
      }
    }
  }

  @Nested
  class Starting {
    @Test
    void failsWhereThePortIsTaken() {
      var view = new FixtureView(InstantSource.system());
      assertThatThrownBy(() ->
              HttpApi.start(
                  view,
                  new PrometheusRegistry(),
                  HttpOptions.builder().listen(client.api.address()).build()))
          .isInstanceOf(IOException.class);
    }

    @Test
    void isUndoneByClose() throws IOException {
      var other = new ApiClient();
      var address = other.api.address();
      other.close();
      var view = new FixtureView(InstantSource.system());
      try (var again =
          HttpApi.start(
              view, new PrometheusRegistry(), HttpOptions.builder().listen(address).build())) {
        assertThat(again.address()).isEqualTo(address);
      }
    }
  }
}
