package io.cistern.listmap;

import static io.cistern.listmap.file.Format.RESERVE;

import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Header;
import io.cistern.listmap.file.Space;
import io.cistern.listmap.leaf.LeafIndex;
import io.cistern.listmap.leaf.Leaves;
import io.cistern.listmap.leaf.LivePosition;
import io.cistern.listmap.leaf.Place;
import io.cistern.listmap.log.Log;
import io.cistern.listmap.recovery.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Everything that changes a map. Threads take turns by a lock; readers never wait for it.
///
/// The order of each change: room is made, the record is appended, forced if asked for, and only
/// then entered into the list. What can fail comes before what others see.
final class Writer {

  private final Path file;
  private final Space space;
  private final Log log;
  private final Leaves leaves;
  private final boolean isSync;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock forcing = new ReentrantLock();
  private final LivePosition position;

  /// Where the last search has ended.
  private final Place place;

  private volatile Header header;
  private boolean isDirty;
  private volatile boolean isReadOnly;
  private volatile boolean isSealed;
  private volatile long entries;
  private volatile long liveBytes;
  private volatile long forced;

  /// Bytes of the file to keep, once it has been written to its end; until then negative.
  private long lengthToKeep = -1;

  private volatile @Nullable IOException failure;

  /// Starts from a header that has been read or just written.
  Writer(Opening.Live live, Header header, boolean isDirty, boolean isReadOnly, boolean isSync) {
    this.log = live.log();
    this.leaves = live.leaves();
    this.file = log.records().file();
    this.space = log.space();
    this.position = new LivePosition(leaves, false);
    this.place = position.place();
    this.header = header;
    this.isDirty = isDirty;
    this.isReadOnly = isReadOnly;
    this.isSync = isSync;
    this.entries = header.entries();
    this.liveBytes = header.liveBytes();
    this.forced = header.tail();
  }

  long entries() {
    return entries;
  }

  /// Whether the file is as it shall be left: nothing has changed since its header was written.
  boolean isFinished() {
    return !isDirty;
  }

  /// Whether a sealed file has taken the place of this one.
  boolean isSealed() {
    return isSealed;
  }

  Stats stats(Opening opening) {
    return new Stats(
        entries,
        leaves.count(),
        space.region().size(),
        log.tail(),
        liveBytes,
        Math.max(0, log.tail() - forced),
        opening.origin(),
        opening.discardedBytes());
  }

  /// Bytes of the file to keep when it is closed; all if negative.
  long lengthToKeep() {
    return lengthToKeep;
  }

  /// Checks list and log against each other. The lock must be held.
  VerifyReport verify(VerifyMode mode) {
    return new Verification(log, leaves, entries).run(mode);
  }

  ReentrantLock lock() {
    return lock;
  }

  // ---- changes

