package io.cistern.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Holds the answers of every route against `docs/openapi.yaml`, and the table of routes too.
class OpenApiTest {
  @TempDir private static Path directory;

  private static JsonNode contract;
  private static LabApi lab;
  private static ApiClient client; // of the real collector
  private static ApiClient fixture; // of what that does not do at will

  @BeforeAll
  static void start() throws Exception {
    var file = Path.of("..", "docs", "openapi.yaml");
    contract = new YAMLMapper().readTree(Files.readString(file));
    lab = new LabApi(directory);
    client = lab.client;
    fixture = new ApiClient();
  }

  @AfterAll
  static void stop() throws IOException {
    fixture.close();
    lab.close();
  }

  @Test
  void listsTheRoutesThatThereAreAndTheirParameters() {
    var routes = new Routes(lab.replayed.view(), new PrometheusRegistry(), new WebFiles()).table();
    var ours = new TreeSet<String>();
    routes.stream()
        .filter(r -> !r.path().matches("/.+\\.(js|css|svg)"))
        .forEach(r -> ours.add(r.path() + " " + new TreeSet<>(r.parameters())));
    var theirs = new TreeSet<String>();
    contract
        .get("paths")
        .forEachEntry((path, item) -> theirs.add(path + " " + queryParameters(item.get("get"))));
    assertThat(ours).isEqualTo(theirs);
  }

