package io.cistern.benchmarks.maps;

import io.cistern.listmap.Batch;
import io.cistern.listmap.Cursor;
import io.cistern.listmap.Durability;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.NoSuchElementException;

/// Ours, with durability `OS`. Every record's checksum is verified when it is read.
final class ListMapStore implements OrderedStore, OrderedStore.Reader {

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ListMapOptions OPTIONS =
      ListMapOptions.builder().durability(Durability.OS).build();

  private final Path file;
  private final ListMap map;
  private final Batch batch;

  ListMapStore(Path directory) throws Exception {
    file = directory.resolve("map.lm");
    map = ListMap.open(file, OPTIONS);
    batch = map.batch();
  }

  @Override
  public void put(byte[] key, byte[] value) throws Exception {
    map.put(key, value);
  }

  @Override
  public void putAll(byte[][] keys, byte[][] values) throws Exception {
    for (int i = 0; i < keys.length; i++) {
      batch.put(keys[i], values[i]);
    }
    batch.commit();
  }

  @Override
  public OrderedStore.Reader reader(boolean seesLaterWrites) {
    return this;
  }

  @Override
  public long get(byte[] key) throws Exception {
    MemorySegment value = map.get(key);
    if (value == null) {
      throw new NoSuchElementException("a key that was put");
    }
    return value.get(LONG, 0);
  }

  @Override
  public long scan(boolean isForward, boolean withValues) throws Exception {
    Cursor cursor = map.cursor();
    long sum = 0;
    for (boolean found = isForward ? cursor.first() : cursor.last();
        found;
        found = isForward ? cursor.next() : cursor.prev()) {
      sum += cursor.key().get(LONG, 0);
      if (withValues) {
        sum += cursor.value().get(LONG, 0);
      }
    }
    return sum;
  }

  @Override
  public long count() throws Exception {
    return map.range(new byte[1], null).count();
  }

  @Override
  public void settle() throws Exception {
    map.flush();
  }

  @Override
  public void compact() throws Exception {
    Path sealed = file.resolveSibling("sealed.lm");
    map.compactTo(sealed);
    map.close();
    Files.move(sealed, file, StandardCopyOption.REPLACE_EXISTING);
    try (var copy = ListMap.open(file, OPTIONS)) {
      copy.seal();
    }
  }

  @Override
  public void close() throws Exception {
    map.close();
  }
}
