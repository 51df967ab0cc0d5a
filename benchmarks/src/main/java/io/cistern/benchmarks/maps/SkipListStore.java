package io.cistern.benchmarks.maps;

import java.util.Arrays;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// The JDK's map in memory, which keeps nothing.
final class SkipListStore implements OrderedStore, OrderedStore.Reader {

  private final ConcurrentNavigableMap<byte[], byte[]> map =
      new ConcurrentSkipListMap<>(Arrays::compareUnsigned);

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
    for (var entry : (isForward ? map : map.descendingMap()).entrySet()) {
      sum += (long) Entries.LONG.get(entry.getKey(), 0);
      if (withValues) {
        sum += (long) Entries.LONG.get(entry.getValue(), 0);
      }
    }
    return sum;
  }

  @Override
  public void compact() {}

  @Override
  public void close() {}
}
