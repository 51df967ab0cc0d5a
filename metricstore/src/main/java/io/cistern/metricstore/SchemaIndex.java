package io.cistern.metricstore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/// The entities by their schemas, so that those with a metric are found by looking at the schemas
/// alone. An entity takes 8 bytes. Under the lock of the [LabelIndex].
final class SchemaIndex {
  private static final int NONE = -1;

  /// Every schema that an entity ever had here.
  private final List<Schema> schemas = new ArrayList<>();

  // Chains of the entities of each schema, by id.
  private int[] next = new int[0];
  private int[] before = new int[0];

  /// Puts an entity to those of a schema.
  void add(int id, Schema schema) {
    if (id >= next.length) {
      int length = id + id / 8 + 8;
      next = Arrays.copyOf(next, length);
      before = Arrays.copyOf(before, length);
    }
    if (!schema.isIndexed) {
      schema.isIndexed = true;
      schemas.add(schema);
    }
    next[id] = schema.firstEntity;
    before[id] = NONE;
    if (schema.firstEntity >= 0) {
      before[schema.firstEntity] = id;
    }
    schema.firstEntity = id;
    schema.entities++;
  }

  /// Takes an entity away from those of a schema.
  void remove(int id, Schema schema) {
    if (next[id] >= 0) {
      before[next[id]] = before[id];
    }
    if (before[id] >= 0) {
      next[before[id]] = next[id];
    } else {
      schema.firstEntity = next[id];
    }
    schema.entities--;
  }

  /// What a query says of metrics.
  Condition condition(Match metric) {
    return new MetricCondition(metric);
  }

  private final class MetricCondition implements Condition {
    private final Match metric;
    private List<Schema> meant = List.of();

    MetricCondition(Match metric) {
      this.metric = metric;
    }

    @Override
    public int toCompare() {
      return schemas.size();
    }

    @Override
    public long cost(long limit) {
      if (schemas.size() >= limit) {
        return limit;
      }
      meant = schemas.stream().filter(schema -> schema.entities > 0 && isMeant(schema)).toList();
      return meant.stream().mapToLong(schema -> schema.entities).sum();
    }

    private boolean isMeant(Schema schema) {
      return schema.list().stream().anyMatch(column -> metric.matches(column.metric()));
    }

    @Override
    public void forEach(IntConsumer action) {
      for (Schema schema : meant) {
        for (int id = schema.firstEntity; id >= 0; id = next[id]) {
          action.accept(id);
        }
      }
    }
  }
}
