package io.cistern.listmap;

import static io.cistern.listmap.Format.INT;
import static io.cistern.listmap.Format.INT_HANDLE;
import static io.cistern.listmap.Format.LEAF_CAPACITY;
import static io.cistern.listmap.Format.LEAF_CHECKSUM;
import static io.cistern.listmap.Format.LEAF_COUNT;
import static io.cistern.listmap.Format.LEAF_LOW_PREFIX;
import static io.cistern.listmap.Format.LEAF_LOW_RECORD;
import static io.cistern.listmap.Format.LEAF_NEXT;
import static io.cistern.listmap.Format.LEAF_PREV;
import static io.cistern.listmap.Format.LEAF_SLOTS;
import static io.cistern.listmap.Format.LEAF_VERSION;
import static io.cistern.listmap.Format.LONG;
import static io.cistern.listmap.Format.LONG_HANDLE;
import static io.cistern.listmap.Format.SLOT_BYTES;
import static io.cistern.listmap.Format.SLOT_RECORD;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// The list of leaves: the truth of the keys' order.
///
/// Each leaf owns the keys from its low key, which never changes, up to the low key of the next.
/// Leaves are split but never merged or moved, so a reader that holds a leaf is at most too far
/// left. One thread writes at a time; a leaf's version is odd meanwhile, and a reader that saw it
/// change reads again.
final class Leaves {

  /* What makes a search trustworthy although it compares with records it has not checked (checking each would cost more
   * than the search): whatever way it went, it ends between two neighbouring slots, and those it checks. If the record
   * found is intact and has the key, or the neighbours are intact and have the key between them, the outcome is right
   * however the search got there. Otherwise a damaged record misled it, and that is reported. Slots whose prefix differs
   * from the key's settle the matter by themselves. */

  private static final int SPINS = 100;

  /// What a step returns if the leaf has changed since the position was taken: the caller searches
  /// again.
  static final long CHANGED = -1;

  private final Log log;
  private final Space space;
  private LeafIndex index;
  private volatile byte[] checked = {};
  private volatile long first;
  private volatile long last;
  private volatile long count;
  private long free;

  Leaves(Log log) {
    this.log = log;
    this.space = log.space();
    this.index = new LeafIndex(log, new long[1], new long[1], new long[1]);
  }

