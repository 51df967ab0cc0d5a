package io.cistern.metricstore;

/// The directory holds a store of which `meta.properties` or `entities.lm` is missing or not what
/// belongs there: a salvage makes a store of the rest.
public final class IncompleteStoreException extends MetricStoreException {
  private static final long serialVersionUID = 1L;

  IncompleteStoreException(String message) {
    super(message);
  }
}
