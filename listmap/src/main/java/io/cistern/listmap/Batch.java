package io.cistern.listmap;

import java.io.IOException;

/// Several changes that take effect all or not at all: after a crash either each of them is in the
/// map or none.
///
/// Nothing is written before [#commit()]. Changes to the same key apply in the order they were
/// added. Readers of the running map see the changes appear one after the other. Not thread-safe.
public final class Batch {

  Batch() {}

  /// Adds the setting of a key.
  ///
  /// @param key 1 to 65,535 bytes, copied
  /// @param value at most 64 MiB, copied
  /// @return this batch
  public Batch put(byte[] key, byte[] value) {
    throw new UnsupportedOperationException();
  }

  /// Adds the removal of a key; nothing happens if it is absent.
  ///
  /// @param key 1 to 65,535 bytes, copied
  /// @return this batch
  public Batch remove(byte[] key) {
    throw new UnsupportedOperationException();
  }

  /// The number of changes added.
  ///
  /// @return the count since the last commit
  public int size() {
    throw new UnsupportedOperationException();
  }

  /// Writes and applies the changes, and empties the batch for further use.
  ///
  /// @throws IOException if the changes could not be written; none of them is then in the map
  public void commit() throws IOException {
    throw new UnsupportedOperationException();
  }
}