  /// Takes over a chain whose leaves are known to be intact, or are checked when first met.
  void open(LeafIndex index, long first, long last, long count, long free, boolean checkLater) {
    this.index = index;
    this.first = first;
    this.last = last;
    this.count = count;
    this.free = free;
    this.checked =
        checkLater
            ? new byte[Math.toIntExact((space.capacity() >>> Format.LEAF_BYTES_SHIFT) + 1)]
            : new byte[0];
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  /// Leaves in the list.
  long count() {
    return count;
  }

  /// The first of the chain of unused leaves, or 0.
  long free() {
    return free;
  }

  // ---- reading

  /// Finds a key, or where it belongs, into [Reading#leaf], [Reading#version], [Reading#slot] and
  /// [Reading#record].
  ///
  /// @throws CorruptFileException if a damaged record is in the way
  void find(Reading reading, byte[] key, long prefix) throws CorruptFileException {
    long leaf = index.floor(key, prefix);
    int spins = 0;
    while (true) {
      var window = window(reading, leaf);
      var segment = window.segment;
      long base = leaf - window.base;
      int version = version(segment, base);
      if ((version & 1) != 0) {
        spins = pause(spins);
        continue;
      }
      int slots = count(segment, base);
      int low = 0;
      int high = slots;
      long record = 0;
      long next = 0;
      try {
        while (low < high) {
          int middle = (low + high) >>> 1;
          long slot = slot(base, middle);
          long slotPrefix = segment.get(LONG, slot);
          int order = Long.compareUnsigned(prefix, slotPrefix);
          if (order == 0) {
            long candidate = (long) LONG_HANDLE.getAcquire(segment, slot + SLOT_RECORD);
            order = log.compareBeyondPrefix(key, candidate);
            if (order == 0) {
              record = candidate;
              low = middle;
              break;
            }
          }
          if (order > 0) {
            low = middle + 1;
          } else {
            high = middle;
          }
        }
        if (record == 0 && low == slots) {
          next = next(segment, base);
          if (next != 0 && !isAtOrAfterLow(key, prefix, next)) {
            next = 0;
          }
        }
      } catch (CorruptFileException e) {
        if (isChanged(segment, base, version)) {
          continue;
        }
        throw e;
      }
      reading.leaf = leaf;
      reading.version = version;
      reading.slot = low;
      reading.record = record;
      if (isChanged(segment, base, version)) {
        continue;
      }
      if (next != 0) {
        leaf = next;
        continue;
      }
      if (record != 0) {
        log.check(reading, record);
        return;
      }
      if (isAbsenceShown(reading, segment, base, key, prefix, low, slots)) {
        return;
      }
    }
  }

  /// Checks that the key belongs between the slots the search ended at.
  ///
  /// @return `false` if the leaf has changed meanwhile
  private boolean isAbsenceShown(
      Reading reading,
      MemorySegment segment,
      long base,
      byte[] key,
      long prefix,
      int slot,
      int slots)
      throws CorruptFileException {
    long before = slot == 0 ? low(segment, base) : record(segment, base, slot - 1);
    long beforePrefix = slot == 0 ? lowPrefix(segment, base) : prefix(segment, base, slot - 1);
    long after = 0;
    long afterPrefix = 0;
    if (slot < slots) {
      after = record(segment, base, slot);
      afterPrefix = prefix(segment, base, slot);
    } else {
      long next = next(segment, base);
      if (next != 0) {
        var window = window(reading, next);
        after = low(window.segment, next - window.base);
        afterPrefix = lowPrefix(window.segment, next - window.base);
      }
    }
    if (isChanged(segment, base, reading.version)) {
      return false;
    }
    if (before != 0) {
      int order = compareChecked(reading, key, prefix, before, beforePrefix);
      if (order < 0 || (order == 0 && slot > 0)) {
        throw misled(reading, segment, base, prefix, slots);
      }
    }
    if (after != 0 && compareChecked(reading, key, prefix, after, afterPrefix) >= 0) {
      throw misled(reading, segment, base, prefix, slots);
    }
    return true;
  }

  private int compareChecked(
      Reading reading, byte[] key, long prefix, long record, long recordPrefix)
      throws CorruptFileException {
    if (prefix != recordPrefix) {
      return Long.compareUnsigned(prefix, recordPrefix);
    }
    log.check(reading, record);
    return log.compareBeyondPrefix(key, record);
  }

  private CorruptFileException misled(
      Reading reading, MemorySegment segment, long base, long prefix, int slots) {
    try {
      for (int i = 0; i < slots; i++) {
        if (prefix(segment, base, i) == prefix) {
          log.check(reading, record(segment, base, i));
        }
      }
    } catch (CorruptFileException e) {
      return e;
    }
    return log.corrupt(reading.leaf, "search misled by a damaged low key, or keys out of order");
  }

  private boolean isAtOrAfterLow(byte[] key, long prefix, long leaf) throws CorruptFileException {
    var window = space.window(leaf);
    long base = leaf - window.base;
    long lowPrefix = lowPrefix(window.segment, base);
    return prefix != lowPrefix
        ? Long.compareUnsigned(prefix, lowPrefix) > 0
        : log.compareBeyondPrefix(key, low(window.segment, base)) >= 0;
  }

  /// The record right of the position, which moves there; 0 at the end.
  long after(Reading reading) throws CorruptFileException {
    return step(reading, reading.slot + 1);
  }

  /// The record right of where a search ended.
  long afterFound(Reading reading) throws CorruptFileException {
    return step(reading, reading.record == 0 ? reading.slot : reading.slot + 1);
  }

  private long step(Reading reading, int slot) throws CorruptFileException {
    var window = space.window(reading.leaf);
    var segment = window.segment;
    long base = reading.leaf - window.base;
    if (slot < count(segment, base)) {
      long record = record(segment, base, slot);
      if (isChanged(segment, base, reading.version)) {
        return CHANGED;
      }
      reading.slot = slot;
      return record;
    }
    long next = next(segment, base);
    return isChanged(segment, base, reading.version) ? CHANGED : firstFrom(reading, next);
  }

  /// The first record of a leaf or of those right of it, which becomes the position; 0 if there is
  /// none.
  long firstFrom(Reading reading, long leaf) throws CorruptFileException {
    int spins = 0;
    while (leaf != 0) {
      var window = window(reading, leaf);
      var segment = window.segment;
      long base = leaf - window.base;
      int version = version(segment, base);
      long record = count(segment, base) > 0 ? record(segment, base, 0) : 0;
      long next = next(segment, base);
      if (isChanged(segment, base, version)) {
        spins = pause(spins);
      } else if (record != 0) {
        reading.leaf = leaf;
        reading.version = version;
        reading.slot = 0;
        return record;
      } else {
        leaf = next;
      }
    }
    return 0;
  }

  /// The record left of the position, which moves there; 0 at the start.
  long before(Reading reading) throws CorruptFileException {
    var window = space.window(reading.leaf);
    var segment = window.segment;
    long base = reading.leaf - window.base;
    long record = reading.slot > 0 ? record(segment, base, reading.slot - 1) : 0;
    long prev = prev(segment, base);
    if (isChanged(segment, base, reading.version)) {
      return CHANGED;
    }
    if (record != 0) {
      reading.slot--;
      return record;
    }
    return prev == 0 ? 0 : lastOf(reading, prev, reading.leaf);
  }

  /// The last record before a leaf, which becomes the position; 0 if there is none.
  ///
  /// @param leaf where to start: at or left of the leaf that is wanted
  /// @param end the leaf right of the one that is wanted, 0 for the end of the list
  long lastOf(Reading reading, long leaf, long end) throws CorruptFileException {
    int spins = 0;
    while (leaf != 0) {
      var window = window(reading, leaf);
      var segment = window.segment;
      long base = leaf - window.base;
      int version = version(segment, base);
      int slots = count(segment, base);
      long record = slots > 0 ? record(segment, base, slots - 1) : 0;
      long next = next(segment, base);
      long prev = prev(segment, base);
      if (isChanged(segment, base, version)) {
        spins = pause(spins);
      } else if (next != end) {
        leaf = next; // split since: a backward link may be too far left, never too far right
      } else if (record != 0) {
        reading.leaf = leaf;
        reading.version = version;
        reading.slot = slots - 1;
        return record;
      } else {
        end = leaf;
        leaf = prev;
      }
    }
    return 0;
  }

  /// The window of a leaf, which is checked when it is met for the first time in a file that was
  /// not scanned.
  Space.Window window(Reading reading, long leaf) throws CorruptFileException {
    var window = space.window(leaf);
    var seen = checked;
    if (seen.length != 0) {
      int at = (int) (leaf >>> Format.LEAF_BYTES_SHIFT);
      if (seen[at] == 0) {
        check(reading, leaf);
        seen[at] = 1;
      }
    }
    return window;
  }

  /// Checks the checksum of a leaf, as it was written when the file was closed or sealed.
  void check(Reading reading, long leaf) throws CorruptFileException {
    if (leaf < Format.LOG_START || (leaf & 7) != 0 || leaf + Format.LEAF_BYTES > log.tail()) {
      throw log.corrupt(leaf, "leaf offset");
    }
    var window = space.window(leaf);
    long base = leaf - window.base;
    int slots = window.segment.get(INT, base + LEAF_COUNT);
    if (slots < 0 || slots > LEAF_CAPACITY) {
      throw log.corrupt(leaf, "leaf count");
    }
    int stored = window.segment.get(INT, base + LEAF_CHECKSUM);
    if (stored != checksum(reading, window, leaf, slots)) {
      throw log.corrupt(leaf, "leaf checksum");
    }
  }

  private int checksum(Reading reading, Space.Window window, long leaf, int slots) {
    long length = LEAF_SLOTS - LEAF_VERSION + (long) slots * SLOT_BYTES;
    long from = leaf - window.base + LEAF_VERSION;
    return reading.checksum(window.segment, from, length) ^ log.mark(leaf);
  }

  static int pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
    return spins + 1;
  }

