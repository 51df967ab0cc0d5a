package io.cistern.listmap.recovery;

import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Space;
import io.cistern.listmap.leaf.Leaf;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Places of the size of a leaf that a recovery can write to: the leaves of the file, whose content
/// means nothing until they are filled anew, and memory where those do not suffice.
///
/// A place in the file is named by its offset, one in memory by a negative number.
final class SpareLeaves {

  private static final int MEMORY_LEAVES = 64;

  private final Space space;

  /// Leaves of the file: the first of them are taken.
  private long[] leaves = new long[64];

  private int leafCount;
  private int takenLeaves;
  private boolean usesLeaves;

  /// Pieces of [#MEMORY_LEAVES] places, and places that are free; the rest of the last piece too.
  private final List<MemorySegment> memory = new ArrayList<>();

  private long[] free = {};
  private int freeCount;
  private int usedMemory;

  /// @param usesLeaves whether the content of the leaves means nothing already
  SpareLeaves(Space space, boolean usesLeaves) {
    this.space = space;
    this.usesLeaves = usesLeaves;
  }

  /// From now on the content of the leaves means nothing.
  void useLeaves() {
    usesLeaves = true;
  }

  /// Adds a leaf of the file. They are taken in the order in which they were added.
  void add(long leaf) {
    if (leafCount == leaves.length) {
      leaves = Arrays.copyOf(leaves, leafCount * 2);
    }
    leaves[leafCount++] = leaf;
  }

  /// Leaves of the file that are free.
  int freeLeaves() {
    return leafCount - takenLeaves;
  }

  /// Places in memory that are taken.
  int usedMemory() {
    return usedMemory;
  }

  /// Takes all leaves of the file that are left.
  long[] takeLeaves() {
    var left = Arrays.copyOfRange(leaves, takenLeaves, leafCount);
    takenLeaves = leafCount;
    return left;
  }

  /// Takes a place, in the file if there is one.
  long take() {
    if (usesLeaves && takenLeaves < leafCount) {
      return leaves[takenLeaves++];
    }
    if (freeCount == 0) {
      addMemory();
    }
    usedMemory++;
    return free[--freeCount];
  }

  private void addMemory() {
    int first = memory.size() * MEMORY_LEAVES;
    memory.add(Arena.ofAuto().allocate((long) MEMORY_LEAVES * Format.LEAF_BYTES, 64));
    free = Arrays.copyOf(free, first + MEMORY_LEAVES);
    for (int i = MEMORY_LEAVES - 1; i >= 0; i--) {
      free[freeCount++] = ~(first + i);
    }
  }

  /// Gives a place back, whose content is then lost.
  void give(long place) {
    if (place < 0) {
      usedMemory--;
      free[freeCount++] = place;
    } else {
      leaves[--takenLeaves] = place;
    }
  }

  /// Writes slots to a place.
  ///
  /// @param slots prefix and record in turns
  void write(long place, long[] slots, int count) {
    Leaf.fill(segment(place), base(place), slots, count);
  }

  /// Copies what was written to a place to a leaf of the file.
  void move(long place, long leaf) {
    var slots = new long[2 * Format.LEAF_CAPACITY];
    read(place, slots, Format.LEAF_CAPACITY);
    write(leaf, slots, Format.LEAF_CAPACITY);
  }

  /// Reads slots that were written to a place.
  void read(long place, long[] slots, int count) {
    Leaf.read(segment(place), base(place), slots, count);
  }

  private MemorySegment segment(long place) {
    return place < 0 ? memory.get((int) (~place / MEMORY_LEAVES)) : space.window(place).segment;
  }

  private long base(long place) {
    return place < 0
        ? ~place % MEMORY_LEAVES * Format.LEAF_BYTES
        : place - space.window(place).base;
  }
}
