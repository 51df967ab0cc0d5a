package io.cistern.metricstore;

/// A new entity, column, label or hour, or a query, was refused because it would exceed one of the
/// store's [Limits]. Nothing has changed.
public final class LimitExceededException extends MetricStoreException {
  private static final long serialVersionUID = 1L;

  /// Which limit.
  private final String limit;

  /// How far it goes.
  private final long maximum;

  LimitExceededException(String limit, long actual, long maximum) {
    super("limit exceeded: " + limit + "=" + actual + ", limit=" + maximum);
    this.limit = limit;
    this.maximum = maximum;
  }

  /// Which one.
  ///
  /// @return the name of the component of [Limits]; `nameBytes` also where the names of all
  ///   entities together are too long
  public String limit() {
    return limit;
  }

  /// How far it goes.
  ///
  /// @return the greatest value allowed
  public long maximum() {
    return maximum;
  }
}
