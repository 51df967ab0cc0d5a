package io.cistern.listmap.leaf;

import static io.cistern.listmap.file.Format.INT;
import static io.cistern.listmap.file.Format.INT_HANDLE;
import static io.cistern.listmap.file.Format.LEAF_CAPACITY;
import static io.cistern.listmap.file.Format.LEAF_CHECKSUM;
import static io.cistern.listmap.file.Format.LEAF_COUNT;
import static io.cistern.listmap.file.Format.LEAF_LOW_PREFIX;
import static io.cistern.listmap.file.Format.LEAF_LOW_RECORD;
import static io.cistern.listmap.file.Format.LEAF_NEXT;
import static io.cistern.listmap.file.Format.LEAF_PREV;
import static io.cistern.listmap.file.Format.LEAF_SLOTS;
import static io.cistern.listmap.file.Format.LEAF_VERSION;
import static io.cistern.listmap.file.Format.LONG;
import static io.cistern.listmap.file.Format.LONG_HANDLE;
import static io.cistern.listmap.file.Format.SLOT_BYTES;
import static io.cistern.listmap.file.Format.SLOT_RECORD;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.log.Records;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// The bytes of one leaf, at a base within a segment.
///
/// One thread writes at a time; a leaf's version is odd meanwhile, and a reader that saw it change
/// reads again.
public final class Leaf {

  private static final int SPINS = 100;

  private Leaf() {}

  // ---- reading

  static int version(MemorySegment segment, long base) {
    return (int) INT_HANDLE.getAcquire(segment, base + LEAF_VERSION);
  }

  /// Whether what was read since [#version] may be a mixture. True also for a version that was odd.
  static boolean isChanged(MemorySegment segment, long base, int version) {
    VarHandle.loadLoadFence();
    return (int) INT_HANDLE.getOpaque(segment, base + LEAF_VERSION) != version
        || (version & 1) != 0;
  }

