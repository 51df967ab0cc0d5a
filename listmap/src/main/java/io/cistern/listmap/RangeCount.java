package io.cistern.listmap;

import org.jspecify.annotations.Nullable;

/// Counts the entries of a range of a live map by the slots of its leaves, while it may be written.
///
/// The low key of a leaf never changes and leaves are never merged: what was counted in one is what
/// lay between its low key and that of the next at that moment, so that no key is counted twice,
/// and none left out that is there throughout.
final class RangeCount {

  private final LiveEntries entries;
  private final Leaves leaves;
  private final Space space;
  private final byte @Nullable [] low;
  private final byte @Nullable [] high;

  RangeCount(LiveEntries entries, Leaves leaves, byte @Nullable [] low, byte @Nullable [] high) {
    this.entries = entries;
    this.leaves = leaves;
    this.space = leaves.records().space();
    this.low = low;
    this.high = high;
  }

  long count(Reading place) throws CorruptFileException {
    long counted = 0;
    long leaf = 0;
    int spins = 0;
    while (true) {
      if (leaf == 0) {
        enterFirst(place);
      } else {
        enter(place, leaf);
      }
      long here = place.leaf;
      int version = place.version;
      var window = place.leafWindow;
      long base = here - window.base;
      int from = place.slot;
      int to = Leaf.count(window.segment, base);
      long next = nextInRange(place, Leaf.next(window.segment, base));
      if (next == 0 && high != null) {
        entries.find(place, high, Format.prefix(high));
        to = place.slot;
        if (place.leaf != here || place.version != version) {
          continue;
        }
      }
      if (Leaf.isChanged(window.segment, base, version)) {
        spins = LiveEntries.pause(spins);
        continue;
      }
      counted += to - from;
      if (next == 0) {
        return counted;
      }
      leaf = next;
    }
  }

  private void enterFirst(Reading place) throws CorruptFileException {
    if (low == null) {
      enter(place, leaves.first());
    } else {
      entries.find(place, low, Format.prefix(low));
    }
  }

  private void enter(Reading place, long leaf) throws CorruptFileException {
    leaves.check(place, leaf);
    var window = space.window(leaf);
    place.enter(leaf, window, Leaf.version(window.segment, leaf - window.base));
    place.slot = 0;
  }

  /// A leaf if keys of the range can be in it, otherwise 0.
  private long nextInRange(Reading place, long next) throws CorruptFileException {
    if (next == 0 || high == null) {
      return next;
    }
    leaves.check(place, next);
    return entries.isAtOrAfterLow(high, Format.prefix(high), next) ? next : 0;
  }
}
