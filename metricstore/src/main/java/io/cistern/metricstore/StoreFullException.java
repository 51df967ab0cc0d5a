package io.cistern.metricstore;

import org.jspecify.annotations.Nullable;

/// A row was refused because the disk is full, or nearly so with nothing left to drop. Queries go
/// on; rows are taken again once there is room. Where it was nearly full, [MetricStore#maintain()]
/// is what notices.
public final class StoreFullException extends MetricStoreException {
  private static final long serialVersionUID = 1L;

  StoreFullException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
