package io.cistern.listmap;

import java.lang.foreign.MemorySegment;

/// A position in the key order of a map, moving both ways along the list.
///
/// Not thread-safe; any number of cursors may run while the map is written. It is then weakly
/// consistent: keys come strictly ascending (or descending), and every key that is in the map
/// throughout is seen. A new cursor is on no entry. A move that returns `false` leaves it on no
/// entry. Moves verify the checksum of the record they arrive at.
public final class Cursor {

  Cursor() {}

  /// Moves to the smallest key.
  ///
  /// @return `false` if the map is empty
  /// @throws CorruptFileException if the record is damaged
  public boolean first() throws CorruptFileException {
    throw new UnsupportedOperationException();
  }

  /// Moves to the greatest key.
  ///
  /// @return `false` if the map is empty
  /// @throws CorruptFileException if the record is damaged
  public boolean last() throws CorruptFileException {
    throw new UnsupportedOperationException();
  }

  /// Moves to the smallest key at or after this one.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return `false` if there is none
  /// @throws CorruptFileException if the record is damaged
  public boolean seek(byte[] key) throws CorruptFileException {
    throw new UnsupportedOperationException();
  }

  /// Moves to the greatest key at or before this one.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return `false` if there is none
  /// @throws CorruptFileException if the record is damaged
  public boolean seekFloor(byte[] key) throws CorruptFileException {
    throw new UnsupportedOperationException();
  }

  /// Moves to the next greater key. On no entry: `false`.
  ///
  /// @return `false` if there is none
  /// @throws CorruptFileException if the record is damaged; another `next` goes on after it
  public boolean next() throws CorruptFileException {
    throw new UnsupportedOperationException();
  }

  /// Moves to the next smaller key. On no entry: `false`.
  ///
  /// @return `false` if there is none
  /// @throws CorruptFileException if the record is damaged; another `prev` goes on before it
  public boolean prev() throws CorruptFileException {
    throw new UnsupportedOperationException();
  }

  /// The key. Valid while the map is open.
  ///
  /// @return read-only bytes of the mapped file
  /// @throws IllegalStateException if the cursor is on no entry
  public MemorySegment key() {
    throw new UnsupportedOperationException();
  }

  /// The value. Valid while the map is open.
  ///
  /// @return read-only bytes of the mapped file
  /// @throws IllegalStateException if the cursor is on no entry
  public MemorySegment value() {
    throw new UnsupportedOperationException();
  }

  /// A copy of the key.
  ///
  /// @return the bytes
  /// @throws IllegalStateException if the cursor is on no entry
  public byte[] keyBytes() {
    throw new UnsupportedOperationException();
  }

  /// A copy of the value.
  ///
  /// @return the bytes
  /// @throws IllegalStateException if the cursor is on no entry
  public byte[] valueBytes() {
    throw new UnsupportedOperationException();
  }
}
