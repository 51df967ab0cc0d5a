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
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What `/metrics` answers: the collector's own metrics and, if asked for, the current value of
/// every counter and gauge of every agent as `sflow_*`, labelled with agent and instance, in base
/// units (milliseconds become seconds).
final class OwnMetrics {
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
    boolean milliseconds = metric.unit().equals("ms");
    var name =
        PrometheusNaming.sanitizeMetricName(
            "sflow_" + metric.metric() + (milliseconds ? "_seconds" : ""));
    var family =
        families.computeIfAbsent(
            name,
            n ->
                new Family(
                    n,
                    help.getOrDefault(metric.metric(), metric.metric()),
                    metric.kind().startsWith("counter"),
                    new ArrayList<>()));
    double value = milliseconds ? number.doubleValue() / 1000 : number.doubleValue();
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
