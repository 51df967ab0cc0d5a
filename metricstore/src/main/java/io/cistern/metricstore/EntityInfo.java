package io.cistern.metricstore;

import java.util.List;
import java.util.Map;

/// What is known of one entity, at one moment.
///
/// @param id its number in this store
/// @param source where its rows come from
/// @param instance which part of the source it is, may be empty
/// @param labels sorted by name
/// @param metrics its columns, in the order of their creation
/// @param firstSeenMillis time of its earliest row, -1 if it has none
/// @param lastSeenMillis time of its latest row, -1 if it has none
public record EntityInfo(
    int id,
    String source,
    String instance,
    Map<String, String> labels,
    List<MetricInfo> metrics,
    long firstSeenMillis,
    long lastSeenMillis) {

  /// Copies the collections.
  public EntityInfo {
    labels = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(labels));
    metrics = List.copyOf(metrics);
  }
}
