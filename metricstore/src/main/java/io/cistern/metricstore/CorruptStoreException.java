package io.cistern.metricstore;

import io.cistern.listmap.CorruptFileException;
import java.nio.file.Path;

/// A file without which a store cannot be opened is damaged: the message says which, where and how.
/// A salvage ([OfflineStore]) brings what is intact into a new store.
public final class CorruptStoreException extends MetricStoreException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;

  CorruptStoreException(CorruptFileException cause) {
    super(String.valueOf(cause.getMessage()), cause);
    this.file = cause.file();
  }

  /// Which file.
  ///
  /// @return its path
  public Path file() {
    return file;
  }
}
