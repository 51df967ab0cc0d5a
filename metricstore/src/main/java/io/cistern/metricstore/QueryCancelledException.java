package io.cistern.metricstore;

import java.io.IOException;

/// A query ended without an answer because its caller wanted it no longer: the thread was
/// interrupted (and still is), or the question that [MetricStore#query(Query,
/// java.util.function.BooleanSupplier)] asks was answered with `true`.
public final class QueryCancelledException extends MetricStoreException {
  private static final long serialVersionUID = 1L;

  QueryCancelledException() {
    super("query cancelled");
  }

  QueryCancelledException(IOException cause) {
    super("query cancelled", cause);
  }
}
