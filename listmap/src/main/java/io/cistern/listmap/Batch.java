package io.cistern.listmap;

import io.cistern.listmap.log.Log;
import io.cistern.listmap.order.KeyBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Several changes that take effect all or not at all: after a crash either each of them is in the
/// map or none.
///
/// Nothing is written before [#commit()]. Changes to the same key apply in the order they were
/// added. Readers of the running map see the changes appear one after the other. Not thread-safe.
public final class Batch {

  /// One change; without a value, a removal.
  record Change(byte[] key, byte @Nullable [] value) {
    byte[] valueOrNothing() {
      return value == null ? Log.NOTHING : value;
    }
  }

  /// Bytes of keys and values a batch holds at most: 256 MiB.
  public static final long MAX_BYTES = 256L << 20;

  private final ListMap map;
  private final List<Change> changes = new ArrayList<>();
  private long bytes;

  Batch(ListMap map) {
    this.map = map;
  }

  /// Adds the setting of a key.
  ///
  /// @param key 1 to 65,535 bytes, copied
  /// @param value at most 64 MiB, copied
  /// @return this batch
  public Batch put(byte[] key, byte[] value) {
    ListMap.checkValue(value);
    return add(key, value.clone());
  }

  /// Adds the setting of a key to what remains in buffers.
  ///
  /// @param key 1 to 65,535 bytes remaining, copied; its position stays
  /// @param value at most 64 MiB remaining, copied; its position stays
  /// @return this batch
  public Batch put(ByteBuffer key, ByteBuffer value) {
    return put(KeyBytes.copy(key), KeyBytes.copy(value));
  }

  /// Adds the removal of a key; nothing happens if it is absent.
  ///
  /// @param key 1 to 65,535 bytes, copied
  /// @return this batch
  public Batch remove(byte[] key) {
    return add(key, null);
  }

  private Batch add(byte[] key, byte @Nullable [] value) {
    ListMap.checkKey(key);
    long more = key.length + (value == null ? 0L : value.length);
    if (bytes + more > MAX_BYTES) {
      throw new IllegalArgumentException(
          "batch too long: bytes=" + (bytes + more) + ", limit=" + MAX_BYTES);
    }
    bytes += more;
    changes.add(new Change(key.clone(), value));
    return this;
  }

  /// The number of changes added.
  ///
  /// @return the count since the last commit
  public int size() {
    return changes.size();
  }

  /// Writes and applies the changes, and empties the batch for further use. If it throws, the batch
  /// keeps them.
  ///
  /// @throws IOException as [ListMap#put(byte[], byte[])]; where a force failed, none or all of the
  ///   changes are there after reopening
  public void commit() throws IOException {
    if (!changes.isEmpty()) {
      map.commit(changes);
      changes.clear();
      bytes = 0;
    }
  }
}
