package io.cistern.metricstore;

import java.io.IOException;

/// A query was refused or ended because it would exceed one of the store's [Limits]. Narrow it, or
/// take a longer step.
public final class QueryLimitException extends IOException {
  private static final long serialVersionUID = 1L;

  /// Which limit.
  private final String limit;

  /// How far it goes.
  private final long maximum;

  QueryLimitException(String limit, long actual, long maximum) {
    super("query limit exceeded: " + limit + "=" + actual + ", limit=" + maximum);
    this.limit = limit;
    this.maximum = maximum;
  }

  /// Which one.
  ///
  /// @return the name of the component of [Limits]
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
