package io.cistern.listmap;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Reads the list of leaves of a live map, while it may be written.
///
/// Leaves are split but never merged or moved, so a reader that holds a leaf is at most too far
/// left, and moves right.
final class LiveEntries implements Entries {

  /* What makes a search trustworthy although it compares with records it has not checked (checking each would cost more
   * than the search): whatever way it went, it ends between two neighbouring slots, and those it checks. If the record
   * found is intact and has the key, or the neighbours are intact and have the key between them, the outcome is right
   * however the search got there. Otherwise a damaged record misled it, and that is reported. Slots whose prefix differs
   * from the key's settle the matter by themselves. */

  private static final int SPINS = 100;

  private static final int PREFIX_BYTES = 8;

  private final Leaves leaves;
  private final Records records;
  private final Space space;

  LiveEntries(Leaves leaves) {
    this.leaves = leaves;
    this.records = leaves.records();
    this.space = records.space();
  }

  @Override
  public void find(Reading reading, byte[] key, long prefix) throws CorruptFileException {
    reading.ahead.forget();
    long leaf = leaves.floor(reading, key, prefix);
    int spins = 0;
    while (leaf != 0) {
      var window = space.window(leaf);
      var segment = window.segment;
      long base = leaf - window.base;
      int version = Leaf.version(segment, base);
      if ((version & 1) != 0) {
        spins = pause(spins);
        continue;
      }
      reading.enter(leaf, window, version);
      long next;
      try {
        next = search(reading, segment, base, key, prefix);
      } catch (CorruptFileException e) {
        if (Leaf.isChanged(segment, base, version)) {
          continue;
        }
        throw e;
      }
      if (Leaf.isChanged(segment, base, version)) {
        continue;
      }
      if (next != 0) {
        leaf = next;
      } else if (reading.record != 0) {
        records.check(reading, reading.record);
        return;
      } else if (isAbsenceShown(reading, segment, base, key, prefix)) {
        return;
      }
    }
  }

  /// Finds the key's slot, and record, in one leaf.
  ///
  /// @return the next leaf if the key belongs there or beyond, otherwise 0
  private long search(Reading reading, MemorySegment segment, long base, byte[] key, long prefix)
      throws CorruptFileException {
    int slots = Leaf.count(segment, base);
    int guess = Guess.of(prefix, reading.lowPrefix, reading.highPrefix, slots);
    int slot = Leaf.firstAtOrAfter(segment, base, slots, prefix, guess);
    reading.record = 0;
    if (slot < slots && Leaf.prefix(segment, base, slot) == prefix) {
      slot = searchTies(reading, segment, base, slot, slots, key, prefix);
    }
    reading.slot = slot;
    if (slot < slots || reading.record != 0) {
      return 0;
    }
    long next = Leaf.next(segment, base);
    if (next == 0) {
      return 0;
    }
    leaves.check(reading, next);
    return isAtOrAfterLow(key, prefix, next) ? next : 0;
  }

