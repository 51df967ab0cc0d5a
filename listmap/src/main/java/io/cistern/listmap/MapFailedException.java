package io.cistern.listmap;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Forcing the file to the disk has failed once: what was written since may be lost, so writes are
/// refused until the map is opened again. Reads go on.
public final class MapFailedException extends ListMapException {

  private static final long serialVersionUID = 1L;

  MapFailedException(Path file, String message, @Nullable Throwable cause) {
    super(file, message, cause);
  }
}
