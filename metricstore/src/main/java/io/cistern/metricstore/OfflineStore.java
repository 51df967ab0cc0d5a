package io.cistern.metricstore;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Looks into the files of a store that nobody has open. Nothing in its directory is changed (but
/// `LOCK` is made where it is missing), and it is locked meanwhile; a file that was not closed
/// cleanly is recovered in a copy, in the system's directory for temporary files.
public final class OfflineStore {

  private OfflineStore() {}

  /// Reads every file to the last value: checksums, order, and that everything decodes.
  ///
  /// @param directory of the store
  /// @return what the files hold, and what is wrong with them
  /// @throws NoSuchFileException if there is no store
  /// @throws StoreLockedException if it is open
  /// @throws IncompatibleStoreException if it is of another format, or `meta.properties` is damaged
  /// @throws IOException if the directory cannot be read
  public static StoreReport inspect(Path directory) throws IOException {
    try (var files = StoreDirectory.offline(directory)) {
      return new StoreInspector(files).inspect();
    }
  }

  /// Brings everything that still checks out into a new store. Where an entity's record is intact
  /// and its columns' names are lost, they are called `column 0`, `column 1`, and so on.
  ///
  /// @param directory of the store
  /// @param target a directory that is empty or not there
  /// @return what was brought over
  /// @throws FileAlreadyExistsException if the target holds anything
  /// @throws NoSuchFileException if there is no store
  /// @throws StoreLockedException if it is open
  /// @throws IncompatibleStoreException if it is of another format, or `meta.properties` is damaged
  /// @throws IOException if a file cannot be read or written
  public static SalvageReport salvage(Path directory, Path target) throws IOException {
    if (Files.exists(target)) {
      try (Stream<Path> there = Files.list(target)) {
        if (there.findAny().isPresent()) {
          throw new FileAlreadyExistsException(target.toString());
        }
      }
    }
    try (var files = StoreDirectory.offline(directory)) {
      return new StoreSalvage(files, target).run();
    }
  }
}
