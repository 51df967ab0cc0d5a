package io.cistern.metricstore;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Looks into the files of a store that nobody has open. Nothing in its directory is changed, and
/// it is locked meanwhile; a file that was not closed cleanly is recovered in a copy, in the
/// system's directory for temporary files.
public final class OfflineStore {

  private OfflineStore() {}

  /// Reads every file to the last value: checksums, order, and that everything decodes. What was
  /// set aside as damaged is read too, and so is a store without `meta.properties`: both are
  /// findings.
  ///
  /// @param directory of the store
  /// @return what the files hold, and what is wrong with them
  /// @throws NoSuchFileException if there is no store
  /// @throws StoreLockedException if it is open
  /// @throws IncompatibleVersionException if it is of a later format
  /// @throws IOException if the directory cannot be read
  public static StoreReport inspect(Path directory) throws IOException {
    try (var files = StoreDirectory.offline(directory)) {
      return new StoreInspector(files).inspect();
    }
  }

  /// Opens a store to ask it, and changes nothing.
  ///
  /// @param directory of the store
  /// @param limits of queries
  /// @return to be closed
  /// @throws NoSuchFileException if there is no store
  /// @throws StoreLockedException if it is open
  /// @throws IncompatibleVersionException if it is of a later format
  /// @throws IncompleteStoreException if `meta.properties` or `entities.lm` is missing or not what
  ///   belongs there
  /// @throws CorruptStoreException if `entities.lm` is damaged
  /// @throws IOException if the directory cannot be read
  public static StoreReader read(Path directory, Limits limits) throws IOException {
    StoreDirectory files = StoreDirectory.offline(directory);
    try {
      return new StoreReader(files, limits);
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /// Brings everything that still checks out into a new store, also of what was set aside as
  /// damaged. Where an entity's record is intact and its columns' names are lost, they are called
  /// `column 0`, `column 1`, and so on.
  ///
  /// @param directory of the store
  /// @param target a directory that is empty or not there
  /// @return what was brought over
  /// @throws FileAlreadyExistsException if the target holds anything, or is a file
  /// @throws NoSuchFileException if there is no store
  /// @throws StoreLockedException if it is open
  /// @throws IncompatibleVersionException if it is of a later format
  /// @throws IOException if a file cannot be read or written
  public static SalvageReport salvage(Path directory, Path target) throws IOException {
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw new FileAlreadyExistsException(target.toString(), null, "is a file");
    }
    if (Files.exists(target)) {
      try (Stream<Path> there = Files.list(target)) {
        if (there.findAny().isPresent()) {
          throw new FileAlreadyExistsException(target.toString(), null, "is not empty");
        }
      }
    }
    try (var files = StoreDirectory.offline(directory)) {
      return new StoreSalvage(files, target).run();
    }
  }
}