  static int version(MemorySegment segment, long base) {
    return (int) INT_HANDLE.getAcquire(segment, base + LEAF_VERSION);
  }

  /// Whether what was read since [#version] may be a mixture. True also for a version that was odd.
  static boolean isChanged(MemorySegment segment, long base, int version) {
    VarHandle.loadLoadFence();
    return (int) INT_HANDLE.getOpaque(segment, base + LEAF_VERSION) != version
        || (version & 1) != 0;
  }

  static int count(MemorySegment segment, long base) {
    return Math.min(LEAF_CAPACITY, segment.get(INT, base + LEAF_COUNT));
  }

  static long next(MemorySegment segment, long base) {
    return (long) LONG_HANDLE.getAcquire(segment, base + LEAF_NEXT);
  }

  static long prev(MemorySegment segment, long base) {
    return (long) LONG_HANDLE.getAcquire(segment, base + LEAF_PREV);
  }

  static long lowPrefix(MemorySegment segment, long base) {
    return segment.get(LONG, base + LEAF_LOW_PREFIX);
  }

  static long low(MemorySegment segment, long base) {
    return segment.get(LONG, base + LEAF_LOW_RECORD);
  }

  static long prefix(MemorySegment segment, long base, int slot) {
    return segment.get(LONG, slot(base, slot));
  }

