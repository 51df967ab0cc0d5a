package io.cistern.listmap.order;

import io.cistern.listmap.CorruptFileException;
import org.jspecify.annotations.Nullable;

/// The entries of a map in key order, as readers see them.
public interface Entries {

  /// A new position, on no entry.
  ///
  /// @param checksAnew whether everything is checked as if it were read for the first time, rather
  ///   than once since the file was mapped
  Position position(boolean checksAnew);

  /// The position that this thread gets by: of any map, and only until the next get.
  Position ofThread();

  /// Counts entries without reading them.
  ///
  /// @param low the smallest key, `null` for no bound
  /// @param high the smallest key beyond, above `low`, `null` for no bound
  /// @throws CorruptFileException if damage is in the way
  long count(byte @Nullable [] low, byte @Nullable [] high) throws CorruptFileException;
}
