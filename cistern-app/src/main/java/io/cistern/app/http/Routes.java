package io.cistern.app.http;

import io.cistern.app.agents.AgentAddress;
import io.cistern.app.flows.FlowFields;
import io.cistern.app.view.CollectorView;
import io.cistern.app.view.FlowQuery;
import io.cistern.app.view.HealthView;
import io.cistern.app.view.QueryRefusedException;
import io.cistern.app.view.SeriesQuery;
import io.cistern.metricstore.Match;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;

/// The table of routes.
final class Routes {
  /// Fields that may group top talkers.
  static final List<String> FLOW_KEYS =
      Stream.concat(
              Stream.of(
                  "source",
                  "destination",
                  "protocol",
                  "sourcePort",
                  "destinationPort",
                  "agent",
                  "inputIf",
                  "outputIf",
                  "vlan",
                  "vni"),
              FlowFields.names().stream())
          .toList();

  static final List<String> FUNCTIONS =
      List.of(
          "last", "avg", "min", "max", "sum", "count", "first", "delta", "increase", "rate", "raw");

  private static final String FIVE_TUPLE = "source,destination,protocol,sourcePort,destinationPort";

  private static final String HEALTH = "/-/";
  private static final Pattern GLOB = Pattern.compile("[*?\\\\]");
  private static final int MAX_POINTS = 11_000;

  private final CollectorView view;
  private final OwnMetrics metrics;
  private final WebFiles files;
  private final QueryGate gate = new QueryGate(4, 32, Duration.ofSeconds(10));

  Routes(CollectorView view, PrometheusRegistry registry, WebFiles files) {
    this.view = view;
    this.metrics = new OwnMetrics(view, registry);
    this.files = files;
  }

  List<Route> table() {
    var table = new ArrayList<Route>();
    table.add(new Route("/api/status", List.of(), _ -> new Reply.Value(view.status())));
    table.add(new Route("/api/agents", List.of(), _ -> named("agents", view.agents())));
    table.add(new Route("/api/agents/{agent}", List.of(), this::agent));
    table.add(new Route("/api/agents/{agent}/interfaces", List.of(), this::interfaces));
    table.add(new Route("/api/agents/{agent}/metrics", List.of(), this::agentMetrics));
    table.add(new Route("/api/metrics", List.of(), _ -> named("metrics", view.metricNames())));
    table.add(
        new Route(
            "/api/series",
            List.of("agent", "instance", "metric", "from", "to", "step", "fn"),
            this::series));
    table.add(new Route("/api/flows", List.of("by", "window", "n", "keys", "agent"), this::flows));
    table.add(
        new Route(
            "/api/scans",
            List.of("active"),
            p -> named("scans", view.scans(p.flag("active", false)))));
    table.add(new Route("/api/discards", List.of("agent", "n"), this::discards));
    table.add(new Route("/api/loss", List.of(), _ -> new Reply.Value(view.loss())));
    table.add(new Route("/api/stream", List.of("topics"), Routes::events));
    table.add(new Route("/metrics", List.of("collect[]", "agent", "metric"), this::ownMetrics));
    table.add(new Route(HEALTH + "healthy", List.of(), _ -> health(view.health(), false)));
    table.add(new Route(HEALTH + "ready", List.of(), _ -> health(view.health(), true)));
    files
        .all()
        .forEach(file -> table.add(new Route(file.path(), List.of(), _ -> new Reply.File(file))));
    return List.copyOf(table);
  }

  /// Whether a path asks after the health.
  static boolean isHealth(String path) {
    return path.startsWith(HEALTH);
  }

  private static Reply named(String name, Object list) {
    return new Reply.Value(Map.of(name, list));
  }

  private Reply agent(Parameters p) {
    var address = AgentAddress.canonical(p.required("agent"));
    return new Reply.Value(known(address, view.agent(address)));
  }

  private Reply interfaces(Parameters p) {
    var address = AgentAddress.canonical(p.required("agent"));
    return named("interfaces", known(address, view.interfaces(address)));
  }

  private Reply agentMetrics(Parameters p) {
    var address = AgentAddress.canonical(p.required("agent"));
    return named("metrics", known(address, view.metrics(address)));
  }

