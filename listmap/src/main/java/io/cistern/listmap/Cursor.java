package io.cistern.listmap;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A position in the key order of a map, or of a range of it, moving both ways along the list.
///
/// Not thread-safe; any number of cursors may run while the map is written. It is then weakly
/// consistent: keys come strictly ascending (or descending), and every key that is in the map
/// throughout is seen. A new cursor is on no entry. A move that returns `false` leaves it on no
/// entry. Moves verify the checksum of what they arrive at, if nobody has read it since the map was
/// opened.
public final class Cursor {

  private final ListMap map;
  private final Entries entries;
  private final byte @Nullable [] low;
  private final byte @Nullable [] high;
  private final Reading reading;

  /// The entry the cursor is on, or 0.
  private long entry;

  private boolean isReadable;

  /// The key of a search that damage was in the way of, from which a step can go on, and whether
  /// the cursor is above that key or below it.
  private byte @Nullable [] sought;

  private boolean isAbove;

  /// @param low smallest key of the range, `null` for no bound
  /// @param high smallest key beyond the range, `null` for no bound
  Cursor(ListMap map, Entries entries, byte @Nullable [] low, byte @Nullable [] high) {
    this(map, entries, low, high, new Reading());
  }

  private Cursor(
      ListMap map,
      Entries entries,
      byte @Nullable [] low,
      byte @Nullable [] high,
      Reading reading) {
    this.map = map;
    this.entries = entries;
    this.low = low;
    this.high = high;
    this.reading = reading;
  }

  /// A cursor over all entries that checks each of them, whoever has read it before.
  static Cursor checkingAnew(ListMap map, Entries entries) {
    return new Cursor(map, entries, null, null, new Reading(true));
  }

  /// Bytes whose checksum this cursor has computed so far.
  long checksummedBytes() {
    return reading.checksummedBytes();
  }

  /// Counts the entries of the range, without moving and without reading any but at its ends: by
  /// the list, in a sealed file by the blocks, which are checked. While the map is written, entries
  /// that come or go meanwhile may be counted or not.
  ///
  /// @return how many there are
  /// @throws CorruptFileException if damage is in the way
  public long count() throws CorruptFileException {
    map.checkOpen();
    if (low != null && high != null && Arrays.compareUnsigned(low, high) >= 0) {
      return 0;
    }
    return entries.count(new Reading(), low, high);
  }

  /// Moves to the smallest key of the range.
  ///
  /// @return `false` if there is none
  /// @throws CorruptFileException if the entry is damaged; `next` goes on after it
  public boolean first() throws CorruptFileException {
    map.checkOpen();
    leave();
    return low == null ? arrive(entries.first(reading), true) : seek(low, true, true);
  }

  /// Moves to the greatest key of the range.
  ///
  /// @return `false` if there is none
  /// @throws CorruptFileException if the entry is damaged; `prev` goes on before it
  public boolean last() throws CorruptFileException {
    map.checkOpen();
    leave();
    return high == null ? arrive(entries.last(reading), false) : seek(high, false, false);
  }

  /// Moves to the smallest key of the range at or after this one.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return `false` if there is none
  /// @throws CorruptFileException if damage is in the way; `next` goes on after it
  public boolean seek(byte[] key) throws CorruptFileException {
    map.checkOpen();
    ListMap.checkKey(key);
    leave();
    return seek(low != null && Arrays.compareUnsigned(key, low) < 0 ? low : key, true, true);
  }

  /// Moves to the greatest key of the range at or before this one.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return `false` if there is none
  /// @throws CorruptFileException if damage is in the way; `prev` goes on before it
  public boolean seekFloor(byte[] key) throws CorruptFileException {
    map.checkOpen();
    ListMap.checkKey(key);
    leave();
    return high != null && Arrays.compareUnsigned(key, high) >= 0
        ? seek(high, false, false)
        : seek(key, true, false);
  }

  /// Moves to the next greater key: than that of the entry, or of a search that has failed. On no
  /// entry: `false`.
  ///
  /// @return `false` if there is none in the range
  /// @throws CorruptFileException if the entry is damaged; another `next` goes on after it
  public boolean next() throws CorruptFileException {
    map.checkOpen();
    if (entry == 0) {
      return stepFromSearch(true);
    }
    long found = entries.after(reading);
    return found == Entries.CHANGED ? stepAfterChange(true) : arrive(found, true);
  }

  /// Moves to the next smaller key: than that of the entry, or of a search that has failed. On no
  /// entry: `false`.
  ///
  /// @return `false` if there is none in the range
  /// @throws CorruptFileException if the entry is damaged; another `prev` goes on before it
  public boolean prev() throws CorruptFileException {
    map.checkOpen();
    if (entry == 0) {
      return stepFromSearch(false);
    }
    long found = entries.before(reading);
    return found == Entries.CHANGED ? stepAfterChange(false) : arrive(found, false);
  }

