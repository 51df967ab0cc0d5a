package io.cistern.metricstore;

import java.nio.file.Path;

/// The store is open already, in this process or another.
public final class StoreLockedException extends MetricStoreException {
  private static final long serialVersionUID = 1L;

  StoreLockedException(Path directory) {
    super("store is open already: " + directory);
  }
}
