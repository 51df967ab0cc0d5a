package io.cistern.metricstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells how much room the disk under a store has.
@FunctionalInterface
public interface FreeSpace {
  /// What the file store of a directory says.
  FreeSpace OF_FILE_STORE = directory -> Files.getFileStore(directory).getUsableSpace();

  /// How much may still be written.
  ///
  /// @param directory of the store
  /// @return bytes
  /// @throws IOException if it cannot be told
  long bytes(Path directory) throws IOException;
}