  /// Lets the writer get on with a leaf that was found changed so often.
  ///
  /// @return how often it was found changed now
  static int pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
    return spins + 1;
  }

  public static int count(MemorySegment segment, long base) {
    return Math.min(LEAF_CAPACITY, segment.get(INT, base + LEAF_COUNT));
  }

  public static long next(MemorySegment segment, long base) {
    return (long) LONG_HANDLE.getAcquire(segment, base + LEAF_NEXT);
  }

  public static long prev(MemorySegment segment, long base) {
    return (long) LONG_HANDLE.getAcquire(segment, base + LEAF_PREV);
  }

  public static long lowPrefix(MemorySegment segment, long base) {
    return segment.get(LONG, base + LEAF_LOW_PREFIX);
  }

  public static long low(MemorySegment segment, long base) {
    return segment.get(LONG, base + LEAF_LOW_RECORD);
  }

  public static long prefix(MemorySegment segment, long base, int slot) {
    return segment.get(LONG, slotAt(base, slot));
  }

  public static long record(MemorySegment segment, long base, int slot) {
    return (long) LONG_HANDLE.getAcquire(segment, slotAt(base, slot) + SLOT_RECORD);
  }

  /// As [#record], but it may be that of a slot beside, or none.
  static long recordHint(MemorySegment segment, long base, int slot) {
    return segment.get(LONG, slotAt(base, slot) + SLOT_RECORD);
  }

  private static long slotAt(long base, int slot) {
    return base + LEAF_SLOTS + (long) SLOT_BYTES * slot;
  }

  /// The first slot whose prefix is not below this one, found by steps of growing length from a
  /// guess: a good guess touches one or two cache lines.
  static int firstAtOrAfter(MemorySegment segment, long base, int slots, long prefix, int guess) {
    int low = 0;
    int high = slots;
    int step = 4;
    int at = guess;
    if (guess < slots && isBelow(segment, base, at, prefix)) {
      do {
        low = at + 1;
        at += step;
        step <<= 1;
      } while (at < slots && isBelow(segment, base, at, prefix));
      high = Math.min(at, slots);
    } else {
      while (at >= 0 && (at >= slots || !isBelow(segment, base, at, prefix))) {
        high = Math.min(at, slots);
        at -= step;
        step <<= 1;
      }
      low = Math.max(at + 1, 0);
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBelow(segment, base, middle, prefix)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean isBelow(MemorySegment segment, long base, int slot, long prefix) {
    return Long.compareUnsigned(prefix(segment, base, slot), prefix) < 0;
  }

  // ---- writing

  static void initialise(
      MemorySegment segment, long base, int slots, long prev, long next, long lowPrefix, long low) {
    segment.set(INT, base + LEAF_VERSION, 0);
    segment.set(INT, base + LEAF_COUNT, slots);
    segment.set(INT, base + LEAF_COUNT + 4, 0);
    segment.set(LONG, base + LEAF_PREV, prev);
    segment.set(LONG, base + LEAF_NEXT, next);
    segment.set(LONG, base + LEAF_LOW_PREFIX, lowPrefix);
    segment.set(LONG, base + LEAF_LOW_RECORD, low);
  }

  /// Fills slots of a leaf nobody sees yet.
  ///
  /// @param slots prefixes and records in turns
  public static void fill(MemorySegment segment, long base, long[] slots, int count) {
    MemorySegment.copy(slots, 0, segment, LONG, slotAt(base, 0), 2 * count);
  }

  /// The opposite of [#fill].
  public static void read(MemorySegment segment, long base, long[] slots, int count) {
    MemorySegment.copy(segment, LONG, slotAt(base, 0), slots, 0, 2 * count);
  }

  /// Copies the slots from one on to the start of a leaf nobody sees yet.
  static void copySlots(
      MemorySegment from, long base, int slot, int slots, MemorySegment to, long toBase) {
    long bytes = (long) SLOT_BYTES * (slots - slot);
    MemorySegment.copy(from, slotAt(base, slot), to, slotAt(toBase, 0), bytes);
  }

  static void insert(
      MemorySegment segment, long base, int slots, int slot, long prefix, long record) {
    int version = lock(segment, base);
    long at = slotAt(base, slot);
    shift(segment, at, at + SLOT_BYTES, slots - slot);
    segment.set(LONG, at, prefix);
    LONG_HANDLE.setRelease(segment, at + SLOT_RECORD, record);
    segment.set(INT, base + LEAF_COUNT, slots + 1);
    unlock(segment, base, version);
  }

  static void remove(MemorySegment segment, long base, int slot) {
    int slots = count(segment, base);
    int version = lock(segment, base);
    long at = slotAt(base, slot);
    shift(segment, at + SLOT_BYTES, at, slots - slot - 1);
    segment.set(INT, base + LEAF_COUNT, slots - 1);
    unlock(segment, base, version);
  }

  private static void shift(MemorySegment segment, long from, long to, int slots) {
    if (slots > 0) {
      MemorySegment.copy(segment, from, segment, to, (long) SLOT_BYTES * slots);
    }
  }

  static void replace(MemorySegment segment, long base, int slot, long record) {
    LONG_HANDLE.setRelease(segment, slotAt(base, slot) + SLOT_RECORD, record);
  }

  /// Lets a new leaf, which is complete, follow this one, which keeps its first slots.
  static void cut(MemorySegment segment, long base, int keep, long next) {
    int version = lock(segment, base);
    LONG_HANDLE.setRelease(segment, base + LEAF_NEXT, next);
    segment.set(INT, base + LEAF_COUNT, keep);
    unlock(segment, base, version);
  }

  static void linkBack(MemorySegment segment, long base, long prev) {
    LONG_HANDLE.setRelease(segment, base + LEAF_PREV, prev);
  }

  private static int lock(MemorySegment segment, long base) {
    int version = segment.get(INT, base + LEAF_VERSION);
    INT_HANDLE.setOpaque(segment, base + LEAF_VERSION, version + 1);
    VarHandle.storeStoreFence();
    return version;
  }

  private static void unlock(MemorySegment segment, long base, int version) {
    INT_HANDLE.setRelease(segment, base + LEAF_VERSION, version + 2);
  }

  // ---- checksum of a clean file

  /// Whether a leaf can be there at all.
  ///
  /// @param end where leaves end
  public static boolean isPossible(long leaf, long end) {
    return leaf >= Format.START
        && (leaf & (Format.LEAF_ALIGNMENT - 1)) == 0
        && leaf <= end - Format.LEAF_BYTES;
  }

  /// Checks a leaf against its checksum, as it was written when the file was closed.
  public static void check(Records records, Checksum checksum, long leaf)
      throws CorruptFileException {
    if (!isPossible(leaf, records.space().capacity())) {
      throw records.corrupt(leaf, "leaf offset");
    }
    var window = records.space().window(leaf);
    var segment = window.segment;
    long base = leaf - window.base;
    int slots = segment.get(INT, base + LEAF_COUNT);
    if (slots < 0 || slots > LEAF_CAPACITY) {
      throw records.corrupt(leaf, "leaf count");
    }
    int stored = segment.get(INT, base + LEAF_CHECKSUM);
    if (stored != (checksum(checksum, segment, base, slots) ^ records.mark(leaf))) {
      throw records.corrupt(leaf, "leaf checksum");
    }
  }

  static void writeChecksum(Records records, Checksum checksum, long leaf) {
    var window = records.space().window(leaf);
    long base = leaf - window.base;
    int value = checksum(checksum, window.segment, base, count(window.segment, base));
    window.segment.set(INT, base + LEAF_CHECKSUM, value ^ records.mark(leaf));
  }

  /// Of the header behind the checksum and the used slots.
  private static int checksum(Checksum checksum, MemorySegment segment, long base, int slots) {
    long length = LEAF_SLOTS - LEAF_VERSION + (long) SLOT_BYTES * slots;
    return checksum.of(segment, base + LEAF_VERSION, length);
  }
}
