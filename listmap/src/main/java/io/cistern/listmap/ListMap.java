package io.cistern.listmap;

import io.cistern.listmap.block.SealedEntries;
import io.cistern.listmap.block.SealedFile;
import io.cistern.listmap.block.SealedVerification;
import io.cistern.listmap.file.FileStorage;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.NewFile;
import io.cistern.listmap.file.Region;
import io.cistern.listmap.file.Storage;
import io.cistern.listmap.order.Entries;
import io.cistern.listmap.order.KeyBytes;
import io.cistern.listmap.order.Position;
import io.cistern.listmap.recovery.Dump;
import io.cistern.listmap.recovery.Salvage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
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
  public static final int MAX_KEY_BYTES = Format.MAX_KEY_BYTES;

  /// Bytes of the longest value: 64 MiB.
  public static final int MAX_VALUE_BYTES = Format.MAX_VALUE_BYTES;

  private final Storage storage;
  private final Path file;
  private final Region region;
  private final Opening opening;
  private final Entries entries;
  private final boolean isReadOnly;

  /// What writes, unless the file is sealed.
  private final @Nullable Writer writer;

  private final @Nullable ForceThread forceThread;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean isClosed;

  private ListMap(
      Storage storage, Path file, Region region, Opening opening, ListMapOptions options)
      throws IOException {
    this.storage = storage;
    this.file = file;
    this.region = region;
    this.opening = opening;
    this.entries = opening.entries();
    var live = opening.live();
    this.isReadOnly = options.readOnly() || live == null;
    this.writer = live == null ? null : writer(live, opening, options);
    if (writer != null
        && !isReadOnly
        && options.durability() instanceof Durability.Interval(var interval)) {
      this.forceThread = new ForceThread(file, interval, writer::flush);
      forceThread.start();
    } else {
      this.forceThread = null;
    }
  }

  private static Writer writer(Opening.Live live, Opening opening, ListMapOptions options)
      throws IOException {
    var origin = opening.origin();
    boolean isDirty = origin == Stats.Origin.CREATED || origin == Stats.Origin.REBUILT;
    boolean isSync = options.durability() instanceof Durability.Sync;
    var writer = new Writer(live, opening.header(), isDirty, options.readOnly(), isSync);
    if (isSync && isDirty) {
      writer.flush(); // what is read from now on must not be lost any more either
    }
    return writer;
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
  /// @throws MapFullException if there is no room on the disk for a new one
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
    var position = position(key);
    return position.find(key) ? position.value() : null;
  }

  /// The value of a key that is what remains in a buffer, without copying the value.
  ///
  /// @param key 1 to 65,535 bytes remaining; its position stays
  /// @return as [#get(byte[])]
  /// @throws CorruptFileException if a record on the way is damaged
  public @Nullable MemorySegment get(ByteBuffer key) throws CorruptFileException {
    return get(KeyBytes.copy(key));
  }

  /// A copy of the value of a key.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return the bytes; `null` if the key is absent
  /// @throws CorruptFileException if a record on the way is damaged
  public byte @Nullable [] getBytes(byte[] key) throws CorruptFileException {
    var position = position(key);
    return position.find(key) ? position.valueBytes() : null;
  }

  /// Whether a key is present.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return `true` if it has a value
  /// @throws CorruptFileException if a record on the way is damaged
  public boolean contains(byte[] key) throws CorruptFileException {
    return position(key).find(key);
  }

  private Writer writable() {
    if (writer == null) {
      throw new UnsupportedOperationException("the map is read-only: " + file);
    }
    return writer;
  }

  /// What to get a key by.
  private Position position(byte[] key) {
    checkOpen();
    checkKey(key);
    return entries.ofThread();
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
    writable().put(key, value, true);
  }

  /// Sets a key to what remains in buffers, as [#put(byte[], byte[])].
  ///
  /// @param key 1 to 65,535 bytes remaining; its position stays
  /// @param value at most 64 MiB remaining; its position stays
  /// @throws IOException as [#put(byte[], byte[])]
  public void put(ByteBuffer key, ByteBuffer value) throws IOException {
    put(KeyBytes.copy(key), KeyBytes.copy(value));
  }

  /// Sets a key that is absent.
  ///
  /// @param key 1 to 65,535 bytes
  /// @param value at most 64 MiB
  /// @return `false`, and nothing changed, if the key is present
  /// @throws IOException as [#put(byte[], byte[])]
  public boolean putIfAbsent(byte[] key, byte[] value) throws IOException {
    checkOpen();
    checkKey(key);
    checkValue(value);
    return writable().put(key, value, false);
  }

  /// Removes a key.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return `false` if it was absent
  /// @throws IOException as [#put(byte[], byte[])]
  public boolean remove(byte[] key) throws IOException {
    checkOpen();
    checkKey(key);
    return writable().remove(key);
  }

  /// Removes a key that is what remains in a buffer.
  ///
  /// @param key 1 to 65,535 bytes remaining; its position stays
  /// @return `false` if it was absent
  /// @throws IOException as [#put(byte[], byte[])]
  public boolean remove(ByteBuffer key) throws IOException {
    return remove(KeyBytes.copy(key));
  }

  /// Starts a batch of changes that take effect all or not at all.
  ///
  /// @return an empty batch
  public Batch batch() {
    return new Batch(this);
  }

  void commit(List<Batch.Change> changes) throws IOException {
    checkOpen();
    writable().commit(changes);
  }

  /// A cursor over all entries, on none of them yet.
  ///
  /// @return a new cursor
  public Cursor cursor() {
    return cursor(null, null);
  }

  /// A cursor over the entries from one key up to another, on none of them yet.
  ///
  /// @param from the first key, inclusive, copied; `null` for no bound
  /// @param to the key that ends the range, exclusive, copied; `null` for no bound. Where it is not
  ///   above `from` the range is empty
  /// @return a new cursor, which knows no other entries
  public Cursor range(byte @Nullable [] from, byte @Nullable [] to) {
    return cursor(from == null ? null : checked(from), to == null ? null : checked(to));
  }

  /// A cursor over the entries whose keys start with these bytes, on none of them yet.
  ///
  /// @param prefix 1 to 65,535 bytes, copied
  /// @return a new cursor, which knows no other entries
  public Cursor prefix(byte[] prefix) {
    var from = checked(prefix);
    int length = from.length;
    while (length > 0 && from[length - 1] == -1) {
      length--;
    }
    if (length == 0) {
      return cursor(from, null);
    }
    var to = Arrays.copyOf(from, length);
    to[length - 1]++;
    return cursor(from, to);
  }

  private static byte[] checked(byte[] key) {
    checkKey(key);
    return key.clone();
  }

  private Cursor cursor(byte @Nullable [] low, byte @Nullable [] high) {
    checkOpen();
    return new Cursor(this, entries, entries.position(false), low, high);
  }

  /// The number of entries, exactly.
  ///
  /// @return the count
  public long size() {
    checkOpen();
    return writer == null ? opening.header().entries() : writer.entries();
  }

  /// Figures of this map.
  ///
  /// @return a snapshot
  public Stats stats() {
    checkOpen();
    var header = opening.header();
    if (writer == null) {
      return new Stats(
          header.entries(),
          header.leaves(),
          region.size(),
          header.tail(),
          header.liveBytes(),
          0,
          opening.origin(),
          0);
    }
    return writer.stats(opening);
  }

  /// Whether the file is sealed: read-only for good.
  ///
  /// @return `true` once [#seal()] has returned, in this process or an earlier one
  public boolean isSealed() {
    return writer == null || writer.isSealed();
  }

  /// Forces to the disk what was written before the call.
  ///
  /// @throws MapFailedException if this or an earlier force failed
  /// @throws IOException if the force failed
  public void flush() throws IOException {
    checkOpen();
    if (writer != null) {
      writer.flush();
    }
  }

  /// Writes the live entries in key order into a new map, durable and closed when this returns. The
  /// new map is open to further writes. Writes to this map wait meanwhile.
  ///
  /// @param target a file that does not exist
  /// @throws FileAlreadyExistsException if it exists
  /// @throws IOException if it cannot be written; no file of that name is then left
  public void compactTo(Path target) throws IOException {
    checkOpen();
    lock();
    try {
      NewFile.write(storage, target, this::copyTo);
    } finally {
      unlock();
    }
  }

  /// Replaces the file by a sealed one of the same entries: compact, read-only for good, open to
  /// any number of processes, opened without any scan. Durable when this returns; a crash meanwhile
  /// leaves the file as it was. Takes as much free space as the live entries need. This map goes on
  /// serving reads, from the old bytes, whose space is free when it is closed. Sealing a sealed map
  /// does nothing.
  ///
  /// @throws MapFullException if the disk is full; nothing has changed
  /// @throws UnsupportedOperationException if the map was opened read-only
  /// @throws IOException if it could not be written; if the map is sealed then, a power cut may
  ///   still leave the file as it was
  public void seal() throws IOException {
    checkOpen();
    lock();
    try {
      if (!isSealed()) {
        writable().checkWritable();
        NewFile.replace(storage, file, this::sealTo, writable()::retire);
      }
    } finally {
      unlock();
    }
  }

  private long sealTo(NewFile creation) throws IOException {
    return SealedFile.write(creation.file(), creation.region(), entries.position(true));
  }

  private long copyTo(NewFile creation) throws IOException {
    var copy = fresh(creation);
    var position = entries.position(true); // damage must not get a right checksum in the copy
    for (boolean found = position.first(); found; found = position.next()) {
      copy.put(position.keyBytes(), position.valueBytes());
    }
    return copy.end();
  }

  /// An empty map in a file that has not got its name yet, which never closes it.
  private static ListMap fresh(NewFile creation) throws IOException {
    var empty = Opening.create(creation.file(), creation.region());
    var options = ListMapOptions.builder().durability(Durability.OS).build();
    return new ListMap(creation.storage(), creation.file(), creation.region(), empty, options);
  }

  /// Marks a map that was written in one go clean.
  ///
  /// @return bytes of the file to keep
  private long end() throws IOException {
    writable().finish();
    return writable().lengthToKeep();
  }

  /// Brings every committed change that is still intact in a damaged file into a new map, across
  /// damaged places. The damaged file is only read; nobody may have it open for writing.
  ///
  /// Of a live file, changes are applied in the order they were made: where the removal of a key,
  /// or its newest value, is among what is damaged, what the key had before shows again. Changes of
  /// a batch count if its commit is intact.
  ///
  /// @param damaged the file
  /// @param target a file that does not exist; closed and durable when this returns
  /// @return what was found
  /// @throws CorruptFileException if both headers are damaged, and too little else is intact
  /// @throws IOException if a file cannot be read or written
  public static SalvageReport salvage(Path damaged, Path target) throws IOException {
    return salvage(FileStorage.INSTANCE, damaged, target);
  }

  static SalvageReport salvage(Storage storage, Path damaged, Path target) throws IOException {
    var source = storage.open(damaged, true);
    try {
      var reports = new SalvageReport[1];
      NewFile.write(
          storage,
          target,
          creation -> {
            var map = fresh(creation);
            reports[0] = new Salvage(damaged, source, map.target()).run();
            return map.end();
          });
      return reports[0];
    } finally {
      source.close(-1);
    }
  }

  /// What a salvage writes to.
  private Salvage.Target target() {
    return new Salvage.Target() {
      @Override
      public void put(byte[] key, byte[] value) throws IOException {
        ListMap.this.put(key, value);
      }

      @Override
      public void remove(byte[] key) throws IOException {
        ListMap.this.remove(key);
      }

      @Override
      public long size() {
        return ListMap.this.size();
      }
    };
  }

  /// Writes what is in a file as text, one line for each structure, damaged places included. For
  /// people: the form of the lines may change.
  ///
  /// @param file the file; nobody may have it open for writing
  /// @param out where to
  /// @throws CorruptFileException if both headers are damaged, and too little else is intact
  /// @throws IOException if it cannot be read
  public static void dump(Path file, Appendable out) throws IOException {
    var region = FileStorage.INSTANCE.open(file, true);
    try {
      new Dump(file, region, out).run();
    } finally {
      region.close(-1);
    }
  }

  /// Checks the file against itself. Writes wait meanwhile.
  ///
  /// @param mode how thoroughly
  /// @return what was found
  public VerifyReport verify(VerifyMode mode) {
    checkOpen();
    lock();
    try {
      return entries instanceof SealedEntries sealed
          ? new SealedVerification(sealed, opening.header()).run(mode)
          : writable().verify(mode);
    } finally {
      unlock();
    }
  }

  private void lock() {
    if (writer != null) {
      writer.lock().lock();
    }
  }

  private void unlock() {
    if (writer != null) {
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
    lock();
    try {
      isClosed = true;
      if (writer != null) {
        writer.finish();
      }
    } finally {
      boolean isCut = writer != null && writer.isFinished() && !isReadOnly && !isSealed();
      region.close(isCut ? writable().lengthToKeep() : -1);
      unlock();
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