  /// A move that fails shall leave nothing to read.
  private void leave() {
    entry = 0;
    isReadable = false;
    sought = null;
  }

  /// Steps on when the place is no longer where it was: it is searched by the key, or, as a damaged
  /// entry's key is not known, by the entry.
  private boolean stepAfterChange(boolean isForward) throws CorruptFileException {
    if (isReadable) {
      isReadable = false;
      entries.check(reading, entry);
      var key = entries.keyBytes(entry);
      return seek(key, false, isForward);
    }
    long found;
    do {
      if (!entries.findAgain(reading, entry)) {
        found = 0;
      } else {
        found = isForward ? entries.after(reading) : entries.before(reading);
      }
    } while (found == Entries.CHANGED);
    return arrive(found, isForward);
  }

  /// Steps on from a search that damage was in the way of: along the list, whose order is right
  /// whatever has become of the keys.
  private boolean stepFromSearch(boolean isForward) throws CorruptFileException {
    var key = sought;
    if (key == null) {
      return false;
    }
    long found;
    do {
      found = walkBeyond(key, entries.approach(reading, key, Format.prefix(key)));
      if (!isForward && found != Entries.CHANGED) {
        found = found == 0 ? entries.last(reading) : entries.before(reading);
      }
    } while (found == Entries.CHANGED);
    sought = null;
    return arrive(found, isForward);
  }

  /// Moves to the first intact entry on the far side of the cursor's place above or below a key.
  ///
  /// @param from what the move before returned
  /// @return as a move
  private long walkBeyond(byte[] key, long from) throws CorruptFileException {
    long found = from;
    while (found > 0) {
      try {
        long checked = entries.check(reading, found);
        int order = entries.compare(key, checked);
        if (order < 0 || (order == 0 && !isAbove)) {
          return checked;
        }
      } catch (CorruptFileException _) {
        // the search has reported it, or one like it
      }
      found = entries.after(reading);
    }
    return found;
  }

  private boolean seek(byte[] key, boolean orEqual, boolean isForward) throws CorruptFileException {
    long found;
    try {
      found = search(key, orEqual, isForward);
    } catch (CorruptFileException e) {
      leave();
      sought = key.clone();
      isAbove = isForward != orEqual;
      throw e;
    }
    return arrive(found, isForward);
  }

  private long search(byte[] key, boolean orEqual, boolean isForward) throws CorruptFileException {
    long prefix = Format.prefix(key);
    long found;
    do {
      entries.find(reading, key, prefix);
      if (reading.record != 0 && orEqual) {
        found = reading.record;
      } else if (isForward) {
        found = reading.record == 0 ? entries.atOrAfter(reading) : entries.after(reading);
      } else {
        found = entries.before(reading);
      }
    } while (found == Entries.CHANGED);
    return found;
  }

  private boolean arrive(long found, boolean isForward) throws CorruptFileException {
    entry = found;
    isReadable = false;
    if (found == 0) {
      return false;
    }
    entry = entries.check(reading, found);
    if (isBeyond(isForward)) {
      entry = 0;
      return false;
    }
    isReadable = true;
    return true;
  }

  /// Whether a move has left the range on the side it went to.
  private boolean isBeyond(boolean isForward) throws CorruptFileException {
    if (isForward) {
      return high != null && entries.compare(high, entry) <= 0;
    }
    return low != null && entries.compare(low, entry) > 0;
  }

  private long current() {
    map.checkOpen();
    if (!isReadable) {
      throw new IllegalStateException("the cursor is on no entry");
    }
    return entry;
  }

  /// The key. Valid while the map is open.
  ///
  /// @return read-only bytes of the mapped file
  /// @throws IllegalStateException if the cursor is on no entry
  public MemorySegment key() {
    return entries.key(reading, current());
  }

  /// The value. Valid while the map is open.
  ///
  /// @return read-only bytes of the mapped file
  /// @throws IllegalStateException if the cursor is on no entry
  public MemorySegment value() {
    return entries.value(reading, current());
  }

  /// A copy of the key.
  ///
  /// @return the bytes
  /// @throws IllegalStateException if the cursor is on no entry
  public byte[] keyBytes() {
    return entries.keyBytes(current());
  }

  /// A copy of the value.
  ///
  /// @return the bytes
  /// @throws IllegalStateException if the cursor is on no entry
  public byte[] valueBytes() {
    return entries.valueBytes(current());
  }
}
