package io.cistern.listmap.leaf;

import static io.cistern.listmap.file.Format.LEAF_CAPACITY;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Header;
import io.cistern.listmap.file.Space;
import io.cistern.listmap.log.Log;
import io.cistern.listmap.log.Records;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// The list of leaves, the truth of the keys' order: grows and rebuilds it.
///
/// Each leaf owns the keys from its low key, which never changes, up to the low key of the next.
/// One thread writes at a time; readers go by [LivePosition].
public final class Leaves {

  private final Log log;
  private final Records records;
  private final Space space;
  private LeafIndex index;
  private volatile long first;
  private volatile long last;
  private volatile long count;

  /// Unused leaves: the first of a chain, and before that those of an array that a recovery has
  /// left over. To chain them takes touching each: that is put off until the file is closed.
  private long free;

  private long[] unused = {};
  private int usedAgain;

  /// Which leaves need no check; `null` if none does.
  private @Nullable FirstUse firstUse;

  private volatile boolean isDamaged;
  private final Checksum checksum = new Checksum();

  public Leaves(Log log) {
    this.log = log;
    this.records = log.records();
    this.space = log.space();
    this.index = new LeafIndex(records, new long[1], new long[1], new long[1]);
  }

  /// Takes over a chain of leaves.
  ///
  /// @param toCheck tells of those that are not known to be intact
  public void open(LeafIndex known, Header header, @Nullable FirstUse toCheck) {
    this.index = known;
    this.firstUse = toCheck;
    this.first = header.firstLeaf();
    this.last = header.lastLeaf();
    this.count = header.leaves();
    this.free = header.freeLeaf();
  }

  Records records() {
    return records;
  }

  public long first() {
    return first;
  }

  public long last() {
    return last;
  }

  /// Leaves in the list.
  public long count() {
    return count;
  }

  /// The first of the chain of unused leaves, or 0; all of them are in it once the file is
  /// finished.
  public long free() {
    return free;
  }

  /// A leaf at or left of the one that owns a key, and the bounds of its prefixes as far as known.
  /// It has been checked.
  public long floor(Checksum checksum, Place place, byte[] key, long prefix)
      throws CorruptFileException {
    long leaf = index.floor(place, key, prefix);
    if (leaf == 0 || !isIntact(checksum, leaf)) { // a wrong hint: the first leaf is always right
      leaf = first;
      check(checksum, leaf);
    }
    return leaf;
  }

  private boolean isIntact(Checksum checksum, long leaf) {
    try {
      checkFirst(checksum, leaf);
      return true;
    } catch (CorruptFileException _) {
      return false; // whoever comes to it by the links reports it
    }
  }

  /// Checks a leaf of the list if it has not been used since the file was opened.
  public void check(Checksum checksum, long leaf) throws CorruptFileException {
    try {
      checkFirst(checksum, leaf);
    } catch (CorruptFileException e) {
      isDamaged = true;
      throw e;
    }
  }

  private void checkFirst(Checksum checksum, long leaf) throws CorruptFileException {
    var uses = firstUse;
    if (uses == null || uses.hasSeen(leaf)) {
      return;
    }
    try {
      Leaf.check(records, checksum, leaf);
      checkLinks(uses, leaf);
    } catch (CorruptFileException e) {
      VarHandle.loadLoadFence();
      if (!uses.hasSeen(leaf)) { // otherwise it was intact, and has been changed since
        throw e;
      }
    }
    uses.see(leaf);
  }

  private void checkLinks(FirstUse uses, long leaf) throws CorruptFileException {
    var window = space.window(leaf);
    long next = Leaf.next(window.segment, leaf - window.base);
    long prev = Leaf.prev(window.segment, leaf - window.base);
    if ((next != 0 && !Leaf.isPossible(next, uses.end()))
        || (prev != 0 && !Leaf.isPossible(prev, uses.end()))) {
      throw records.corrupt(leaf, "link of a leaf");
    }
  }

