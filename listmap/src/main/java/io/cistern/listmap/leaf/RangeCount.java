package io.cistern.listmap.leaf;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Space;
import org.jspecify.annotations.Nullable;

/// Counts the entries of a range of a live map by the slots of its leaves, while it may be written.
///
/// The low key of a leaf never changes and leaves are never merged: what was counted in one is what
/// lay between its low key and that of the next at that moment, so that no key is counted twice,
/// and none left out that is there throughout.
final class RangeCount {

  private final Leaves leaves;
  private final Space space;
  private final LivePosition position;
  private final Place place;
  private final byte @Nullable [] low;
  private final byte @Nullable [] high;

  RangeCount(Leaves leaves, byte @Nullable [] low, byte @Nullable [] high) {
    this.leaves = leaves;
    this.space = leaves.records().space();
    this.position = new LivePosition(leaves, false);
    this.place = position.place();
    this.low = low;
    this.high = high;
  }

  long count() throws CorruptFileException {
    long counted = 0;
    long leaf = 0;
    int spins = 0;
    while (true) {
      if (leaf == 0) {
        enterFirst();
      } else {
        enter(leaf);
      }
      long here = place.leaf;
      int version = place.version;
      var window = place.window;
      long base = here - window.base;
      int from = place.slot;
      int to = Leaf.count(window.segment, base);
      long next = nextInRange(Leaf.next(window.segment, base));
      if (next == 0 && high != null) {
        position.find(high);
        to = place.slot;
        if (place.leaf != here || place.version != version) {
          continue;
        }
      }
      if (Leaf.isChanged(window.segment, base, version)) {
        spins = Leaf.pause(spins);
        continue;
      }
      counted += to - from;
      if (next == 0) {
        return counted;
      }
      leaf = next;
    }
  }

  private void enterFirst() throws CorruptFileException {
    if (low == null) {
      enter(leaves.first());
    } else {
      position.find(low);
    }
  }

  private void enter(long leaf) throws CorruptFileException {
    leaves.check(position.checksum(), leaf);
    var window = space.window(leaf);
    place.enter(leaf, window, Leaf.version(window.segment, leaf - window.base));
    place.enter(0, 0);
  }

  /// A leaf if keys of the range can be in it, otherwise 0.
  private long nextInRange(long next) throws CorruptFileException {
    if (next == 0 || high == null) {
      return next;
    }
    leaves.check(position.checksum(), next);
    return leaves.isAtOrAfterLow(high, Format.prefix(high), next) ? next : 0;
  }
}
