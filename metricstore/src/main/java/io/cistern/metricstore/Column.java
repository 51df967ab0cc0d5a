package io.cistern.metricstore;

import java.util.Objects;

/// One metric of an entity: the place of its values in the entity's rows. Made by
/// [Entity#column(String, ValueKind, String)]; entities that create the same metrics in the same
/// order share their columns.
public final class Column {
  private final int index;
  private final String metric;
  private final ValueKind kind;
  private final String unit;

  Column(int index, String metric, ValueKind kind, String unit) {
    this.index = index;
    this.metric = Objects.requireNonNull(metric);
    this.kind = Objects.requireNonNull(kind);
    this.unit = Objects.requireNonNull(unit);
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

  @Override
  public String toString() {
    return index + ":" + metric + " " + kind + " " + unit;
  }
}
