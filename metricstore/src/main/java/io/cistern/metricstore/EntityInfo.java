package io.cistern.metricstore;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is known of one entity, at one moment.
///
/// @param id its number in this store
/// @param source where its rows come from
/// @param instance which part of the source it is, may be empty
/// @param labels sorted by name
/// @param metrics its columns, in the order of their creation
/// @param firstSeenMillis time of its earliest row, also if that is dropped, epoch milliseconds; -1
///   if it never had one
/// @param lastSeenMillis time of its latest row, the same
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
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    metrics = List.copyOf(metrics);
  }
}
