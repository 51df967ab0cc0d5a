package io.cistern.metricstore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every [Schema] of a store, each once: a schema leads to those with one column more. Under the
/// table's monitor.
final class Schemas {
  private record Step(Schema from, MetricInfo next) {}

  private final Schema empty;
  private final Map<Step, Schema> steps = new HashMap<>();

  // Of the entities in a file many have one list.
  private List<MetricInfo> lastColumns = List.of();
  private Schema last;

  Schemas(EntityOwner owner) {
    empty = Schema.empty(owner);
    last = empty;
  }

  Schema empty() {
    return empty;
  }

  Schema with(Schema from, MetricInfo next) {
    return steps.computeIfAbsent(new Step(from, next), step -> step.from.with(step.next));
  }

  Schema of(List<MetricInfo> columns) {
    if (columns != lastColumns) {
      last = extend(empty, columns);
      lastColumns = columns;
    }
    return last;
  }

  /// A schema and the columns that a longer list has behind it.
  Schema extend(Schema schema, List<MetricInfo> columns) {
    Schema extended = schema;
    for (int c = schema.size(); c < columns.size(); c++) {
      extended = with(extended, columns.get(c));
    }
    return extended;
  }
}
