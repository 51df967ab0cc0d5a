package io.cistern.listmap.order;

import io.cistern.listmap.CorruptFileException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A place in the key order of a map, moved both ways. It goes on beyond what is damaged, wherever
/// it was sent. Allocation-free but for copies, and not thread-safe.
///
/// What it stands on has been checked, or the move threw; the next move then goes on beyond what is
/// damaged.
public abstract class Position {

  /// Whether there is an entry, intact or not, from which to step.
  private boolean isPlaced;

  /// Whether it is intact.
  private boolean isReadable;

  /// The key of a search that damage was in the way of, from which a step can go on, and whether
  /// the position is above that key or below it.
  private byte @Nullable [] sought;

  private boolean isAbove;

  // ---- what the two kinds of files do each in their way

  /// Finds a key, and its entry if it is present, without becoming a place to step from: for gets.
  ///
  /// @return `false` if it is absent
  /// @throws CorruptFileException if damage is in the way
  public abstract boolean find(byte[] key) throws CorruptFileException;

  /// Moves to the first entry.
  ///
  /// @return `false` if there is none
  public abstract boolean toFirst() throws CorruptFileException;

  /// Moves to the last entry.
  ///
  /// @return `false` if there is none
  public abstract boolean toLast() throws CorruptFileException;

  /// Moves to the entry after this one.
  ///
  /// @return `false` at the end
  public abstract boolean toNext() throws CorruptFileException;

  /// Moves to the entry before this one.
  ///
  /// @return `false` at the start
  public abstract boolean toPrevious() throws CorruptFileException;

  /// Moves to the first entry above a key, or the last below it.
  ///
  /// @param orEqual whether the key itself will do
  /// @return `false` if there is none
  public abstract boolean toKey(byte[] key, boolean orEqual, boolean isForward)
      throws CorruptFileException;

  /// Moves to an entry left of which all are below a key, by a way that damaged keys do not
  /// mislead.
  ///
  /// @return `false` if there is none
  public abstract boolean toBefore(byte[] key) throws CorruptFileException;

  /// Checks the entry that a move has arrived at.
  ///
  /// @throws CorruptFileException if it is damaged
  public abstract void check() throws CorruptFileException;

  /// The key of the entry, as read-only bytes of the file.
  public abstract MemorySegment key();

  /// The value of the entry, as read-only bytes of the file.
  public abstract MemorySegment value();

  public abstract byte[] keyBytes();

  public abstract byte[] valueBytes();

  /// Compares a key with that of the entry.
  public abstract int compare(byte[] key);

  /// Bytes whose checksum was computed so far.
  public abstract long checksummedBytes();

  // ---- moves

  /// Whether it is on an entry that can be read.
  public final boolean isReadable() {
    return isReadable;
  }

  /// Is on no entry any more, and has none to go on from.
  public final void leave() {
    isPlaced = false;
    isReadable = false;
    sought = null;
  }

  public final boolean first() throws CorruptFileException {
    leave();
    return arrive(toFirst());
  }

  public final boolean last() throws CorruptFileException {
    leave();
    return arrive(toLast());
  }

  /// Moves to the first entry above a key, or the last below it.
  public final boolean seek(byte[] key, boolean orEqual, boolean isForward)
      throws CorruptFileException {
    leave();
    return arrive(search(key, orEqual, isForward));
  }

  public final boolean next() throws CorruptFileException {
    return isPlaced ? arrive(toNext()) : stepFromSearch(true);
  }

  public final boolean previous() throws CorruptFileException {
    return isPlaced ? arrive(toPrevious()) : stepFromSearch(false);
  }

  /// As [#toKey]; if damage is in the way the next step goes on from the key.
  public final boolean search(byte[] key, boolean orEqual, boolean isForward)
      throws CorruptFileException {
    try {
      return toKey(key, orEqual, isForward);
    } catch (CorruptFileException e) {
      isToGoOnFrom(key.clone(), isForward != orEqual);
      throw e;
    }
  }

  private void isToGoOnFrom(byte[] key, boolean above) {
    leave();
    sought = key;
    isAbove = above;
  }

  private boolean arrive(boolean isThere) throws CorruptFileException {
    isPlaced = isThere;
    isReadable = false;
    if (isThere) {
      check();
      isReadable = true;
    }
    return isThere;
  }

  /// Steps on from a search that damage was in the way of: along the list, whose order is right
  /// whatever has become of the keys.
  private boolean stepFromSearch(boolean isForward) throws CorruptFileException {
    var key = sought;
    boolean above = isAbove;
    if (key == null) {
      return false;
    }
    boolean isThere;
    try {
      isThere = walkBeyond(key, above);
      if (!isForward) {
        isThere = isThere ? toPrevious() : toLast();
      }
    } catch (CorruptFileException e) {
      isToGoOnFrom(key, above);
      throw e;
    }
    sought = null;
    return arrive(isThere);
  }

  /// Moves to the first intact entry on the far side of a place above or below a key.
  private boolean walkBeyond(byte[] key, boolean above) throws CorruptFileException {
    for (boolean isThere = toBefore(key); isThere; isThere = toNext()) {
      isReadable = isIntact();
      if (isReadable) {
        int order = compare(key);
        if (order < 0 || (order == 0 && !above)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isIntact() {
    try {
      check();
      return true;
    } catch (CorruptFileException _) {
      return false; // the search has reported it, or one like it
    }
  }
}
