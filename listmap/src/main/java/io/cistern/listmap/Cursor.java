package io.cistern.listmap;

import io.cistern.listmap.order.Entries;
import io.cistern.listmap.order.KeyBytes;
import io.cistern.listmap.order.Position;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
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
  private final Position position;
  private final byte @Nullable [] low;
  private final byte @Nullable [] high;

  /// @param position of these entries, of the cursor alone
  /// @param low smallest key of the range, `null` for no bound
  /// @param high smallest key beyond the range, `null` for no bound
  Cursor(
      ListMap map,
      Entries entries,
      Position position,
      byte @Nullable [] low,
      byte @Nullable [] high) {
    this.map = map;
    this.entries = entries;
    this.position = position;
    this.low = low;
    this.high = high;
  }

  /// Bytes whose checksum this cursor has computed so far.
  long checksummedBytes() {
    return position.checksummedBytes();
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
    return entries.count(low, high);
  }

  /// Moves to the smallest key of the range.
  ///
  /// @return `false` if there is none
  /// @throws CorruptFileException if the entry is damaged; `next` goes on after it
  public boolean first() throws CorruptFileException {
    map.checkOpen();
    return low == null ? stay(position.first(), true) : seek(low, true, true);
  }

  /// Moves to the greatest key of the range.
  ///
  /// @return `false` if there is none
  /// @throws CorruptFileException if the entry is damaged; `prev` goes on before it
  public boolean last() throws CorruptFileException {
    map.checkOpen();
    return high == null ? stay(position.last(), false) : seek(high, false, false);
  }

  /// Moves to the smallest key of the range at or after this one.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return `false` if there is none
  /// @throws CorruptFileException if damage is in the way; `next` goes on after it
  public boolean seek(byte[] key) throws CorruptFileException {
    map.checkOpen();
    ListMap.checkKey(key);
    return seek(low != null && Arrays.compareUnsigned(key, low) < 0 ? low : key, true, true);
  }

  /// Moves to the smallest key of the range at or after what remains in a buffer.
  ///
  /// @param key 1 to 65,535 bytes remaining; its position stays
  /// @return `false` if there is none
  /// @throws CorruptFileException if damage is in the way; `next` goes on after it
  public boolean seek(ByteBuffer key) throws CorruptFileException {
    return seek(KeyBytes.copy(key));
  }

  /// Moves to the greatest key of the range at or before this one.
  ///
  /// @param key 1 to 65,535 bytes
  /// @return `false` if there is none
  /// @throws CorruptFileException if damage is in the way; `prev` goes on before it
  public boolean seekFloor(byte[] key) throws CorruptFileException {
    map.checkOpen();
    ListMap.checkKey(key);
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
    return stay(position.next(), true);
  }

  /// Moves to the next smaller key: than that of the entry, or of a search that has failed. On no
  /// entry: `false`.
  ///
  /// @return `false` if there is none in the range
  /// @throws CorruptFileException if the entry is damaged; another `prev` goes on before it
  public boolean prev() throws CorruptFileException {
    map.checkOpen();
    return stay(position.previous(), false);
  }

  private boolean seek(byte[] key, boolean orEqual, boolean isForward) throws CorruptFileException {
    return stay(position.seek(key, orEqual, isForward), isForward);
  }

  /// A move has ended: where it has left the range, on the side it went to, the cursor is on no
  /// entry.
  private boolean stay(boolean isThere, boolean isForward) {
    if (isThere && isBeyond(isForward)) {
      position.leave();
      return false;
    }
    return isThere;
  }

  private boolean isBeyond(boolean isForward) {
    if (isForward) {
      return high != null && position.compare(high) <= 0;
    }
    return low != null && position.compare(low) > 0;
  }

  private Position current() {
    map.checkOpen();
    if (!position.isReadable()) {
      throw new IllegalStateException("the cursor is on no entry");
    }
    return position;
  }

  /// The key. Valid while the map is open.
  ///
  /// @return read-only bytes of the mapped file
  /// @throws IllegalStateException if the cursor is on no entry
  public MemorySegment key() {
    return current().key();
  }

  /// The value. Valid while the map is open.
  ///
  /// @return read-only bytes of the mapped file
  /// @throws IllegalStateException if the cursor is on no entry
  public MemorySegment value() {
    return current().value();
  }

  /// A copy of the key.
  ///
  /// @return the bytes
  /// @throws IllegalStateException if the cursor is on no entry
  public byte[] keyBytes() {
    return current().keyBytes();
  }

  /// A copy of the value.
  ///
  /// @return the bytes
  /// @throws IllegalStateException if the cursor is on no entry
  public byte[] valueBytes() {
    return current().valueBytes();
  }
}
