package io.cistern.app.http;

import io.cistern.app.view.CollectorView;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Predicate;

/// What `/metrics` answers: the collector's own metrics and, if asked for, the current value of
/// every counter and gauge of the agents.
final class OwnMetrics {
  private final CollectorView view;
  private final PrometheusRegistry registry;

  OwnMetrics(CollectorView view, PrometheusRegistry registry) {
    this.view = view;
    this.registry = registry;
  }

  /// The collector's own alone.
  Reply own() {
    return new Reply.Metrics(registry.scrape(), null);
  }

  /// With those of the agents.
  ///
  /// @param agents which addresses
  /// @param metrics which names
  Reply withSflow(Predicate<String> agents, Predicate<String> metrics) {
    var text = new SflowText(view.metricNames(), view.families(agents, metrics));
    return new Reply.Metrics(registry.scrape(), text);
  }
}
