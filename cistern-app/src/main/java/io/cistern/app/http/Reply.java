package io.cistern.app.http;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Set;

/// What a route answers with.
sealed interface Reply {
  /// A value, sent as JSON.
  record Value(Object value) implements Reply {}

  /// One line of plain text.
  record Line(int status, String text) implements Reply {}

  /// A file of the page.
  record File(WebFiles.WebFile file) implements Reply {}

  /// Metrics, as Prometheus text or OpenMetrics, whichever the caller accepts.
  record Metrics(MetricSnapshots snapshots) implements Reply {}

  /// Server-sent events, until one side ends them.
  record Events(Set<String> topics) implements Reply {}
}
