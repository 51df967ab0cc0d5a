package io.cistern.listmap.block;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.order.KeyBytes;
import io.cistern.listmap.order.Position;
import java.lang.foreign.MemorySegment;

/// A position in the blocks of a sealed file.
final class SealedPosition extends Position {

  /// The slot of the last entry of a block that has not been checked.
  private static final int LAST = -1;

  private final Checksum checksum = new Checksum();
  private final boolean checksAnew;
  private SealedEntries entries;
  private MemorySegment segment;

  /// The ordinal of the block, and the number of its entries, 0 until it has been checked.
  private int block;

  private int count;
  private int slot;

  /// The entry in the slot, as [Blocks] names it, once it has been checked.
  private long entry;

  /// @param checksAnew whether everything is checked as if it were read for the first time
  SealedPosition(SealedEntries entries, boolean checksAnew) {
    this.entries = entries;
    this.segment = entries.segment();
    this.checksAnew = checksAnew;
  }

  /// Reads another file from now on.
  SealedPosition on(SealedEntries others) {
    if (entries != others) {
      entries = others;
      segment = others.segment();
    }
    return this;
  }

  /// Which slot of the block a search has ended at: the key's, or that of the next greater one.
  int slot() {
    return slot;
  }

  int block() {
    return block;
  }

  @Override
  public boolean find(byte[] key) throws CorruptFileException {
    count = 0;
    slot = 0;
    if (entries.blocks() == 0) {
      return false;
    }
    block = entries.floor(key);
    count = checked(block);
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      entry = entries.entry(block, middle);
      int order = compare(key);
      if (order == 0) {
        slot = middle;
        return true;
      }
      if (order > 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    slot = low;
    return false;
  }

  private int checked(int ordinal) throws CorruptFileException {
    return checksAnew ? entries.check(checksum, ordinal) : entries.checkOnce(checksum, ordinal);
  }

  @Override
  public boolean toFirst() {
    return enter(0, 0);
  }

  @Override
  public boolean toLast() {
    return enter(entries.blocks() - 1, LAST);
  }

  @Override
  public boolean toNext() {
    return toSlot(slot + 1);
  }

  @Override
  public boolean toPrevious() {
    if (slot > 0) {
      slot--;
      return true;
    }
    return enter(block - 1, LAST);
  }

  @Override
  public boolean toKey(byte[] key, boolean orEqual, boolean isForward) throws CorruptFileException {
    boolean isPresent = find(key);
    if (isPresent && orEqual) {
      return true;
    }
    return isForward ? toSlot(isPresent ? slot + 1 : slot) : toPrevious();
  }

  @Override
  public boolean toBefore(byte[] key) throws CorruptFileException {
    return enter(entries.floor(key), 0);
  }

  private boolean toSlot(int to) {
    if (to < count) {
      slot = to;
      return true;
    }
    return enter(block + 1, 0);
  }

  private boolean enter(int ordinal, int toSlot) {
    if (ordinal < 0 || ordinal >= entries.blocks()) {
      return false;
    }
    block = ordinal;
    count = 0;
    slot = toSlot;
    return true;
  }

  @Override
  public void check() throws CorruptFileException {
    if (count == 0) {
      count = checked(block);
      slot = slot == LAST ? count - 1 : slot;
    }
    entry = entries.entry(block, slot);
  }

  private long keyAt() {
    return Blocks.keyAt(segment, entry);
  }

  private int keyLength() {
    return Blocks.keyLength(segment, entry);
  }

  private int valueLength() {
    return Blocks.valueLength(segment, entry);
  }

  @Override
  public MemorySegment key() {
    return entries.readable().asSlice(keyAt(), keyLength());
  }

  @Override
  public MemorySegment value() {
    return entries.readable().asSlice(keyAt() + keyLength(), valueLength());
  }

  @Override
  public byte[] keyBytes() {
    return KeyBytes.copy(segment, keyAt(), keyLength());
  }

  @Override
  public byte[] valueBytes() {
    return KeyBytes.copy(segment, keyAt() + keyLength(), valueLength());
  }

  @Override
  public int compare(byte[] key) {
    return KeyBytes.compare(key, segment, keyAt(), keyLength(), 0);
  }

  @Override
  public long checksummedBytes() {
    return checksum.bytes();
  }
}