  static long record(MemorySegment segment, long base, int slot) {
    return (long) LONG_HANDLE.getAcquire(segment, slot(base, slot) + SLOT_RECORD);
  }

  private static long slot(long base, int slot) {
    return base + LEAF_SLOTS + (long) slot * SLOT_BYTES;
  }

  // ---- writing, one thread at a time

  /// Puts another record into the slot that was found.
  void replace(Reading place, long record) {
    var window = space.window(place.leaf);
    LONG_HANDLE.setRelease(
        window.segment, slot(place.leaf - window.base, place.slot) + SLOT_RECORD, record);
  }

  /// Takes out the slot that was found.
  void remove(Reading place) {
    var window = space.window(place.leaf);
    var segment = window.segment;
    long base = place.leaf - window.base;
    int slots = count(segment, base);
    int version = lock(segment, base);
    long at = slot(base, place.slot);
    MemorySegment.copy(
        segment, at + SLOT_BYTES, segment, at, (long) (slots - place.slot - 1) * SLOT_BYTES);
    segment.set(INT, base + LEAF_COUNT, slots - 1);
    unlock(segment, base, version);
  }

  /// Inserts a slot where the key was found missing, splitting the leaf if it is full. Room for a
  /// leaf must be there.
  void insert(Reading place, byte[] key, long prefix, long record) throws CorruptFileException {
    var window = space.window(place.leaf);
    var segment = window.segment;
    long base = place.leaf - window.base;
    int slots = count(segment, base);
    if (slots < LEAF_CAPACITY) {
      insert(segment, base, slots, place.slot, prefix, record);
      return;
    }
    space.region().step("leaf.before-split");
    boolean isAppend = place.slot == slots && next(segment, base) == 0;
    int keep = isAppend ? slots : slots / 2;
    long right = allocate();
    var rightWindow = space.window(right);
    long rightBase = right - rightWindow.base;
    long lowPrefix = isAppend ? prefix : prefix(segment, base, keep);
    long low = isAppend ? record : record(segment, base, keep);
    long next = next(segment, base);
    initialise(rightWindow.segment, rightBase, slots - keep, place.leaf, next, lowPrefix, low);
    MemorySegment.copy(
        segment,
        slot(base, keep),
        rightWindow.segment,
        slot(rightBase, 0),
        (long) (slots - keep) * SLOT_BYTES);
    if (isAppend) {
      insert(rightWindow.segment, rightBase, 0, 0, prefix, record);
    }
    int version = lock(segment, base);
    LONG_HANDLE.setRelease(segment, base + LEAF_NEXT, right);
    segment.set(INT, base + LEAF_COUNT, keep);
    unlock(segment, base, version);
    space.region().step("leaf.half-linked");
    if (next == 0) {
      last = right;
    } else {
      var nextWindow = space.window(next);
      LONG_HANDLE.setRelease(nextWindow.segment, next - nextWindow.base + LEAF_PREV, right);
    }
    count++;
    index.add(key, prefix, place.leaf, lowPrefix, low, right);
    if (!isAppend) {
      if (place.slot <= keep) {
        insert(segment, base, keep, place.slot, prefix, record);
      } else {
        insert(rightWindow.segment, rightBase, slots - keep, place.slot - keep, prefix, record);
      }
    }
    space.region().step("leaf.after-split");
  }

