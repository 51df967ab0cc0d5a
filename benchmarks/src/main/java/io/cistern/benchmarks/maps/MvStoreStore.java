package io.cistern.benchmarks.maps;

import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;

/// H2 MVStore as it comes: it writes what was put at the latest after a second, or when a buffer is
/// full. Its page cache holds everything.
final class MvStoreStore implements OrderedStore, OrderedStore.Reader {

  private final MVStore store;
  private final MVMap<byte[], byte[]> map;

  MvStoreStore(Path directory) {
    store =
        new MVStore.Builder()
            .fileName(directory.resolve("map.mv").toString())
            .cacheSize(512)
            .open();
    map =
        store.openMap(
            "map",
            new MVMap.Builder<byte[], byte[]>()
                .keyType(ByteArrayDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    map.put(key.clone(), value.clone());
  }

  @Override
  public void putAll(byte[][] keys, byte[][] values) {
    for (int i = 0; i < keys.length; i++) {
      put(keys[i], values[i]);
    }
    store.commit();
  }

  @Override
  public OrderedStore.Reader reader(boolean seesLaterWrites) {
    return this;
  }

  @Override
  public long get(byte[] key) {
    return (long) Entries.LONG.get(map.get(key), 0);
  }

  @Override
  public long scan(boolean isForward, boolean withValues) {
    var cursor = map.cursor(isForward ? map.firstKey() : map.lastKey(), null, !isForward);
    long sum = 0;
    while (cursor.hasNext()) {
      sum += (long) Entries.LONG.get(cursor.next(), 0);
      if (withValues) {
        sum += (long) Entries.LONG.get(cursor.getValue(), 0);
      }
    }
    return sum;
  }

  @Override
  public void settle() {
    store.commit();
  }

  @Override
  public void compact() {
    store.close(-1); // as H2's SHUTDOWN COMPACT
  }

  @Override
  public void close() {
    store.close();
  }
}
