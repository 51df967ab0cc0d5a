package io.cistern.listmap.file;

import java.io.IOException;
import java.nio.file.Path;

/// The file system under maps: everything that opens, names or deletes a file goes through here, so
/// that tests can put a simulated disk in its place.
public interface Storage {

  /// Whether there is a file of this name.
  boolean exists(Path file);

  /// Opens an existing file and keeps others out, unless it is sealed.
  ///
  /// @throws MapLockedException if somebody else has it open
  /// @throws IOException if it is missing or cannot be read
  Region open(Path file, boolean readOnly) throws IOException;

  /// Opens the file that a new one is written into before it gets its name, and keeps others out.
  /// What may be in it is left over from a crash.
  ///
  /// @param file the name it shall get
  /// @param temporary the name it has
  /// @throws MapLockedException if somebody else is writing it
  Region openNew(Path file, Path temporary) throws IOException;

  /// Gives a file another name, in one step; a file that has it already is replaced. Durable after
  /// [#forceDirectory].
  void rename(Path from, Path to) throws IOException;

  /// Makes the names in a file's directory durable.
  void forceDirectory(Path file) throws IOException;

  /// Deletes a file if it is there.
  void delete(Path file) throws IOException;
}
