package io.cistern.listmap;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// An ordered map of byte strings in one memory-mapped file. Keys are in unsigned byte order.
///
/// Thread rule: any number of threads read, without locks; writes of several threads are serialised
/// by an internal lock. After [#close()] every method, and every access to a returned segment,
/// throws `IllegalStateException`.
public final class ListMap implements AutoCloseable {

  /// Bytes of the longest key.
  public static final int MAX_KEY_BYTES = 65_535;

  /// Bytes of the longest value: 64 MiB.
  public static final int MAX_VALUE_BYTES = 64 << 20;

  private ListMap() {}

  /// Opens a map, creating its file if the options say so.
  ///
  /// @param file the map's file
  /// @param options how to open it
  /// @return the open map
  /// @throws CorruptFileException if the file is damaged or no map
  /// @throws IncompatibleVersionException if it is a map of another format version
  /// @throws MapLockedException if it is open already, here or in another process
  /// @throws RecoveryNeededException if it is opened read-only and was not closed cleanly
  /// @throws IOException if it cannot be read or created
  public static ListMap open(Path file, ListMapOptions options) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// The value of a key, without copying.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return read-only bytes of the mapped file, valid while the map is open; `null` if the key is
  ///   absent
  /// @throws CorruptFileException if a record on the way is damaged
  public @Nullable MemorySegment get(byte[] key) throws CorruptFileException {
    throw new UnsupportedOperationException();
  }

  /// A copy of the value of a key.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return the bytes; `null` if the key is absent
  /// @throws CorruptFileException if a record on the way is damaged
  public byte @Nullable [] getBytes(byte[] key) throws CorruptFileException {
    throw new UnsupportedOperationException();
  }

  /// Sets a key, replacing the value it may have.
  ///
  /// @param key 1 to 65,535 bytes
  /// @param value at most 64 MiB
  /// @throws MapFullException if the disk is full; nothing has changed
  /// @throws MapFailedException if a force has failed
  /// @throws IOException if the write failed
  public void put(byte[] key, byte[] value) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Sets a key that is absent.
  ///
  /// @param key 1 to 65,535 bytes
  /// @param value at most 64 MiB
  /// @return `false`, and nothing changed, if the key is present
  /// @throws IOException as [#put]
  public boolean putIfAbsent(byte[] key, byte[] value) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Removes a key.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return `false` if it was absent
  /// @throws IOException as [#put]
  public boolean remove(byte[] key) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Starts a batch of changes that take effect all or not at all.
  ///
  /// @return an empty batch
  public Batch batch() {
    throw new UnsupportedOperationException();
  }

  /// A cursor over the entries, on none of them yet.
  ///
  /// @return a new cursor
  public Cursor cursor() {
    throw new UnsupportedOperationException();
  }

  /// The number of entries, exactly.
  ///
  /// @return the count
  public long size() {
    throw new UnsupportedOperationException();
  }

  /// Figures of this map.
  ///
  /// @return a snapshot
  public Stats stats() {
    throw new UnsupportedOperationException();
  }

  /// Forces to the disk what was written before the call.
  ///
  /// @throws MapFailedException if this or an earlier force failed
  /// @throws IOException if the force failed
  public void flush() throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Writes the live entries in key order into a new map, durable and closed when this returns. The
  /// new map is open to further writes; open it and [#seal()] it where none shall come.
  ///
  /// @param target a file that does not exist
  /// @throws IOException if it exists or cannot be written; no file of that name is then left
  public void compactTo(Path target) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Makes the file read-only for good: it then opens without any scan, in any number of processes.
  /// This map goes on serving reads. Sealing a sealed map does nothing.
  ///
  /// @throws IOException if it could not be forced to the disk
  public void seal() throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Checks the file against itself. Writes wait meanwhile.
  ///
  /// @param mode how thoroughly
  /// @return what was found
  public VerifyReport verify(VerifyMode mode) {
    throw new UnsupportedOperationException();
  }

  /// Forces what was written, marks the file clean and unmaps it. Closing twice does nothing.
  ///
  /// @throws IOException if the force failed; the file is closed all the same, and recovered when
  ///   next opened
  @Override
  public void close() throws IOException {}
}