  /// Whether a key belongs into a leaf or right of it.
  boolean isAtOrAfterLow(byte[] key, long prefix, long leaf) throws CorruptFileException {
    var window = space.window(leaf);
    long base = leaf - window.base;
    long lowPrefix = Leaf.lowPrefix(window.segment, base);
    return prefix != lowPrefix
        ? Long.compareUnsigned(prefix, lowPrefix) > 0
        : records.compareTie(key, Leaf.low(window.segment, base)) >= 0;
  }

  /// Whether a leaf was found damaged: the file must not be called clean again.
  public boolean isDamaged() {
    return isDamaged;
  }

  /// Checks what an insertion where a search has ended will touch beside that leaf.
  public void checkNeighbour(Place place) throws CorruptFileException {
    if (firstUse != null) {
      var window = space.window(place.leaf);
      long base = place.leaf - window.base;
      long next = Leaf.next(window.segment, base);
      if (next != 0 && Leaf.count(window.segment, base) == LEAF_CAPACITY) {
        check(checksum, next);
      }
    }
  }

  /// Puts another record into the slot that was found.
  public void replace(Place place, long record) {
    var window = space.window(place.leaf);
    Leaf.replace(window.segment, place.leaf - window.base, place.slot, record);
  }

  /// Takes out the slot that was found.
  public void remove(Place place) {
    var window = space.window(place.leaf);
    Leaf.remove(window.segment, place.leaf - window.base, place.slot);
  }

  /// Inserts a slot where the key was found missing, splitting the leaf if it is full. Room for a
  /// leaf must be there.
  public void insert(Place place, byte[] key, long prefix, long record)
      throws CorruptFileException {
    var window = space.window(place.leaf);
    long base = place.leaf - window.base;
    int slots = Leaf.count(window.segment, base);
    if (slots < LEAF_CAPACITY) {
      Leaf.insert(window.segment, base, slots, place.slot, prefix, record);
      return;
    }
    space.region().step("leaf.before-split");
    if (place.slot == slots && Leaf.next(window.segment, base) == 0) {
      append(place, key, prefix, record);
    } else {
      split(place, key, prefix, record);
    }
    space.region().step("leaf.after-split");
  }

  /// At the right edge the full leaf stays full.
  private void append(Place place, byte[] key, long prefix, long record)
      throws CorruptFileException {
    long right = allocate();
    var window = space.window(right);
    long base = right - window.base;
    Leaf.initialise(window.segment, base, 0, place.leaf, 0, prefix, record);
    Leaf.insert(window.segment, base, 0, 0, prefix, record);
    link(place.leaf, LEAF_CAPACITY, right, 0);
    index.add(key, prefix, place.leaf, prefix, record, right);
  }

  private void split(Place place, byte[] key, long prefix, long record)
      throws CorruptFileException {
    var window = space.window(place.leaf);
    var segment = window.segment;
    long base = place.leaf - window.base;
    int keep = LEAF_CAPACITY / 2;
    int moved = LEAF_CAPACITY - keep;
    long next = Leaf.next(segment, base);
    long lowPrefix = Leaf.prefix(segment, base, keep);
    long low = Leaf.record(segment, base, keep);
    long right = allocate();
    var rightWindow = space.window(right);
    var rightSegment = rightWindow.segment;
    long rightBase = right - rightWindow.base;
    Leaf.initialise(rightSegment, rightBase, moved, place.leaf, next, lowPrefix, low);
    Leaf.copySlots(segment, base, keep, LEAF_CAPACITY, rightSegment, rightBase);
    link(place.leaf, keep, right, next);
    index.add(key, prefix, place.leaf, lowPrefix, low, right);
    if (place.slot <= keep) {
      Leaf.insert(segment, base, keep, place.slot, prefix, record);
    } else {
      Leaf.insert(rightSegment, rightBase, moved, place.slot - keep, prefix, record);
    }
  }

