package io.cistern.metricstore;

import java.io.IOException;

/// The directory holds a store of a format this version does not read, or something that is not a
/// store.
public final class IncompatibleStoreException extends IOException {
  private static final long serialVersionUID = 1L;

  IncompatibleStoreException(String message) {
    super(message);
  }
}