  private static void insert(
      MemorySegment segment, long base, int slots, int slot, long prefix, long record) {
    int version = lock(segment, base);
    long at = slot(base, slot);
    MemorySegment.copy(segment, at, segment, at + SLOT_BYTES, (long) (slots - slot) * SLOT_BYTES);
    segment.set(LONG, at, prefix);
    LONG_HANDLE.setRelease(segment, at + SLOT_RECORD, record);
    segment.set(INT, base + LEAF_COUNT, slots + 1);
    unlock(segment, base, version);
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

  private long allocate() {
    long leaf = free;
    if (leaf == 0) {
      return log.appendLeaf();
    }
    var window = space.window(leaf);
    free = next(window.segment, leaf - window.base);
    return leaf;
  }

  /// Gives a leaf back for later splits.
  void release(long leaf) {
    var window = space.window(leaf);
    initialise(window.segment, leaf - window.base, 0, 0, free, 0, 0);
    free = leaf;
  }

  private static void initialise(
      MemorySegment segment, long base, int slots, long prev, long next, long lowPrefix, long low) {
    segment.set(INT, base + LEAF_VERSION, 0);
    segment.set(INT, base + LEAF_COUNT, slots);
    segment.set(INT, base + LEAF_COUNT + 4, 0);
    segment.set(LONG, base + LEAF_PREV, prev);
    segment.set(LONG, base + LEAF_NEXT, next);
    segment.set(LONG, base + LEAF_LOW_PREFIX, lowPrefix);
    segment.set(LONG, base + LEAF_LOW_RECORD, low);
  }

  /// Fills the list anew from puts in key order, into unused leaves first.
  ///
  /// @param prefixes of the keys
  /// @param records of the keys
  /// @param entries how many of both
  void rebuild(long[] prefixes, long[] records, int entries) {
    int needed = Math.max(1, (entries + LEAF_CAPACITY - 1) / LEAF_CAPACITY);
    var lowPrefixes = new long[needed];
    var lows = new long[needed];
    var leaves = new long[needed];
    for (int i = 0; i < needed; i++) {
      leaves[i] = allocate();
    }
    for (int i = 0; i < needed; i++) {
      int from = i * LEAF_CAPACITY;
      int slots = Math.min(LEAF_CAPACITY, entries - from);
      if (i > 0) {
        lowPrefixes[i] = prefixes[from];
        lows[i] = records[from];
      }
      var window = space.window(leaves[i]);
      long base = leaves[i] - window.base;
      long prev = i == 0 ? 0 : leaves[i - 1];
      long next = i == needed - 1 ? 0 : leaves[i + 1];
      initialise(window.segment, base, slots, prev, next, lowPrefixes[i], lows[i]);
      for (int s = 0; s < slots; s++) {
        window.segment.set(LONG, slot(base, s), prefixes[from + s]);
        window.segment.set(LONG, slot(base, s) + SLOT_RECORD, records[from + s]);
      }
    }
    first = leaves[0];
    last = leaves[needed - 1];
    count = needed;
    index = new LeafIndex(log, lowPrefixes, lows, leaves);
  }

  /// The body of an INDEX record: per leaf its low prefix, its low record and its offset.
  byte[] encodeIndex() {
    var body = new byte[Math.toIntExact(count * Format.INDEX_ENTRY_BYTES)];
    int at = 0;
    for (long leaf = first; leaf != 0; ) {
      var window = space.window(leaf);
      long base = leaf - window.base;
      Format.ARRAY_LONG.set(body, at, lowPrefix(window.segment, base));
      Format.ARRAY_LONG.set(body, at + 8, low(window.segment, base));
      Format.ARRAY_LONG.set(body, at + 16, leaf);
      at += Format.INDEX_ENTRY_BYTES;
      leaf = next(window.segment, base);
    }
    return body;
  }

  /// Writes the checksum of each leaf, used or not, before the file is marked clean.
  void writeChecksums(Reading reading) {
    for (long start : new long[] {first, free}) {
      for (long leaf = start; leaf != 0; ) {
        var window = space.window(leaf);
        long base = leaf - window.base;
        int slots = count(window.segment, base);
        int checksum = checksum(reading, window, leaf, slots);
        window.segment.set(INT, base + LEAF_CHECKSUM, checksum);
        leaf = next(window.segment, base);
      }
    }
  }
}
