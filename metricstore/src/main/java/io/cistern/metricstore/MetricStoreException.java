package io.cistern.metricstore;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Why a store did not do what it was asked for, where it knows more than that a file could not be
/// read or written: the root of all exceptions of this module that are thrown to its users.
public abstract sealed class MetricStoreException extends IOException
    permits CorruptStoreException,
        IncompatibleVersionException,
        IncompleteStoreException,
        LimitExceededException,
        StoreFullException,
        QueryCancelledException,
        StoreLockedException {
  private static final long serialVersionUID = 1L;

  MetricStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  MetricStoreException(String message) {
    super(message);
  }
}
