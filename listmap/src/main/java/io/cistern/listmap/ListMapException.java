package io.cistern.listmap;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What is wrong with a map's file, as opposed to a bug of the caller.
public abstract sealed class ListMapException extends IOException
    permits CorruptFileException,
        IncompatibleVersionException,
        MapFailedException,
        MapFullException,
        MapLockedException,
        RecoveryNeededException {

  private static final long serialVersionUID = 1L;

  private final transient Path file;

  ListMapException(Path file, String message, @Nullable Throwable cause) {
    super(message + ": file=" + file, cause);
    this.file = file;
  }

  /// The map's file.
  ///
  /// @return the path the map was opened with
  public Path file() {
    return file;
  }
}
