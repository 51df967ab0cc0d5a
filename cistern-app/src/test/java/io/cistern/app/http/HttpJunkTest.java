package io.cistern.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every parameter of every route with values that nobody should send: an answer or a problem that
/// names the parameter, never a fault of ours.
class HttpJunkTest {
  /// Bytes that are no text, or no value of anything; each is sent as it stands here.
  private static final List<String> JUNK =
      List.of(
          "%FF",
          "%C3",
          "%C3%28",
          "%ED%A0%80",
          "%F8%88%80%80%80",
          "%C0%AF",
          "%",
          "%z",
          "%zz",
          "%u0041",
          "%00",
          "a%0Ab",
          "%0D%0A",
          "%1B%5B31m",
          "%7F",
          "%C2%9B",
          "%E2%80%AE",
          "%F0%9F%98%80",
          "+",
          "%20",
          "-1",
          "NaN",
          "1e999",
          "99999999999999999999",
          "-9223372036854775808",
          "[",
          "[]",
          "*",
          "\\",
          "..",
          "../../etc/passwd",
          "'",
          "%22",
          "%3Cscript%3E",
          "::",
          "[::",
          "::ffff:999.1.1.1",
          "fe80::1%25eth0",
          ",",
          ",,",
          "source,",
          "true,false",
          "x".repeat(1024),
          "x".repeat(1025),
          "%41".repeat(1025));

  /// What other parameters a request needs to get as far as the one that is tried.
  private static final Map<String, String> NEEDED = Map.of("/api/series", "metric=if_in_octets");

  @TempDir private static Path directory;

  private static LabApi lab;
  private static ApiClient client;

  @BeforeAll
  static void start() throws IOException {
    lab = new LabApi(directory);
    client = lab.client;
  }

  @AfterAll
  static void stop() throws IOException {
    lab.close();
  }

  private static List<Route> routes() {
    return new Routes(
            new FixtureView(() -> ApiClient.NOW), new PrometheusRegistry(), new WebFiles())
        .table();
  }

  static Stream<String[]> parameters() {
    return routes().stream()
        .flatMap(route -> route.parameters().stream().map(p -> new String[] {route.path(), p}));
  }

  private static String query(String path, String parameter, String value) {
    String needed = NEEDED.getOrDefault(path, "");
    String given = parameter.replace("[]", "%5B%5D") + "=" + value;
    return path
        + "?"
        + (needed.isEmpty() || needed.startsWith(parameter + "=") ? given : needed + "&" + given);
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void inAParameterIsAProblemThatNamesIt(String path, String parameter) throws Exception {
    var wrong = new ArrayList<String>();
    for (String value : JUNK) {
      String request = query(path, parameter, value);
      int status = status("HEAD", request); // an event stream that is opened would not end
      if (status == 404 || status == 400 || status == 422) {
        var problem = ApiClient.parse(body(request));
        if (problem.get("status").asInt() != status
            || !problem.path("parameter").asString("").equals(parameter)) {
          wrong.add(request + " -> " + problem);
        }
      } else if (status != 200) {
        wrong.add(request + " -> " + status);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void givenTwiceIsAProblem(String path, String parameter) throws Exception {
    if (parameter.endsWith("[]")) {
      return; // a list
    }
    String request = query(path, parameter, "1") + "&" + parameter + "=1";
    assertThat(status("HEAD", request)).as(request).isEqualTo(400);
    assertThat(ApiClient.parse(body(request)).get("parameter").asString()).isEqualTo(parameter);
  }

  static Stream<String> paths() {
    return routes().stream().map(Route::path).filter(path -> path.contains("{"));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void inAPathIsAProblem(String path) throws Exception {
    var names = JUNK.stream().filter(value -> !value.equals("..")).toList(); // another path
    for (String value : names) {
      String answer = raw("GET", path.replace("{agent}", value));
      assertThat(answer.substring(0, 12)).as(value).isIn("HTTP/1.1 400", "HTTP/1.1 404");
      assertThat(answer).as(value).contains("Content-Type: " + Problem.CONTENT_TYPE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/series?%FF=1, ''",
    "/api/series?metric=x&%zz, ''",
    "/api/series?=1, ''",
    "/api/status?%00=1, ''",
  })
  void inTheNameOfAParameterIsAProblem(String request, String unused) throws Exception {
    assertThat(status("HEAD", request)).isEqualTo(400);
    assertThat(ApiClient.parse(body(request)).get("parameter").asString()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/series?metric=if_in_octets&agent=nosuch",
    "/api/series?metric=if_in_octets&agent=203.0.113.9",
    "/api/flows?agent=nosuch",
    "/api/flows?agent=203.0.113.9",
    "/api/agents/nosuch",
    "/api/agents/203.0.113.9/interfaces",
  })
  void agentsAreNotFound(String request) throws Exception {
    assertThat(status("HEAD", request)).isEqualTo(404);
    assertThat(ApiClient.parse(body(request)).get("parameter").asString()).isEqualTo("agent");
  }

  @Test
  void emptyValuesAreAsGood() throws Exception {
    assertThat(status("HEAD", "/api/series?metric=if_in_octets&agent=&step=&fn=&from=&to=&&"))
        .isEqualTo(200);
    assertThat(status("HEAD", "/api/flows?by=&n=&keys=&agent=&window=")).isEqualTo(200);
  }

  private static String raw(String method, String request) throws IOException {
    return client.raw(
        method + " " + request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  private static int status(String method, String request) throws IOException {
    return Integer.parseInt(raw(method, request).substring(9, 12));
  }

  private static String body(String request) throws IOException {
    String answer = raw("GET", request);
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }
}
