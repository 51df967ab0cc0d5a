package io.cistern.listmap;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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

  private static final ThreadLocal<Reading> READING = ThreadLocal.withInitial(Reading::new);

  private final Storage storage;
  private final Path file;
  private final Region region;
  private final Opening opening;
  private final boolean isReadOnly;
  private final Log log;
  private final Leaves leaves;
  private final Writer writer;
  private final @Nullable ForceThread forceThread;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean isClosed;

  private ListMap(
      Storage storage, Path file, Region region, Opening opening, ListMapOptions options) {
    this.storage = storage;
    this.file = file;
    this.region = region;
    this.opening = opening;
    this.isReadOnly = options.readOnly() || opening.origin() == Stats.Origin.SEALED;
    this.log = opening.log();
    this.leaves = opening.leaves();
    var origin = opening.origin();
    boolean isDirty = origin == Stats.Origin.CREATED || origin == Stats.Origin.REBUILT;
    boolean isSync = options.durability() instanceof Durability.Sync;
    this.writer = new Writer(log, leaves, opening.header(), isDirty, isReadOnly, isSync);
    if (!isReadOnly && options.durability() instanceof Durability.Interval(var interval)) {
      this.forceThread = new ForceThread(file, interval, writer);
      forceThread.start();
    } else {
      this.forceThread = null;
    }
  }

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
    return open(FileStorage.INSTANCE, file, options);
  }

  /// Opens the map in a file of any storage.
  static ListMap open(Storage storage, Path file, ListMapOptions options) throws IOException {
    if (options.create() && !storage.exists(file)) {
      var creation = NewFile.begin(storage, file);
      if (!storage.exists(file)) {
        return create(creation, options);
      }
      creation.abandon(); // somebody else was faster
    }
    var region = storage.open(file, options.readOnly());
    try {
      var opening = Opening.existing(file, region, options.readOnly());
      return new ListMap(storage, file, region, opening, options);
    } catch (IOException | RuntimeException e) {
      region.close(-1);
      throw e;
    }
  }

  private static ListMap create(NewFile creation, ListMapOptions options) throws IOException {
    try {
      creation.region().clear();
      var opening = Opening.create(creation.file(), creation.region());
      creation.publish();
      return new ListMap(creation.storage(), creation.file(), creation.region(), opening, options);
    } catch (IOException | RuntimeException e) {
      creation.abandon();
      throw e;
    }
  }

  /// The value of a key, without copying.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return read-only bytes of the mapped file, valid while the map is open; `null` if the key is
  ///   absent
  /// @throws CorruptFileException if a record on the way is damaged
  public @Nullable MemorySegment get(byte[] key) throws CorruptFileException {
    long record = find(key);
    return record == 0 ? null : log.value(record);
  }

  /// A copy of the value of a key.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return the bytes; `null` if the key is absent
  /// @throws CorruptFileException if a record on the way is damaged
  public byte @Nullable [] getBytes(byte[] key) throws CorruptFileException {
    long record = find(key);
    return record == 0 ? null : log.valueBytes(record);
  }

  /// Whether a key is present.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return `true` if it has a value
  /// @throws CorruptFileException if a record on the way is damaged
  public boolean contains(byte[] key) throws CorruptFileException {
    return find(key) != 0;
  }

  private long find(byte[] key) throws CorruptFileException {
    checkOpen();
    checkKey(key);
    var reading = READING.get();
    leaves.find(reading, key, Format.prefix(key));
    return reading.record;
  }

  /// Sets a key, replacing the value it may have.
  ///
  /// @param key 1 to 65,535 bytes
  /// @param value at most 64 MiB
  /// @throws MapFullException if the disk is full; nothing has changed
  /// @throws MapFailedException if a force has failed, now or earlier; if now, the change may be
  ///   there after reopening
  /// @throws UnsupportedOperationException if the map is read-only or sealed
  /// @throws IOException if the write failed
  public void put(byte[] key, byte[] value) throws IOException {
    checkOpen();
    checkKey(key);
    checkValue(value);
    writer.put(key, value, true);
  }

  /// Sets a key that is absent.
  ///
  /// @param key 1 to 65,535 bytes
  /// @param value at most 64 MiB
  /// @return `false`, and nothing changed, if the key is present
  /// @throws IOException as [#put]
  public boolean putIfAbsent(byte[] key, byte[] value) throws IOException {
    checkOpen();
    checkKey(key);
    checkValue(value);
    return writer.put(key, value, false);
  }

  /// Removes a key.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return `false` if it was absent
  /// @throws IOException as [#put]
  public boolean remove(byte[] key) throws IOException {
    checkOpen();
    checkKey(key);
    return writer.remove(key);
  }

  /// Starts a batch of changes that take effect all or not at all.
  ///
  /// @return an empty batch
  public Batch batch() {
    return new Batch(this);
  }

  void commit(List<Batch.Change> changes) throws IOException {
    checkOpen();
    writer.commit(changes);
  }

  /// A cursor over the entries, on none of them yet.
  ///
  /// @return a new cursor
  public Cursor cursor() {
    checkOpen();
    return new Cursor(this, log, leaves);
  }

  /// The number of entries, exactly.
  ///
  /// @return the count
  public long size() {
    checkOpen();
    return writer.entries();
  }

  /// Figures of this map.
  ///
  /// @return a snapshot
  public Stats stats() {
    checkOpen();
    return new Stats(
        writer.entries(),
        leaves.count(),
        region.size(),
        log.tail(),
        writer.liveBytes(),
        writer.unforcedBytes(),
        opening.origin(),
        opening.discardedBytes());
  }

  /// Whether the file is sealed: read-only for good.
  ///
  /// @return `true` once [#seal()] has returned, in this process or an earlier one
  public boolean isSealed() {
    return writer.isSealed();
  }

  /// Forces to the disk what was written before the call.
  ///
  /// @throws MapFailedException if this or an earlier force failed
  /// @throws IOException if the force failed
  public void flush() throws IOException {
    checkOpen();
    writer.flush();
  }

  /// Writes the live entries in key order into a new map, durable and closed when this returns. The
  /// new map is open to further writes; open it and [#seal()] it where none shall come. Writes to
  /// this map wait meanwhile.
  ///
  /// @param target a file that does not exist
  /// @throws FileAlreadyExistsException if it exists
  /// @throws IOException if it cannot be written; no file of that name is then left
  public void compactTo(Path target) throws IOException {
    checkOpen();
    writer.lock().lock();
    try {
      var creation = NewFile.begin(storage, target);
      try {
        if (storage.exists(target)) {
          throw new FileAlreadyExistsException(target.toString());
        }
        creation.region().clear();
        var opening = Opening.create(target, creation.region());
        var options = ListMapOptions.defaults().withDurability(Durability.OS);
        var copy = new ListMap(storage, target, creation.region(), opening, options);
        var cursor = cursor();
        for (boolean found = cursor.first(); found; found = cursor.next()) {
          copy.put(cursor.keyBytes(), cursor.valueBytes());
        }
        copy.writer.finish();
        creation.publish();
        copy.close();
      } catch (IOException | RuntimeException e) {
        creation.abandon();
        throw e;
      }
    } finally {
      writer.lock().unlock();
    }
  }

  /// Makes the file read-only for good: it then opens without any scan, in any number of processes.
  /// This map goes on serving reads. Sealing a sealed map does nothing.
  ///
  /// @throws UnsupportedOperationException if the map was opened read-only
  /// @throws IOException if it could not be forced to the disk
  public void seal() throws IOException {
    checkOpen();
    writer.seal();
    region.share();
  }

  /// Checks the file against itself. Writes wait meanwhile.
  ///
  /// @param mode how thoroughly
  /// @return what was found
  public VerifyReport verify(VerifyMode mode) {
    checkOpen();
    writer.lock().lock();
    try {
      return new Verification(log, leaves, writer.entries()).run(mode);
    } finally {
      writer.lock().unlock();
    }
  }

  /// Forces what was written, marks the file clean and unmaps it. Closing twice does nothing.
  ///
  /// @throws IOException if the force failed; the file is closed all the same, and recovered when
  ///   next opened
  @Override
  public void close() throws IOException {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    if (forceThread != null) {
      forceThread.stop();
    }
    writer.lock().lock();
    try {
      isClosed = true;
      writer.finish();
    } finally {
      release();
      writer.lock().unlock();
    }
  }

  /// Closes without forcing or marking anything, as if the process had died.
  void abandon() throws IOException {
    if (closing.compareAndSet(false, true)) {
      if (forceThread != null) {
        forceThread.stop();
      }
      isClosed = true;
      region.close(-1);
    }
  }

  private void release() throws IOException {
    long reserve = writer.isSealed() ? 0 : Format.RESERVE;
    long keep = log.tail() + reserve;
    boolean isCut = writer.isFinished() && !isReadOnly;
    region.close(isCut ? writer.isSealed() ? keep : Format.chunks(keep) : -1);
  }

  void checkOpen() {
    if (isClosed) {
      throw new IllegalStateException("the map is closed: " + file);
    }
  }

  static void checkKey(byte[] key) {
    if (key.length == 0 || key.length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "key length: length=" + key.length + ", limits=1 to " + MAX_KEY_BYTES);
    }
  }

  static void checkValue(byte[] value) {
    if (value.length > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "value length: length=" + value.length + ", limit=" + MAX_VALUE_BYTES);
    }
  }
}
