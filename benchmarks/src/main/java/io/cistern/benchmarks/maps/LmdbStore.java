package io.cistern.benchmarks.maps;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  private final Queue<Txn<ByteBuffer>> readers = new ConcurrentLinkedQueue<>();
  private final ByteBuffer key = ByteBuffer.allocateDirect(Entries.KEY_BYTES);
  private final ByteBuffer value = ByteBuffer.allocateDirect(Entries.VALUE_BYTES);

  LmdbStore(Path directory) {
    file = directory.resolve("data.mdb");
    env =
        Env.create()
            .setMapSize(8L << 30)
            .setMaxDbs(1)
            .open(
                directory.toFile(), EnvFlags.MDB_WRITEMAP, EnvFlags.MDB_NOSYNC, EnvFlags.MDB_NOTLS);
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
    var txn = env.txnRead();
    readers.add(txn);
    return new Reading(map, txn, seesLaterWrites);
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
    readers.forEach(Txn::close); // whose threads may end after this one
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
      end(); // a transaction that lies open keeps every page that is replaced
    }

    @Override
    public long get(byte[] wanted) {
      begin();
      key.clear().put(wanted).flip();
      long first = map.get(txn, key).getLong(0);
      end();
      return first;
    }

    @Override
    public long scan(boolean isForward, boolean withValues) {
      begin();
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
      end();
      return sum;
    }

    private void begin() {
      if (isRenewed) {
        txn.renew();
      }
    }

    private void end() {
      if (isRenewed) {
        txn.reset();
      }
    }
  }
}