  /// Lets a new leaf, which is complete, follow another, and only then be known to the one after.
  private void link(long left, int keep, long right, long next) {
    var window = space.window(left);
    Leaf.cut(window.segment, left - window.base, keep, right);
    space.region().step("leaf.half-linked");
    if (next == 0) {
      last = right;
    } else {
      var nextWindow = space.window(next);
      Leaf.linkBack(nextWindow.segment, next - nextWindow.base, right);
    }
    count++;
  }

  private long allocate() {
    if (usedAgain < unused.length) {
      return unused[usedAgain++];
    }
    long leaf = free;
    if (leaf == 0 || !isIntact(checksum, leaf)) {
      free = 0;
      return log.appendLeaf();
    }
    var window = space.window(leaf);
    free = Leaf.next(window.segment, leaf - window.base);
    return leaf;
  }

  private void chainUnused() {
    for (int i = unused.length - 1; i >= usedAgain; i--) {
      var window = space.window(unused[i]);
      Leaf.initialise(window.segment, unused[i] - window.base, 0, 0, free, 0, 0);
      free = unused[i];
    }
    usedAgain = unused.length;
  }

  /// Makes the list of one empty leaf.
  public void create() {
    link(new long[] {log.appendLeaf()}, 0);
  }

  /// Makes the list anew.
  ///
  /// @param filled leaves whose slots are filled, all but those of the last
  /// @param entries in all of them
  /// @param left leaves that are kept for later splits
  public void rebuild(long[] filled, long entries, long[] left) {
    link(filled, entries);
    unused = left;
    usedAgain = 0;
  }

  /// Makes a list of leaves whose slots are filled, all but those of the last.
  private void link(long[] leaves, long entries) {
    int last = leaves.length - 1;
    var lowPrefixes = new long[leaves.length];
    var lows = new long[leaves.length];
    for (int i = 0; i <= last; i++) {
      var window = space.window(leaves[i]);
      long base = leaves[i] - window.base;
      int slots = i < last ? LEAF_CAPACITY : (int) (entries - (long) last * LEAF_CAPACITY);
      if (i > 0) {
        lowPrefixes[i] = Leaf.prefix(window.segment, base, 0);
        lows[i] = Leaf.record(window.segment, base, 0);
      }
      long before = i == 0 ? 0 : leaves[i - 1];
      long after = i == last ? 0 : leaves[i + 1];
      Leaf.initialise(window.segment, base, slots, before, after, lowPrefixes[i], lows[i]);
    }
    first = leaves[0];
    this.last = leaves[last];
    count = leaves.length;
    index = new LeafIndex(records, lowPrefixes, lows, leaves);
  }

  /// Chains the unused leaves, and writes the checksum of each that may have changed, used or not.
  ///
  /// @return whether the file can be marked clean: no leaf is damaged
  public boolean finish() {
    chainUnused();
    try {
      writeChecksums(free);
    } catch (CorruptFileException _) {
      free = 0; // they are not missed
    }
    try {
      writeChecksums(first);
    } catch (CorruptFileException _) {
      return false; // nobody has asked for it yet: the log has all that is in it
    }
    return !isDamaged;
  }

  private void writeChecksums(long start) throws CorruptFileException {
    long left = log.tail() / Format.LEAF_BYTES;
    for (long leaf = start; leaf != 0; left--) {
      if (left == 0) {
        throw records.corrupt(leaf, "list of leaves has no end");
      }
      if (firstUse == null || firstUse.hasSeen(leaf)) {
        Leaf.writeChecksum(records, checksum, leaf);
      } else {
        checkFirst(checksum, leaf);
      }
      var window = space.window(leaf);
      leaf = Leaf.next(window.segment, leaf - window.base);
    }
  }

  /// Makes what is behind the log zeros again.
  public void eraseIndex() {
    for (long at = log.tail(); at < space.capacity(); ) {
      var window = space.window(at);
      window.segment.asSlice(at - window.base).fill((byte) 0);
      at = window.end;
    }
  }

  /// Writes the index of the leaves behind the log, once all else has been written.
  ///
  /// @return where it is, or 0
  public long writeIndex() {
    return index.write(checksum, log.tail(), log.nextSequence());
  }
}
