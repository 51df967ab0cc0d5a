package io.cistern.metricstore;

/// Whom an entity asks for what it does not keep itself, and for leave to change.
interface EntityOwner {

  /// Source and instance as [EntityName] encodes them.
  byte[] name(Entity entity);

  /// Refuses a text that is too long.
  void checkName(String source, String name) throws LimitExceededException;

  /// Sets a label, or removes it where the value is empty.
  void label(Entity entity, String name, String value) throws LimitExceededException;

  /// Finds or adds a column.
  Column column(Entity entity, MetricInfo column) throws LimitExceededException;
}
