package io.cistern.metricstore;

/// The store, or a record in it, is of a later format than this version reads: nothing is damaged,
/// and nothing was changed. The version that wrote it reads it.
public final class IncompatibleVersionException extends MetricStoreException {
  private static final long serialVersionUID = 1L;

  IncompatibleVersionException(String message) {
    super(message);
  }
}