  /// @return `false` if the key is present and shall not be replaced
  boolean put(byte[] key, byte[] value, boolean replace) throws IOException {
    lock.lock();
    try {
      begin();
      if (position.find(key) && !replace) {
        return false;
      }
      leaves.checkNeighbour(place);
      log.ensure(Log.lengthOf(key, value) + Format.LEAF_ROOM, RESERVE);
      long record = log.append(Format.PUT, key, value);
      forceIfSync();
      enter(key, record);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// @return `false` if the key is absent
  boolean remove(byte[] key) throws IOException {
    lock.lock();
    try {
      begin();
      if (!position.find(key)) {
        return false;
      }
      log.ensure(Log.lengthOf(key, Log.NOTHING), 0);
      log.append(Format.REMOVE, key, Log.NOTHING);
      forceIfSync();
      takeOut();
      return true;
    } finally {
      lock.unlock();
    }
  }

  void commit(List<Batch.Change> changes) throws IOException {
    lock.lock();
    try {
      begin();
      long bytes = Format.RECORD_HEADER + 8;
      for (var change : changes) {
        bytes += Log.lengthOf(change.key(), change.valueOrNothing());
      }
      log.ensure(bytes, RESERVE + roomForSplits(changes.size()));
      var records = new long[changes.size()];
      for (int i = 0; i < records.length; i++) {
        var change = changes.get(i);
        records[i] =
            log.append(
                change.value() == null ? Format.BATCH_REMOVE : Format.BATCH_PUT,
                change.key(),
                change.valueOrNothing());
      }
      space.region().step("batch.before-commit");
      var count = new byte[8];
      Format.ARRAY_LONG.set(count, 0, (long) records.length);
      log.append(Format.COMMIT, Log.NOTHING, count);
      forceIfSync();
      try {
        for (int i = 0; i < records.length; i++) {
          log.ensure(Format.LEAF_ROOM, 0); // is there, but may begin in the next window
          apply(changes.get(i), records[i]);
        }
      } catch (IOException e) {
        failure = e; // committed, but the list is incomplete: the next opening rebuilds it
        throw e;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Bytes of the leaves that so many puts can need. A leaf splits at once if it is full, and again
  /// only after half of it was filled; a little of each window is left over.
  private long roomForSplits(int puts) {
    long splits = Math.min(puts, leaves.count() + puts / (Format.LEAF_CAPACITY / 2) + 1);
    long bytes = (splits + 2) * Format.LEAF_ROOM;
    return bytes + bytes / 32;
  }

  private void apply(Batch.Change change, long record) throws CorruptFileException {
    boolean isPresent = position.find(change.key());
    leaves.checkNeighbour(place);
    if (change.value() != null) {
      enter(change.key(), record);
    } else if (isPresent) {
      takeOut();
    }
  }

  /// Enters a record where the search has ended.
  private void enter(byte[] key, long record) throws CorruptFileException {
    long bytes = log.records().paddedLength(record);
    if (place.record != 0) {
      bytes -= log.records().paddedLength(place.record);
      leaves.replace(place, record);
    } else {
      leaves.insert(place, key, Format.prefix(key), record);
      entries = entries + 1;
    }
    liveBytes = liveBytes + bytes;
    space.region().step("write.entered");
  }

  private void takeOut() {
    leaves.remove(place);
    entries = entries - 1;
    liveBytes = liveBytes - log.records().paddedLength(place.record);
    space.region().step("write.entered");
  }

  /// Refuses, or prepares the file for, a change.
  private void begin() throws IOException {
    checkWritable();
    if (!isDirty) {
      markUnclean();
      isDirty = true;
    }
  }

  /// Says that the leaves in the file may not be what the header says, and leaves nothing behind
  /// the log.
  private void markUnclean() throws IOException {
    long index = header.index();
    writeHeader(0, 0);
    if (index != 0) {
      leaves.eraseIndex();
    }
  }

  void checkWritable() throws MapFailedException {
    if (isReadOnly) {
      throw new UnsupportedOperationException("the map is read-only: " + file);
    }
    throwIfFailed();
  }

  private void throwIfFailed() throws MapFailedException {
    var cause = failure;
    if (cause != null) {
      throw new MapFailedException(file, "refused after a failure: " + cause.getMessage(), cause);
    }
  }

  // ---- durability

  private void forceIfSync() throws IOException {
    if (isSync) {
      forceTo(log.tail());
    }
  }

  private void forceTo(long end) throws IOException {
    forcing.lock();
    try {
      throwIfFailed();
      if (end > forced) {
        force(forced, end - forced);
        forced = end;
      }
    } finally {
      forcing.unlock();
    }
  }

  /// A force that fails is never tried again: the system may have dropped what it could not write.
  private void force(long offset, long length) throws MapFailedException {
    try {
      space.region().force(offset, length);
    } catch (IOException e) {
      failure = e;
      throw new MapFailedException(file, "force failed: " + e.getMessage(), e);
    }
  }

  /// Forces what was written before the call, and notes in a header how far that is.
  void flush() throws IOException {
    throwIfFailed();
    long end = log.tail();
    if (end <= forced) {
      return;
    }
    forceTo(end);
    lock.lock();
    try {
      if (isDirty && !isReadOnly) {
        throwIfFailed();
        writeHeader(0, 0);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Writes and forces the other header slot.
  private void writeHeader(int flags, long index) throws IOException {
    boolean isEnd = (flags & Header.CLEAN) != 0;
    var next =
        new Header(
            flags,
            header.generation() + 1,
            header.fileIdHigh(),
            header.fileIdLow(),
            isEnd ? log.tail() : forced,
            isEnd ? log.nextSequence() : 0,
            leaves.first(),
            leaves.last(),
            entries,
            leaves.count(),
            leaves.free(),
            index,
            liveBytes,
            header.restart());
    next.write(space);
    space.region().step("header.written");
    force(next.slotOffset(), Header.BYTES);
    header = next;
    space.region().step("header.forced");
  }

  /// Forces everything and marks the file clean, if there were changes.
  void finish() throws IOException {
    lock.lock();
    try {
      if ((isDirty || leaves.isDamaged()) && !isReadOnly && failure == null) {
        end();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Forces everything, then says so in both slots: with one of them damaged, the end of the log is
  /// still known. If a leaf is damaged the header says nothing of leaves: the next opening rebuilds
  /// them.
  private void end() throws IOException {
    boolean isClean = leaves.finish();
    long index = isClean ? leaves.writeIndex() : 0;
    long end = index == 0 ? log.tail() : LeafIndex.end(space, index);
    force(0, end);
    forced = log.tail();
    if (!isClean) {
      markUnclean();
      return;
    }
    writeHeader(Header.CLEAN, index);
    writeHeader(Header.CLEAN, index);
    isDirty = false;
    lengthToKeep = Format.chunks(Math.max(log.tail() + RESERVE, end));
  }

  /// Takes no more changes: a sealed file has taken the place of this one.
  void retire() {
    isReadOnly = true;
    isSealed = true;
  }
}
