package io.cistern.listmap;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// There is no space left to grow the file: the write had no effect. Reads and, out of a reserve,
/// removals go on.
public final class MapFullException extends ListMapException {

  private static final long serialVersionUID = 1L;

  /// A file that cannot grow.
  ///
  /// @param file the path the map was opened with
  /// @param message what happened
  /// @param cause what the system said, `null` if nothing
  public MapFullException(Path file, String message, @Nullable Throwable cause) {
    super(file, message, cause);
  }
}
