package io.cistern.listmap.leaf;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Space;
import io.cistern.listmap.log.RecordView;
import io.cistern.listmap.log.Records;
import io.cistern.listmap.order.Guess;
import io.cistern.listmap.order.Position;
import java.lang.foreign.MemorySegment;

/// A position in the list of leaves of a live map, which may be written meanwhile.
///
/// Leaves are split but never merged or moved, so a reader that holds a leaf is at most too far
/// left, and moves right.
public final class LivePosition extends Position {

  /* What makes a search trustworthy although it compares with records it has not checked (checking
   * each would cost more than the search): whatever way it went, it ends between two neighbouring
   * slots, and those it checks. If the record found is intact and has the key, or the neighbours
   * are intact and have the key between them, the outcome is right however the search got there.
   * Otherwise a damaged record misled it, and that is reported. Slots whose prefix differs from the
   * key's settle the matter by themselves. */

  /// What a step returns, instead of a record, if the leaf it stood on has changed since.
  private static final long CHANGED = -1;

  private final Checksum checksum = new Checksum();
  private final RecordView view;
  private final Place place = new Place();
  private final ReadAhead ahead;
  private Leaves leaves;
  private Records records;
  private Space space;

  /// @param checksAnew whether everything is checked as if it were read for the first time
  public LivePosition(Leaves leaves, boolean checksAnew) {
    this.leaves = leaves;
    this.records = leaves.records();
    this.space = records.space();
    this.view = new RecordView(checksum, checksAnew);
    this.ahead = new ReadAhead(place, view);
  }

  /// Reads another map from now on.
  LivePosition on(Leaves others) {
    if (leaves != others) {
      leaves = others;
      records = others.records();
      space = records.space();
    }
    return this;
  }

  /// Where in the list it is.
  public Place place() {
    return place;
  }

  public Checksum checksum() {
    return checksum;
  }

  // ---- search

  @Override
  public boolean find(byte[] key) throws CorruptFileException {
    ahead.forget();
    long prefix = Format.prefix(key);
    long leaf = leaves.floor(checksum, place, key, prefix);
    int spins = 0;
    while (leaf != 0) {
      var window = space.window(leaf);
      var segment = window.segment;
      long base = leaf - window.base;
      int version = Leaf.version(segment, base);
      if ((version & 1) != 0) {
        spins = Leaf.pause(spins);
        continue;
      }
      place.enter(leaf, window, version);
      long next;
      try {
        next = search(segment, base, key, prefix);
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
      } else if (place.record != 0) {
        records.check(view, place.record);
        return true;
      } else if (isAbsenceShown(segment, base, key, prefix)) {
        return false;
      }
    }
    return false;
  }

  /// Finds the key's slot, and record, in one leaf.
  ///
  /// @return the next leaf if the key belongs there or beyond, otherwise 0
  private long search(MemorySegment segment, long base, byte[] key, long prefix)
      throws CorruptFileException {
    int slots = Leaf.count(segment, base);
    int guess = Guess.of(prefix, place.lowPrefix, place.highPrefix, slots);
    int slot = Leaf.firstAtOrAfter(segment, base, slots, prefix, guess);
    place.record = 0;
    if (slot < slots && Leaf.prefix(segment, base, slot) == prefix) {
      slot = searchTies(segment, base, slot, slots, key, prefix);
    }
    place.slot = slot;
    if (slot < slots || place.record != 0) {
      return 0;
    }
    long next = Leaf.next(segment, base);
    if (next == 0) {
      return 0;
    }
    leaves.check(checksum, next);
    return leaves.isAtOrAfterLow(key, prefix, next) ? next : 0;
  }

