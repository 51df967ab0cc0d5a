package io.cistern.benchmarks.maps;

import java.nio.file.Path;

/// An ordered map of byte strings under measurement: what all of them can do, in the form in which
/// each does it fastest.
///
/// Every store is set up so that a written entry outlives the process as far as the store can do
/// that without forcing to the disk at each write, and compresses nothing. One thread writes; every
/// reading thread has a [Reader] of its own.
public interface OrderedStore extends AutoCloseable {

  /// The stores.
  enum Kind {
    /// Ours, [io.cistern.listmap.ListMap].
    LISTMAP,
    /// H2 MVStore.
    MVSTORE,
    /// RocksDB with its write-ahead log.
    ROCKSDB,
    /// RocksDB without its write-ahead log: what was written since the last flush dies with the
    /// process.
    ROCKSDB_NO_WAL,
    /// LMDB.
    LMDB,
    /// MapDB.
    MAPDB,
    /// `ConcurrentSkipListMap`: nothing is kept, the limit of what memory can do.
    SKIPLIST
  }

  /// Reads of one thread.
  interface Reader extends AutoCloseable {
    /// Looks up a key that is present.
    ///
    /// @return the first eight bytes of its value
    long get(byte[] key) throws Exception;

    /// Visits every entry.
    ///
    /// @param isForward in which direction
    /// @param withValues whether the values are read too
    /// @return the sum of the first eight bytes of each key, and of each value
    long scan(boolean isForward, boolean withValues) throws Exception;

    /// Counts the entries from the smallest key of one byte on: those of ours, which have none
    /// shorter.
    ///
    /// @throws UnsupportedOperationException by peers, which have nothing of the kind that one
    ///   could compare
    default long count() throws Exception {
      throw new UnsupportedOperationException("count of a range: listmap only");
    }

    @Override
    default void close() throws Exception {}
  }

  /// Opens a store in a directory, creating it if there is none.
  static OrderedStore open(Kind kind, Path directory) throws Exception {
    return switch (kind) {
      case LISTMAP -> new ListMapStore(directory);
      case MVSTORE -> new MvStoreStore(directory);
      case ROCKSDB -> new RocksDbStore(directory, true);
      case ROCKSDB_NO_WAL -> new RocksDbStore(directory, false);
      case LMDB -> new LmdbStore(directory);
      case MAPDB -> new MapDbStore(directory);
      case SKIPLIST -> new SkipListStore();
    };
  }

  /// Sets a key. Neither array is kept.
  void put(byte[] key, byte[] value) throws Exception;

  /// Sets keys, all or none of them where the store can. No array is kept.
  default void putAll(byte[][] keys, byte[][] values) throws Exception {
    for (int i = 0; i < keys.length; i++) {
      put(keys[i], values[i]);
    }
  }

  /// Starts to read.
  ///
  /// @param seesLaterWrites whether a `get` must see what was written before it; otherwise what was
  ///   there when the reader was made is enough
  Reader reader(boolean seesLaterWrites) throws Exception;

  /// Does the work that the store put off when it was written.
  default void settle() throws Exception {}

  /// Makes the files as small as the store can, and closes it.
  void compact() throws Exception;

  @Override
  void close() throws Exception;
}
