package io.cistern.benchmarks.maps;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/// MapDB in a mapped file, without its transactions: the fastest it does, and a file that was not
/// closed is not opened again.
final class MapDbStore implements OrderedStore, OrderedStore.Reader {

  private final DB store;
  private final BTreeMap<byte[], byte[]> map;

  MapDbStore(Path directory) {
    store = DBMaker.fileDB(directory.resolve("map.db").toFile()).fileMmapEnable().make();
    map =
        store
            .treeMap("map")
            .keySerializer(Serializer.BYTE_ARRAY)
            .valueSerializer(Serializer.BYTE_ARRAY)
            .createOrOpen();
  }

  @Override
  public void put(byte[] key, byte[] value) {
    map.put(key.clone(), value.clone());
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
    long sum = 0;
    if (withValues) {
      Iterator<Map.Entry<byte[], byte[]>> entries =
          isForward ? map.entryIterator() : map.descendingEntryIterator();
      while (entries.hasNext()) {
        var entry = entries.next();
        sum += (long) Entries.LONG.get(entry.getKey(), 0);
        sum += (long) Entries.LONG.get(entry.getValue(), 0);
      }
    } else {
      Iterator<byte[]> keys = isForward ? map.keyIterator() : map.descendingKeyIterator();
      while (keys.hasNext()) {
        sum += (long) Entries.LONG.get(keys.next(), 0);
      }
    }
    return sum;
  }

  @Override
  public void compact() {
    store.getStore().compact();
    store.close();
  }

  @Override
  public void close() {
    store.close();
  }
}