  /// Among slots of the key's prefix, the first whose key is not below.
  private int searchTies(
      MemorySegment segment, long base, int first, int slots, byte[] key, long prefix)
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
        order = records.compareTie(key, record);
        if (order == 0) {
          place.record = record;
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

  /// Checks that the key belongs between the slots the search ended at.
  ///
  /// @return `false` if the leaf has changed meanwhile
  private boolean isAbsenceShown(MemorySegment segment, long base, byte[] key, long prefix)
      throws CorruptFileException {
    int slot = place.slot;
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
    if (Leaf.isChanged(segment, base, place.version)) {
      return false;
    }
    if (before != 0) {
      int order = compareChecked(key, prefix, before, beforePrefix);
      if (order < 0 || (order == 0 && slot > 0)) {
        throw misled(segment, base, prefix);
      }
    }
    if (after != 0 && compareChecked(key, prefix, after, afterPrefix) >= 0) {
      throw misled(segment, base, prefix);
    }
    return true;
  }

  private int compareChecked(byte[] key, long prefix, long record, long recordPrefix)
      throws CorruptFileException {
    if (prefix != recordPrefix) {
      return Long.compareUnsigned(prefix, recordPrefix);
    }
    records.check(view, record);
    return records.compareTie(key, record);
  }

  private CorruptFileException misled(MemorySegment segment, long base, long prefix) {
    try {
      int slots = Leaf.count(segment, base);
      for (int i = 0; i < slots; i++) {
        if (Leaf.prefix(segment, base, i) == prefix) {
          records.check(view, Leaf.record(segment, base, i));
        }
      }
    } catch (CorruptFileException e) {
      return e;
    }
    return records.corrupt(place.leaf, "search misled by a damaged key, or keys out of order");
  }

  // ---- moves: the record they arrive at, 0 if there is none

  @Override
  public boolean toFirst() throws CorruptFileException {
    return isOn(firstFrom(leaves.first()));
  }

  @Override
  public boolean toLast() throws CorruptFileException {
    return isOn(lastOf(leaves.last(), 0));
  }

  @Override
  public boolean toNext() throws CorruptFileException {
    long found = after(place.slot + 1);
    return found == CHANGED ? moveAgain(true) : isOn(found);
  }

  @Override
  public boolean toPrevious() throws CorruptFileException {
    long found = before();
    return found == CHANGED ? moveAgain(false) : isOn(found);
  }

  @Override
  public boolean toKey(byte[] key, boolean orEqual, boolean isForward) throws CorruptFileException {
    long found;
    do {
      boolean isPresent = find(key);
      if (isPresent && orEqual) {
        return true;
      }
      found = isForward ? after(isPresent ? place.slot + 1 : place.slot) : before();
    } while (found == CHANGED);
    return isOn(found);
  }

  /// Records are looked at only where prefixes are the same: none of the key's own is in the way of
  /// a search for the prefix below.
  @Override
  public boolean toBefore(byte[] key) throws CorruptFileException {
    long prefix = Format.prefix(key);
    long leaf = prefix == 0 ? leaves.first() : leaves.floor(checksum, place, key, prefix - 1);
    return isOn(firstFrom(leaf));
  }

  private boolean isOn(long record) {
    place.record = record;
    return record != 0;
  }

  /// Moves on from a place that is no longer where it was: it is searched by the key, or, as a
  /// damaged entry's key is not known, by the entry.
  private boolean moveAgain(boolean isForward) throws CorruptFileException {
    if (isReadable()) {
      return search(keyBytes(), false, isForward);
    }
    long found;
    do {
      if (!isFoundAgain()) {
        found = 0;
      } else {
        found = isForward ? after(place.slot + 1) : before();
      }
    } while (found == CHANGED);
    return isOn(found);
  }

  /// Moves to where a damaged record is now. It can neither be replaced nor removed: it stays in
  /// its leaf, or a split moves it to the right.
  private boolean isFoundAgain() throws CorruptFileException {
    ahead.forget();
    long leaf = place.leaf;
    int spins = 0;
    while (leaf != 0) {
      leaves.check(checksum, leaf);
      var window = space.window(leaf);
      var segment = window.segment;
      long base = leaf - window.base;
      int version = Leaf.version(segment, base);
      int slot = Leaf.count(segment, base) - 1;
      while (slot >= 0 && Leaf.record(segment, base, slot) != place.record) {
        slot--;
      }
      long next = Leaf.next(segment, base);
      if (Leaf.isChanged(segment, base, version)) {
        spins = Leaf.pause(spins);
      } else if (slot >= 0) {
        place.enter(leaf, window, version);
        place.slot = slot;
        return true;
      } else {
        leaf = next;
      }
    }
    return false;
  }

  /// Moves to a slot of the leaf, or to the first entry right of it.
  private long after(int slot) throws CorruptFileException {
    var window = place.window;
    var segment = window.segment;
    long base = place.leaf - window.base;
    if (ahead.goOn(space, slot)) {
      long record = Leaf.record(segment, base, slot);
      if (Leaf.isChanged(segment, base, place.version)) {
        return CHANGED;
      }
      place.slot = slot;
      return record;
    }
    long next = Leaf.next(segment, base);
    return Leaf.isChanged(segment, base, place.version) ? CHANGED : firstFrom(next);
  }

  /// Moves to the first record of a leaf or of those right of it.
  private long firstFrom(long from) throws CorruptFileException {
    long leaf = from;
    int spins = 0;
    while (leaf != 0) {
      leaves.check(checksum, leaf);
      var window = space.window(leaf);
      var segment = window.segment;
      long base = leaf - window.base;
      int version = Leaf.version(segment, base);
      long record = Leaf.count(segment, base) > 0 ? Leaf.record(segment, base, 0) : 0;
      long next = Leaf.next(segment, base);
      if (Leaf.isChanged(segment, base, version)) {
        spins = Leaf.pause(spins);
      } else if (record != 0) {
        place.enter(leaf, window, version);
        place.slot = 0;
        ahead.enter(0);
        ahead.goOn(space, 0);
        return record;
      } else {
        leaf = next;
      }
    }
    return 0;
  }

  /// Moves to the slot before, or to the last entry left of the leaf.
  private long before() throws CorruptFileException {
    ahead.goBack(space, place.slot);
    var window = place.window;
    var segment = window.segment;
    long base = place.leaf - window.base;
    long record = place.slot > 0 ? Leaf.record(segment, base, place.slot - 1) : 0;
    long prev = Leaf.prev(segment, base);
    if (Leaf.isChanged(segment, base, place.version)) {
      return CHANGED;
    }
    if (record != 0) {
      place.slot--;
      return record;
    }
    return prev == 0 ? 0 : lastOf(prev, place.leaf);
  }

  /// Moves to the last record before a leaf.
  ///
  /// @param from where to start: at or left of the leaf that is wanted
  /// @param right the leaf right of the one that is wanted, 0 for the end of the list
  private long lastOf(long from, long right) throws CorruptFileException {
    long leaf = from;
    long end = right;
    int spins = 0;
    while (leaf != 0) {
      leaves.check(checksum, leaf);
      var window = space.window(leaf);
      var segment = window.segment;
      long base = leaf - window.base;
      int version = Leaf.version(segment, base);
      int slots = Leaf.count(segment, base);
      long record = slots > 0 ? Leaf.record(segment, base, slots - 1) : 0;
      long next = Leaf.next(segment, base);
      long prev = Leaf.prev(segment, base);
      if (Leaf.isChanged(segment, base, version)) {
        spins = Leaf.pause(spins);
      } else if (next != end) {
        leaf = next; // split since: a backward link may be too far left, never too far right
      } else if (record != 0) {
        place.enter(leaf, window, version);
        place.slot = slots - 1;
        ahead.enter(slots);
        ahead.goBack(space, slots);
        return record;
      } else {
        end = leaf;
        leaf = prev;
      }
    }
    return 0;
  }

  // ---- the entry

  @Override
  public void check() throws CorruptFileException {
    records.check(view, place.record);
  }

  @Override
  public MemorySegment key() {
    return view.key();
  }

  @Override
  public MemorySegment value() {
    return view.value();
  }

  @Override
  public byte[] keyBytes() {
    return view.keyBytes();
  }

  @Override
  public byte[] valueBytes() {
    return view.valueBytes();
  }

  @Override
  public int compare(byte[] key) {
    return view.compare(key);
  }

  @Override
  public long checksummedBytes() {
    return checksum.bytes();
  }
}
