package io.cistern.metricstore;

import java.util.Objects;

/// One metric of an entity: the place of its values in the entity's rows. Made by
/// [Entity#column(String, ValueKind, String)]; entities that create the same metrics in the same
/// order share their columns.
public final class Column {

  /// What makes two columns of different entities the same object.
  record Key(int index, String metric, ValueKind kind, String unit) {}

  private final int index;
  private final String metric;
  private final ValueKind kind;
  private final String unit;

  Column(Key key) {
    this.index = key.index();
    this.metric = Objects.requireNonNull(key.metric());
    this.kind = Objects.requireNonNull(key.kind());
    this.unit = Objects.requireNonNull(key.unit());
  }

  /// Its place among the columns of the entity.
  ///
  /// @return from 0
  public int index() {
    return index;
  }

  /// Its name.
  ///
  /// @return any text
  public String metric() {
    return metric;
  }

  /// What its values are.
  ///
  /// @return the kind
  public ValueKind kind() {
    return kind;
  }

  /// The unit of its values.
  ///
  /// @return any text, empty if it has none
  public String unit() {
    return unit;
  }

  boolean is(String otherMetric, ValueKind otherKind, String otherUnit) {
    return kind == otherKind && metric.equals(otherMetric) && unit.equals(otherUnit);
  }

  MetricInfo info() {
    return new MetricInfo(metric, kind, unit);
  }

  @Override
  public String toString() {
    return index + ":" + metric + " " + kind + " " + unit;
  }
}
