package io.cistern.app.http;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a route answers with.
sealed interface Reply {
  /// A value, sent as JSON.
  record Value(Object value) implements Reply {}

  /// One line of plain text.
  record Line(int status, String text) implements Reply {}

  /// A file of the page.
  record File(WebFiles.WebFile file) implements Reply {}

  /// Metrics, as Prometheus text or OpenMetrics, whichever the caller accepts.
  ///
  /// @param sflow what the agents count, written behind the others; or null
  record Metrics(MetricSnapshots snapshots, @Nullable SflowText sflow) implements Reply {}

  /// Server-sent events, until one side ends them.
  record Events(Set<String> topics) implements Reply {}
}
