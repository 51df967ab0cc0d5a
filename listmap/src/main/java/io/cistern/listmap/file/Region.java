package io.cistern.listmap.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// The storage under a map: everything that reaches a file goes through here, so that tests can put
/// a simulated disk in its place.
public interface Region {

  /// Changes that a recovery sorts at once, as a rule: 24 bytes each, twice.
  int RECOVERY_RUN = 1 << 20;

  /// Bytes that are backed by storage.
  long size();

  /// Drops everything that is there. Only before anything is mapped.
  void clear() throws IOException;

  /// Grows the storage with zeros that are allocated, so that a later store to a mapped page cannot
  /// fail.
  ///
  /// @throws IOException if there is no room; the size is then as before
  void extend(long newSize) throws IOException;

  /// Maps a part of the storage. Called once for each part.
  MemorySegment map(long offset, long length) throws IOException;

  /// Maps the storage from its start on once more, as one piece to be read.
  MemorySegment view(long length) throws IOException;

  /// Makes the bytes of the mapped range durable.
  void force(long offset, long length) throws IOException;

  /// Lets others open what will never change again.
  void share() throws IOException;

  /// Unmaps everything and lets others have the storage, cut to a size unless that is negative.
  void close(long keepBytes) throws IOException;

  /// A place between two steps of a protocol, where tests crash.
  default void step(String name) {}

  /// How many changes a recovery sorts at once; in tests a few.
  default int recoveryRun() {
    return RECOVERY_RUN;
  }
}
