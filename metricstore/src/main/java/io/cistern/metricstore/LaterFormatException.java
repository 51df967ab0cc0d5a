package io.cistern.metricstore;

/// The store, or a record in it, is of a later format than this version reads: nothing is damaged,
/// and nothing was changed. The version that wrote it reads it.
public final class LaterFormatException extends MetricStoreException {
  private static final long serialVersionUID = 1L;

  LaterFormatException(String message) {
    super(message);
  }
}