  private static Set<String> queryParameters(JsonNode operation) {
    var names = new TreeSet<String>();
    operation
        .path("parameters")
        .forEach(p -> {
          if (p.get("in").asString().equals("query")) {
            names.add(p.get("name").asString());
          }
        });
    return names;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/api/status /api/status",
        "/api/agents /api/agents",
        "/api/agents/{agent} /api/agents/192.0.2.1",
        "/api/agents/{agent} /api/agents/198.51.100.66",
        "/api/agents/{agent}/interfaces /api/agents/192.0.2.1/interfaces",
        "/api/agents/{agent}/metrics /api/agents/192.0.2.1/metrics",
        "/api/metrics /api/metrics",
        "/api/agents/{agent} /api/agents/127.0.0.1",
        "/api/agents/{agent}/interfaces /api/agents/127.0.0.1/interfaces",
        "/api/agents/{agent}/metrics /api/agents/127.0.0.1/metrics",
        "/api/series /api/series?metric=if_in_octets&from=-10m",
        "/api/series /api/series?metric=if_in_octets&from=-10m&step=5s",
        "/api/flows /api/flows?keys=agent,inputIf,vlan,sourceAs,innerSource,etherType",
        "/api/flows /api/flows",
        "/api/flows /api/flows?keys=protocol,destinationPort&by=packets",
        "/api/scans /api/scans",
        "/api/discards /api/discards",
        "/api/discards /api/discards?agent=192.0.2.11&n=1",
        "/api/loss /api/loss"
      })
  void describesTheAnswer(String path, String request) throws Exception {
    var response = client.get(request);
    assertThat(response.statusCode()).isEqualTo(200);
    var schema = responseSchema(path, "200", "application/json");
    assertThat(faults(schema, ApiClient.parse(response.body()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/api/status /api/status?x=1 400",
        "/api/agents/{agent} /api/agents/nobody 404",
        "/api/series /api/series?metric=x&agent=nobody 404",
        "/api/flows /api/flows?agent=nobody 404",
        "/api/series /api/series?metric=too_much 422",
        "/api/series /api/series?metric=too_slow 503",
        "/api/flows /api/flows?n=0 400"
      })
  void describesTheProblem(String path, String request, String status) throws Exception {
    var response = (request.contains("too_") ? fixture : client).get(request);
    assertThat(String.valueOf(response.statusCode())).isEqualTo(status);
    var schema = responseSchema(path, status, Problem.CONTENT_TYPE);
    assertThat(faults(schema, ApiClient.parse(response.body()))).isEmpty();
  }

  static Stream<Map.Entry<String, String>> wrong() {
    return Stream.of(
        Map.entry("#/components/schemas/Lost", "{\"datagrams\":1,\"samples\":2}"),
        Map.entry(
            "#/components/schemas/Lost", "{\"datagrams\":1,\"samples\":2,\"agentDrops\":\"3\"}"),
        Map.entry(
            "#/components/schemas/Lost",
            "{\"datagrams\":1,\"samples\":2,\"agentDrops\":3,\"more\":4}"),
        Map.entry(
            "#/components/schemas/Lost", "{\"datagrams\":1,\"samples\":2,\"agentDrops\":null}"),
        Map.entry("#/components/schemas/Point", "[1, 2, 3]"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void isCheckedByACheckThatFindsFaults(Map.Entry<String, String> wrong) {
    assertThat(faults(resolve(wrong.getKey()), ApiClient.parse(wrong.getValue()))).isNotEmpty();
  }

  private static JsonNode responseSchema(String path, String status, String type) {
    var response = contract.get("paths").get(path).get("get").get("responses").get(status);
    if (response.has("$ref")) {
      response = resolve(response.get("$ref").asString());
    }
    return response.get("content").get(type).get("schema");
  }

  private static JsonNode resolve(String reference) {
    return contract.at(reference.substring(1));
  }

  /// What of a value does not fit a schema, as far as this contract uses JSON Schema.
  private static List<String> faults(JsonNode schema, JsonNode value) {
    var faults = new ArrayList<String>();
    check(schema, value, "", faults);
    return faults;
  }

  private static void check(JsonNode schema, JsonNode value, String at, List<String> faults) {
    if (schema.has("$ref")) {
      check(resolve(schema.get("$ref").asString()), value, at, faults);
      return;
    }
    if (schema.has("anyOf")) {
      if (schema.get("anyOf").valueStream().noneMatch(s -> faults(s, value).isEmpty())) {
        faults.add(at + " fits no alternative");
      }
      return;
    }
    if (schema.has("type") && !types(schema.get("type")).contains(typeOf(value, schema))) {
      faults.add(at + " is " + value.getNodeType() + ", not " + schema.get("type"));
    }
    if (value.isObject()) {
      checkObject(schema, value, at, faults);
    } else if (value.isArray()) {
      checkArray(schema, value, at, faults);
    }
  }

  private static void checkObject(JsonNode schema, JsonNode value, String at, List<String> faults) {
    var properties = schema.path("properties");
    var additional = schema.path("additionalProperties");
    schema
        .path("required")
        .forEach(name -> {
          if (!value.has(name.asString())) {
            faults.add(at + "/" + name.asString() + " is missing");
          }
        });
    value.forEachEntry((name, member) -> {
      if (properties.has(name)) {
        check(properties.get(name), member, at + "/" + name, faults);
      } else if (additional.isObject()) {
        check(additional, member, at + "/" + name, faults);
      } else {
        faults.add(at + "/" + name + " is not in the contract");
      }
    });
  }

  private static void checkArray(JsonNode schema, JsonNode value, String at, List<String> faults) {
    var first = schema.path("prefixItems");
    if (value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)
        || value.size() < schema.path("minItems").asInt(0)) {
      faults.add(at + " has " + value.size() + " items");
    }
    for (int i = 0; i < value.size(); i++) {
      var item = i < first.size() ? first.get(i) : schema.path("items");
      if (!item.isMissingNode()) {
        check(item, value.get(i), at + "/" + i, faults);
      }
    }
  }

  private static Set<String> types(JsonNode type) {
    var types = new TreeSet<String>();
    if (type.isArray()) {
      type.forEach(t -> types.add(t.asString()));
    } else {
      types.add(type.asString());
    }
    return types;
  }

  /// The type of a value; a whole number is `integer`, and `number` where that is what is asked.
  private static String typeOf(JsonNode value, JsonNode schema) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER ->
          value.isIntegralNumber() && types(schema.get("type")).contains("integer")
              ? "integer"
              : "number";
      default -> "null";
    };
  }
}
