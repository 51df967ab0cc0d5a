package io.cistern.benchmarks.maps;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// RocksDB with a block cache that holds everything, Bloom filters of ten bits a key and no
/// compression. It is read through direct buffers, the fastest way of its Java interface.
final class RocksDbStore implements OrderedStore {

  static {
    RocksDB.loadLibrary();
  }

  private final LRUCache cache = new LRUCache(512L << 20);
  private final BloomFilter filter = new BloomFilter(10);
  private final Options options =
      new Options()
          .setCreateIfMissing(true)
          .setCompressionType(CompressionType.NO_COMPRESSION)
          .setMaxBackgroundJobs(2)
          .setTableFormatConfig(
              new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(filter));
  private final WriteOptions writing = new WriteOptions();
  private final WriteBatch batch = new WriteBatch();
  private final RocksDB store;

  RocksDbStore(Path directory, boolean hasLog) throws RocksDBException {
    writing.setDisableWAL(!hasLog);
    store = RocksDB.open(options, directory.toString());
  }

  @Override
  public void put(byte[] key, byte[] value) throws RocksDBException {
    store.put(writing, key, value);
  }

  @Override
  public void putAll(byte[][] keys, byte[][] values) throws RocksDBException {
    batch.clear();
    for (int i = 0; i < keys.length; i++) {
      batch.put(keys[i], values[i]);
    }
    store.write(writing, batch);
  }

  @Override
  public OrderedStore.Reader reader(boolean seesLaterWrites) {
    return new Reading(store);
  }

  @Override
  public void settle() throws RocksDBException {
    store.compactRange();
  }

  @Override
  public void compact() throws RocksDBException {
    settle();
    close();
  }

  @Override
  public void close() {
    store.close();
    batch.close();
    writing.close();
    options.close();
    filter.close();
    cache.close();
  }

  /// Reads of one thread, through buffers of its own.
  private static final class Reading implements OrderedStore.Reader {
    private final RocksDB store;
    private final ReadOptions reading = new ReadOptions();
    private final ByteBuffer key = ByteBuffer.allocateDirect(Entries.KEY_BYTES);
    private final ByteBuffer value = ByteBuffer.allocateDirect(Entries.VALUE_BYTES);

    Reading(RocksDB store) {
      this.store = store;
    }

    @Override
    public long get(byte[] wanted) throws RocksDBException {
      key.clear().put(wanted).flip();
      value.clear();
      store.get(reading, key, value);
      return value.getLong(0);
    }

    @Override
    public long scan(boolean isForward, boolean withValues) {
      long sum = 0;
      try (var iterator = store.newIterator(reading)) {
        if (isForward) {
          iterator.seekToFirst();
        } else {
          iterator.seekToLast();
        }
        while (iterator.isValid()) {
          iterator.key(key.clear());
          sum += key.getLong(0);
          if (withValues) {
            iterator.value(value.clear());
            sum += value.getLong(0);
          }
          if (isForward) {
            iterator.next();
          } else {
            iterator.prev();
          }
        }
      }
      return sum;
    }

    @Override
    public void close() {
      reading.close();
    }
  }
}
