package io.cistern.metricstore;

/// One metric of an entity: the place of its values in the entity's rows. Made by
/// [Entity#column(String, ValueKind, String)]; entities that create the same metrics in the same
/// order share their columns.
public final class Column {

  private final int index;
  private final MetricInfo info;

  Column(int index, MetricInfo info) {
    this.index = index;
    this.info = info;
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
    return info.metric();
  }

  /// What its values are.
  ///
  /// @return the kind
  public ValueKind kind() {
    return info.kind();
  }

  /// The unit of its values.
  ///
  /// @return any text, empty if it has none
  public String unit() {
    return info.unit();
  }

  MetricInfo info() {
    return info;
  }

  @Override
  public String toString() {
    return index + ":" + metric() + " " + kind() + " " + unit();
  }
}
