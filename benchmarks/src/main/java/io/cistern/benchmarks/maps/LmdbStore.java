package io.cistern.benchmarks.maps;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.lmdbjava.CopyFlags;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/// LMDB that writes into its memory map and does not force it: what was committed outlives the
/// process. A put is a transaction. The checks of lmdbjava are off.
final class LmdbStore implements OrderedStore {

  static {
    System.setProperty(Env.DISABLE_CHECKS_PROP, "true");
  }

  private final Path file;
  private final Env<ByteBuffer> env;
  private final Dbi<ByteBuffer> map;
  private final ByteBuffer key = ByteBuffer.allocateDirect(Entries.KEY_BYTES);
  private final ByteBuffer value = ByteBuffer.allocateDirect(Entries.VALUE_BYTES);

  LmdbStore(Path directory) {
    file = directory.resolve("data.mdb");
    env =
        Env.create()
            .setMapSize(8L << 30)
            .setMaxDbs(1)
            .open(directory.toFile(), EnvFlags.MDB_WRITEMAP, EnvFlags.MDB_NOSYNC);
    map = env.openDbi("map", DbiFlags.MDB_CREATE);
  }

  @Override
  public void put(byte[] newKey, byte[] newValue) {
    try (Txn<ByteBuffer> txn = env.txnWrite()) {
      put(txn, newKey, newValue);
      txn.commit();
    }
  }

  @Override
  public void putAll(byte[][] keys, byte[][] values) {
    try (Txn<ByteBuffer> txn = env.txnWrite()) {
      for (int i = 0; i < keys.length; i++) {
        put(txn, keys[i], values[i]);
      }
      txn.commit();
    }
  }

  private void put(Txn<ByteBuffer> txn, byte[] newKey, byte[] newValue) {
    key.clear().put(newKey).flip();
    value.clear().put(newValue).flip();
    map.put(txn, key, value);
  }

  @Override
  public OrderedStore.Reader reader(boolean seesLaterWrites) {
    return new Reading(map, env.txnRead(), seesLaterWrites);
  }

  @Override
  public void compact() throws Exception {
    Path copy = Files.createDirectory(file.resolveSibling("copy"));
    env.copy(copy.toFile(), CopyFlags.MDB_CP_COMPACT);
    env.close();
    Files.move(copy.resolve("data.mdb"), file, StandardCopyOption.REPLACE_EXISTING);
    Files.delete(copy);
  }

  @Override
  public void close() {
    env.close();
  }

  /// Reads of one thread, in one read transaction that is renewed if it must see later writes.
  private static final class Reading implements OrderedStore.Reader {
    private final Dbi<ByteBuffer> map;
    private final Txn<ByteBuffer> txn;
    private final boolean isRenewed;
    private final ByteBuffer key = ByteBuffer.allocateDirect(Entries.KEY_BYTES);

    Reading(Dbi<ByteBuffer> map, Txn<ByteBuffer> txn, boolean isRenewed) {
      this.map = map;
      this.txn = txn;
      this.isRenewed = isRenewed;
    }

    @Override
    public long get(byte[] wanted) {
      renew();
      key.clear().put(wanted).flip();
      return map.get(txn, key).getLong(0);
    }

    @Override
    public long scan(boolean isForward, boolean withValues) {
      renew();
      long sum = 0;
      try (Cursor<ByteBuffer> cursor = map.openCursor(txn)) {
        for (boolean found = isForward ? cursor.first() : cursor.last();
            found;
            found = isForward ? cursor.next() : cursor.prev()) {
          sum += cursor.key().getLong(0);
          if (withValues) {
            sum += cursor.val().getLong(0);
          }
        }
      }
      return sum;
    }

    private void renew() {
      if (isRenewed) {
        txn.reset();
        txn.renew();
      }
    }

    @Override
    public void close() {
      txn.close();
    }
  }
}
