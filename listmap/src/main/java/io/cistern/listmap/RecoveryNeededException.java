package io.cistern.listmap;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file that was not closed cleanly was opened read-only: open it once for writing to recover it.
public final class RecoveryNeededException extends ListMapException {

  private static final long serialVersionUID = 1L;

  RecoveryNeededException(Path file, String message, @Nullable Throwable cause) {
    super(file, message, cause);
  }
}
