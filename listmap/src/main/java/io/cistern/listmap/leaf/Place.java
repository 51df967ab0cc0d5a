package io.cistern.listmap.leaf;

import io.cistern.listmap.file.Space;

/// A slot of a leaf, and what was known of the leaf when the slot was looked up.
public final class Place {

  public long leaf;

  /// The version of the leaf that was read.
  int version;

  /// Where the leaf is mapped.
  Space.Window window = Space.Window.NONE;

  /// The slot of the key; where it is absent, that of the next greater key, which may be one past
  /// the last.
  int slot;

  /// The record in the slot, 0 if the key is absent.
  public long record;

  /// Between which prefixes the keys of the leaf lie, as far as the index knew.
  long lowPrefix;

  long highPrefix;

  /// Moves to another leaf.
  void enter(long to, Space.Window in, int seen) {
    leaf = to;
    window = in;
    version = seen;
  }

  /// Moves to a slot of the leaf.
  void enter(int toSlot, long itsRecord) {
    slot = toSlot;
    record = itsRecord;
  }
}