  /// Among slots of the key's prefix, the first whose key is not below.
  private int searchTies(
      Reading reading,
      MemorySegment segment,
      long base,
      int first,
      int slots,
      byte[] key,
      long prefix)
      throws CorruptFileException {
    int low = first;
    int high = first + 1;
    for (int step = 1; high < slots && Leaf.prefix(segment, base, high) == prefix; step <<= 1) {
      high = Math.min(slots, high + step);
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = -1; // the steps above may have gone beyond the ties
      if (Leaf.prefix(segment, base, middle) == prefix) {
        long record = Leaf.record(segment, base, middle);
        order = records.compare(key, record, Math.min(PREFIX_BYTES, key.length));
        if (order == 0) {
          reading.record = record;
          return middle;
        }
      }
      if (order > 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Whether a key belongs into a leaf or right of it.
  boolean isAtOrAfterLow(byte[] key, long prefix, long leaf) throws CorruptFileException {
    var window = space.window(leaf);
    long base = leaf - window.base;
    long lowPrefix = Leaf.lowPrefix(window.segment, base);
    return prefix != lowPrefix
        ? Long.compareUnsigned(prefix, lowPrefix) > 0
        : compareTie(key, Leaf.low(window.segment, base)) >= 0;
  }

  private int compareTie(byte[] key, long record) throws CorruptFileException {
    return records.compare(key, record, Math.min(PREFIX_BYTES, key.length));
  }

  /// Checks that the key belongs between the slots the search ended at.
  ///
  /// @return `false` if the leaf has changed meanwhile
  private boolean isAbsenceShown(
      Reading reading, MemorySegment segment, long base, byte[] key, long prefix)
      throws CorruptFileException {
    int slot = reading.slot;
    long before = slot == 0 ? Leaf.low(segment, base) : Leaf.record(segment, base, slot - 1);
    long beforePrefix =
        slot == 0 ? Leaf.lowPrefix(segment, base) : Leaf.prefix(segment, base, slot - 1);
    long after = 0;
    long afterPrefix = 0;
    if (slot < Leaf.count(segment, base)) {
      after = Leaf.record(segment, base, slot);
      afterPrefix = Leaf.prefix(segment, base, slot);
    } else {
      long next = Leaf.next(segment, base);
      if (next != 0) {
        var window = space.window(next);
        after = Leaf.low(window.segment, next - window.base);
        afterPrefix = Leaf.lowPrefix(window.segment, next - window.base);
      }
    }
    if (Leaf.isChanged(segment, base, reading.version)) {
      return false;
    }
    if (before != 0) {
      int order = compareChecked(reading, key, prefix, before, beforePrefix);
      if (order < 0 || (order == 0 && slot > 0)) {
        throw misled(reading, segment, base, prefix);
      }
    }
    if (after != 0 && compareChecked(reading, key, prefix, after, afterPrefix) >= 0) {
      throw misled(reading, segment, base, prefix);
    }
    return true;
  }

  private int compareChecked(
      Reading reading, byte[] key, long prefix, long record, long recordPrefix)
      throws CorruptFileException {
    if (prefix != recordPrefix) {
      return Long.compareUnsigned(prefix, recordPrefix);
    }
    records.check(reading, record);
    return compareTie(key, record);
  }

  private CorruptFileException misled(
      Reading reading, MemorySegment segment, long base, long prefix) {
    try {
      int slots = Leaf.count(segment, base);
      for (int i = 0; i < slots; i++) {
        if (Leaf.prefix(segment, base, i) == prefix) {
          records.check(reading, Leaf.record(segment, base, i));
        }
      }
    } catch (CorruptFileException e) {
      return e;
    }
    return records.corrupt(reading.leaf, "search misled by a damaged key, or keys out of order");
  }

  /// Records are looked at only where prefixes are the same: none of the key's own is in the way of
  /// a search for the prefix below.
  @Override
  public long approach(Reading reading, byte[] key, long prefix) throws CorruptFileException {
    return firstFrom(
        reading, prefix == 0 ? leaves.first() : leaves.floor(reading, key, prefix - 1));
  }

  @Override
  public long first(Reading reading) throws CorruptFileException {
    return firstFrom(reading, leaves.first());
  }

  @Override
  public long last(Reading reading) throws CorruptFileException {
    return lastOf(reading, leaves.last(), 0);
  }

  @Override
  public long after(Reading reading) throws CorruptFileException {
    return step(reading, reading.slot + 1);
  }

  @Override
  public long atOrAfter(Reading reading) throws CorruptFileException {
    return step(reading, reading.slot);
  }

  private long step(Reading reading, int slot) throws CorruptFileException {
    var window = reading.leafWindow;
    var segment = window.segment;
    long base = reading.leaf - window.base;
    if (reading.ahead.goOn(space, reading, slot)) {
      long record = Leaf.record(segment, base, slot);
      if (Leaf.isChanged(segment, base, reading.version)) {
        return CHANGED;
      }
      reading.slot = slot;
      return record;
    }
    long next = Leaf.next(segment, base);
    return Leaf.isChanged(segment, base, reading.version) ? CHANGED : firstFrom(reading, next);
  }

  /// The first record of a leaf or of those right of it, which becomes the place; 0 if there is
  /// none.
  private long firstFrom(Reading reading, long from) throws CorruptFileException {
    long leaf = from;
    int spins = 0;
    while (leaf != 0) {
      leaves.check(reading, leaf);
      var window = space.window(leaf);
      var segment = window.segment;
      long base = leaf - window.base;
      int version = Leaf.version(segment, base);
      long record = Leaf.count(segment, base) > 0 ? Leaf.record(segment, base, 0) : 0;
      long next = Leaf.next(segment, base);
      if (Leaf.isChanged(segment, base, version)) {
        spins = pause(spins);
      } else if (record != 0) {
        reading.enter(leaf, window, version);
        reading.slot = 0;
        reading.ahead.enter(0);
        reading.ahead.goOn(space, reading, 0);
        return record;
      } else {
        leaf = next;
      }
    }
    return 0;
  }

  @Override
  public long before(Reading reading) throws CorruptFileException {
    reading.ahead.goBack(space, reading, reading.slot);
    var window = reading.leafWindow;
    var segment = window.segment;
    long base = reading.leaf - window.base;
    long record = reading.slot > 0 ? Leaf.record(segment, base, reading.slot - 1) : 0;
    long prev = Leaf.prev(segment, base);
    if (Leaf.isChanged(segment, base, reading.version)) {
      return CHANGED;
    }
    if (record != 0) {
      reading.slot--;
      return record;
    }
    return prev == 0 ? 0 : lastOf(reading, prev, reading.leaf);
  }

  /// The last record before a leaf, which becomes the place; 0 if there is none.
  ///
  /// @param from where to start: at or left of the leaf that is wanted
  /// @param right the leaf right of the one that is wanted, 0 for the end of the list
  private long lastOf(Reading reading, long from, long right) throws CorruptFileException {
    long leaf = from;
    long end = right;
    int spins = 0;
    while (leaf != 0) {
      leaves.check(reading, leaf);
      var window = space.window(leaf);
      var segment = window.segment;
      long base = leaf - window.base;
      int version = Leaf.version(segment, base);
      int slots = Leaf.count(segment, base);
      long record = slots > 0 ? Leaf.record(segment, base, slots - 1) : 0;
      long next = Leaf.next(segment, base);
      long prev = Leaf.prev(segment, base);
      if (Leaf.isChanged(segment, base, version)) {
        spins = pause(spins);
      } else if (next != end) {
        leaf = next; // split since: a backward link may be too far left, never too far right
      } else if (record != 0) {
        reading.enter(leaf, window, version);
        reading.slot = slots - 1;
        reading.ahead.enter(slots);
        reading.ahead.goBack(space, reading, slots);
        return record;
      } else {
        end = leaf;
        leaf = prev;
      }
    }
    return 0;
  }

  /// A record that is damaged can neither be replaced nor removed: it stays in its leaf, or a split
  /// moves it to the right.
  @Override
  public boolean findAgain(Reading reading, long entry) throws CorruptFileException {
    reading.ahead.forget();
    long leaf = reading.leaf;
    int spins = 0;
    while (leaf != 0) {
      leaves.check(reading, leaf);
      var window = space.window(leaf);
      var segment = window.segment;
      long base = leaf - window.base;
      int version = Leaf.version(segment, base);
      int slot = Leaf.count(segment, base) - 1;
      while (slot >= 0 && Leaf.record(segment, base, slot) != entry) {
        slot--;
      }
      long next = Leaf.next(segment, base);
      if (Leaf.isChanged(segment, base, version)) {
        spins = pause(spins);
      } else if (slot >= 0) {
        reading.enter(leaf, window, version);
        reading.slot = slot;
        return true;
      } else {
        leaf = next;
      }
    }
    return false;
  }

  /// Lets the writer get on with the leaf that was found changed so often.
  static int pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
    return spins + 1;
  }

  @Override
  public long check(Reading reading, long arrival) throws CorruptFileException {
    records.check(reading, arrival);
    return arrival;
  }

  @Override
  public long count(Reading reading, byte @Nullable [] low, byte @Nullable [] high)
      throws CorruptFileException {
    return new RangeCount(this, leaves, low, high).count(reading);
  }

  @Override
  public MemorySegment key(Reading reading, long entry) {
    return reading.key();
  }

  @Override
  public MemorySegment value(Reading reading, long entry) {
    return reading.value();
  }

  @Override
  public byte[] keyBytes(long entry) {
    return records.keyBytes(entry);
  }

  @Override
  public byte[] valueBytes(long entry) {
    return records.valueBytes(entry);
  }

  @Override
  public int compare(byte[] key, long entry) throws CorruptFileException {
    return records.compare(key, entry, 0);
  }
}
