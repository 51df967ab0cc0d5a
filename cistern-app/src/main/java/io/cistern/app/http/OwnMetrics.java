package io.cistern.app.http;

import io.cistern.app.view.AgentView;
import io.cistern.app.view.CollectorView;
import io.cistern.app.view.MetricNameView;
import io.cistern.app.view.MetricView;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What `/metrics` answers: the collector's own metrics and, if asked for, the current value of
/// every counter and gauge of every agent as `sflow_*`, labelled with agent and instance, in base
/// units: `cpu_user` in milliseconds is `sflow_cpu_user_seconds_total`.
final class OwnMetrics {
  /* Names are not given to PrometheusNaming: it cuts the end off a gauge such as mem_total. */
  private static final Pattern NO_NAME = Pattern.compile("[^a-zA-Z0-9_]");

  private static final Map<String, BaseUnit> BASE_UNITS =
      Map.ofEntries(
          Map.entry("ms", new BaseUnit("_seconds", 1e-3)),
          Map.entry("us", new BaseUnit("_seconds", 1e-6)),
          Map.entry("MHz", new BaseUnit("_hertz", 1e6)),
          Map.entry("mV", new BaseUnit("_volts", 1e-3)),
          Map.entry("mA", new BaseUnit("_amperes", 1e-3)),
          Map.entry("mW", new BaseUnit("_watts", 1e-3)),
          Map.entry("uA", new BaseUnit("_amperes", 1e-6)),
          Map.entry("uW", new BaseUnit("_watts", 1e-6)),
          Map.entry("nm", new BaseUnit("_meters", 1e-9)),
          Map.entry("mJ", new BaseUnit("_joules", 1e-3)),
          Map.entry("%", new BaseUnit("_ratio", 1e-2)),
          Map.entry("0.01 %", new BaseUnit("_ratio", 1e-4)),
          Map.entry("degC", new BaseUnit("_celsius", 1)),
          Map.entry("0.1 degC", new BaseUnit("_celsius", 1e-1)),
          Map.entry("0.001 degC", new BaseUnit("_celsius", 1e-3)));

  /// How a unit is written: what its name ends with, and what values are multiplied with.
  private record BaseUnit(String suffix, double factor) {
    static final BaseUnit AS_IT_IS = new BaseUnit("", 1);
  }

  private final CollectorView view;
  private final PrometheusRegistry registry;

  OwnMetrics(CollectorView view, PrometheusRegistry registry) {
    this.view = view;
    this.registry = registry;
  }

  MetricSnapshots collect(boolean sflow) {
    if (!sflow) {
      return registry.scrape();
    }
    var all = new ArrayList<MetricSnapshot>();
    registry.scrape().forEach(all::add);
    all.addAll(sflow());
    return new MetricSnapshots(all);
  }

  private List<MetricSnapshot> sflow() {
    var help =
        view.metricNames().stream()
            .collect(
                Collectors.toMap(
                    MetricNameView::metric, MetricNameView::description, (first, _) -> first));
    var families = new TreeMap<String, Family>();
    view.agents().stream()
        .filter(stream -> !stream.silent()) // what is no longer told is not the value of now
        .map(AgentView::agent)
        .distinct()
        .forEach(agent ->
            view.metrics(agent)
                .orElse(List.of())
                .forEach(metric -> add(families, help, agent, metric)));
    return families.values().stream().map(Family::snapshot).toList();
  }

  private static void add(
      Map<String, Family> families, Map<String, String> help, String agent, MetricView metric) {
    if (!(metric.value() instanceof Number number)) {
      return;
    }
    var base = BASE_UNITS.getOrDefault(metric.unit(), BaseUnit.AS_IT_IS);
    var name = "sflow_" + NO_NAME.matcher(metric.metric()).replaceAll("_") + base.suffix;
    var family =
        families.computeIfAbsent(
            name,
            n ->
                new Family(
                    n,
                    help.getOrDefault(metric.metric(), metric.metric()),
                    metric.kind().startsWith("counter"),
                    new ArrayList<>()));
    double value = number.doubleValue() * base.factor;
    family.points.add(new Sample(Labels.of("agent", agent, "instance", metric.instance()), value));
  }

  private record Sample(Labels labels, double value) {}

  private record Family(String name, String help, boolean counter, List<Sample> points) {
    MetricSnapshot snapshot() {
      return counter ? asCounter() : asGauge();
    }

    private MetricSnapshot asCounter() {
      var builder = CounterSnapshot.builder().name(name).help(help);
      for (var point : points) {
        builder.dataPoint(
            CounterDataPointSnapshot.builder().labels(point.labels).value(point.value).build());
      }
      return builder.build();
    }

    private MetricSnapshot asGauge() {
      var builder = GaugeSnapshot.builder().name(name).help(help);
      for (var point : points) {
        builder.dataPoint(
            GaugeDataPointSnapshot.builder().labels(point.labels).value(point.value).build());
      }
      return builder.build();
    }
  }
}