  private static <T> T known(String address, Optional<T> answer) {
    return answer.orElseThrow(() -> unknownAgent(address));
  }

  private void requireKnown(String address) {
    if (!view.knows(address)) {
      throw unknownAgent(address);
    }
  }

  private static ProblemException unknownAgent(String address) {
    return ProblemException.unknown("agent", "no agent of this address: " + address);
  }

  private Reply series(Parameters p) throws QueryRefusedException {
    long from = p.time("from", "-1h");
    long to = p.time("to", "now");
    if (from >= to) {
      throw ProblemException.badParameter("from", "from is not before to");
    }
    long step =
        p.duration("step", Duration.ZERO, Duration.ofSeconds(1), Duration.ofDays(3660)).toMillis();
    if (step > 0 && (to - from) / step > MAX_POINTS) {
      throw ProblemException.about(
          HttpStatus.UNPROCESSABLE_ENTITY_422,
          "step",
          String.format(
              Locale.ROOT,
              "more than %d points a series: range=%ds, step=%ds",
              MAX_POINTS,
              (to - from) / 1000,
              step / 1000));
    }
    var function = p.optional("fn") == null ? null : p.word("fn", "", FUNCTIONS);
    var agent = p.agent("agent");
    var query =
        SeriesQuery.builder()
            .agent(agent == null ? "*" : agent)
            .instance(p.text("instance", "*"))
            .metric(p.required("metric"))
            .fromMillis(from)
            .toMillis(to)
            .stepMillis(step)
            .function(function)
            .build();
    if (agent != null && !GLOB.matcher(agent).find()) {
      requireKnown(agent);
    }
    try {
      return named("series", gate.pass(() -> view.series(query)));
    } catch (IllegalArgumentException e) { // such as a glob that is none
      throw ProblemException.of(HttpStatus.BAD_REQUEST_400, String.valueOf(e.getMessage()));
    }
  }

  private Reply flows(Parameters p) {
    var window =
        p.duration(
            "window", Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(3600));
    var agent = p.agent("agent");
    if (agent != null) {
      requireKnown(agent);
    }
    var query =
        FlowQuery.builder()
            .keys(p.words("keys", FIVE_TUPLE, FLOW_KEYS))
            .by(p.word("by", "bytes", List.of("bytes", "packets")))
            .windowSeconds(Math.toIntExact(window.toSeconds()))
            .n(p.integer("n", 20, 1, 1000))
            .agent(agent)
            .build();
    try {
      return new Reply.Value(view.flows(query));
    } catch (IllegalArgumentException e) { // a combination of keys that is not kept
      throw ProblemException.badParameter("keys", String.valueOf(e.getMessage()));
    }
  }

  private Reply discards(Parameters p) {
    var agent = p.agent("agent");
    if (agent != null) {
      requireKnown(agent);
    }
    return new Reply.Value(view.discards(agent, p.integer("n", 100, 1, 1000)));
  }

  private static Reply events(Parameters p) {
    var all = String.join(",", EventFrames.TOPICS);
    return new Reply.Events(new LinkedHashSet<>(p.words("topics", all, EventFrames.TOPICS)));
  }

  private Reply ownMetrics(Parameters p) {
    boolean sflow = false;
    for (var name : p.list("collect[]")) {
      if (!name.equals("sflow")) {
        throw ProblemException.badParameter("collect[]", "collect[] is sflow: " + name);
      }
      sflow = true;
    }
    if (sflow) {
      String agent = p.agent("agent");
      return metrics.withSflow(
          Match.glob(agent == null ? "*" : agent)::matches,
          Match.glob(p.text("metric", "*"))::matches);
    }
    for (var name : List.of("agent", "metric")) {
      if (p.optional(name) != null) {
        throw ProblemException.badParameter(name, name + " needs collect[]=sflow");
      }
    }
    return metrics.own();
  }

  private static Reply health(HealthView health, boolean ready) {
    boolean good = ready ? health.ready() : health.healthy();
    return new Reply.Line(
        good ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503, health.text());
  }
}
