package io.cistern.listmap.leaf;

import static io.cistern.listmap.file.Format.INT;
import static io.cistern.listmap.file.Format.LEAF_CAPACITY;

import io.cistern.listmap.file.Space;
import io.cistern.listmap.log.RecordView;
import java.lang.foreign.MemorySegment;

/// Which slots of its leaf a cursor can go on to, and the records of those brought into the caches
/// of the processor.
///
/// In a map that was not filled in order each record is a miss of the caches, or several. A cursor
/// reads a little of those ahead without waiting for one before the next, and so the misses
/// overlap: the more of them, the fewer instructions lie between two. Hence one mapping of the
/// file, plain reads, and no branch that depends on what was read.
final class ReadAhead {

  /// How many records at first; twice as many each time, up to a whole leaf: who has come far will
  /// mostly go on.
  private static final int AT_FIRST = 4;

  private static final int LINE = 64;

  /// How far into a record, whatever its length.
  private static final int BYTES = 4 * LINE;

  private final Place place;
  private final RecordView view;
  private int records = AT_FIRST;

  /// Left of which slot nothing has been brought near; below 0 if the leaf has no such slots.
  private int from;

  /// Up to which slot, exclusive, the leaf was seen to have slots, and the records were brought
  /// near.
  private int to;

  /// What came of it; of no meaning, but the compiler must not know.
  private int sum;

  /// @param place of the cursor
  /// @param view with which it reads records
  ReadAhead(Place place, RecordView view) {
    this.place = place;
    this.view = view;
  }

  /// The next steps start somewhere else.
  void forget() {
    records = AT_FIRST;
    from = Integer.MAX_VALUE;
    to = 0;
  }

  /// The cursor goes on in another leaf, which it enters at a slot.
  void enter(int slot) {
    from = slot;
    to = slot;
  }

  /// The cursor is about to move right, to a slot.
  ///
  /// @return `false` if the leaf has no such slot
  boolean goOn(Space space, int slot) {
    return slot < to || extend(space, slot);
  }

  private boolean extend(Space space, int slot) {
    int slots = Leaf.count(place.window.segment, place.leaf - place.window.base);
    to = Math.min(slot + records, slots);
    read(space, slot, to);
    return slot < to;
  }

  /// The cursor is about to move left, from a slot.
  void goBack(Space space, int slot) {
    if (slot <= from) {
      from = slot - records;
      read(space, Math.max(0, from), slot);
    }
  }

  private void read(Space space, int first, int end) {
    records = Math.min(2 * records, LEAF_CAPACITY);
    var segment = place.window.segment;
    long base = place.leaf - place.window.base;
    if (first >= end || isInOrder(segment, base, first, end)) {
      return;
    }
    var most = space.most();
    view.expect(most);
    sum = read(most.segment, segment, base, first, end);
  }

  /// Whether records lie so close together that the processor fetches them ahead by itself.
  private static boolean isInOrder(MemorySegment segment, long base, int first, int end) {
    long span = Leaf.record(segment, base, end - 1) - Leaf.record(segment, base, first);
    return span >= 0 && span < 2 * BYTES * (long) (end - first);
  }

  /// Records may be gone, or lie beyond the mapping: nothing is done with what is read.
  private static int read(MemorySegment file, MemorySegment leaf, long base, int first, int end) {
    long last = file.byteSize() - BYTES;
    int sum = 0;
    for (int slot = first; slot < end; slot++) {
      long at = Math.min(last, Leaf.recordHint(leaf, base, slot) & Long.MAX_VALUE);
      sum +=
          file.get(INT, at)
              + file.get(INT, at + LINE)
              + file.get(INT, at + 2 * LINE)
              + file.get(INT, at + 3 * LINE);
    }
    return sum;
  }
}
