package io.cistern.listmap;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The map is open already, in this process or in another.
public final class MapLockedException extends ListMapException {

  private static final long serialVersionUID = 1L;

  /// A file that somebody has open.
  ///
  /// @param file the path the map was opened with
  /// @param message what happened
  /// @param cause what the system said, `null` if nothing
  public MapLockedException(Path file, String message, @Nullable Throwable cause) {
    super(file, message, cause);
  }
}
