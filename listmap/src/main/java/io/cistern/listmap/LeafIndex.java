package io.cistern.listmap;

import java.util.Arrays;

/// The low keys of the leaves, sorted, in the heap: a hint where a search starts. A reader that
/// lands left of its key moves right along the list, so an index that has not heard of a split yet
/// is harmless.
///
/// One writer, any number of readers: blocks are never changed, only replaced.
final class LeafIndex {

  private static final int BLOCK = 256;

  /// Entries in key order: prefix of the low key, record that holds it (0: below every key), leaf.
  private record Block(long[] prefixes, long[] lows, long[] leaves) {
    Block slice(int from, int to) {
      return new Block(
          Arrays.copyOfRange(prefixes, from, to),
          Arrays.copyOfRange(lows, from, to),
          Arrays.copyOfRange(leaves, from, to));
    }

    Block with(int at, long prefix, long low, long leaf) {
      return new Block(
          insert(prefixes, at, prefix), insert(lows, at, low), insert(leaves, at, leaf));
    }

    private static long[] insert(long[] array, int at, long value) {
      var copy = Arrays.copyOf(array, array.length + 1);
      System.arraycopy(array, at, copy, at + 1, array.length - at);
      copy[at] = value;
      return copy;
    }
  }

  /// The blocks in key order, and the first prefix of each.
  private record Table(long[] prefixes, Block[] blocks) {
    static Table of(Block[] blocks) {
      var prefixes = new long[blocks.length];
      for (int i = 0; i < blocks.length; i++) {
        prefixes[i] = blocks[i].prefixes[0];
      }
      return new Table(prefixes, blocks);
    }
  }

  private final Records records;
  private volatile Table table;

  /// Takes the leaves in key order; at least one, the first with low record 0.
  LeafIndex(Records records, long[] prefixes, long[] lows, long[] leaves) {
    this.records = records;
    var all = new Block(prefixes, lows, leaves);
    int count = Math.max(1, (leaves.length + BLOCK / 2 - 1) / (BLOCK / 2));
    var split = new Block[count];
    for (int i = 0; i < count; i++) {
      split[i] = all.slice(i * (BLOCK / 2), Math.min(leaves.length, (i + 1) * (BLOCK / 2)));
    }
    this.table = Table.of(split);
  }

  /// The last known leaf whose low key is at or before this one. Where it ends is told in
  /// [Reading#lowPrefix] and [Reading#highPrefix].
  long floor(Reading reading, byte[] key, long prefix) throws CorruptFileException {
    var all = table;
    int b = block(all, key, prefix);
    var block = all.blocks[b];
    int e = entry(block, key, prefix);
    reading.lowPrefix = block.prefixes[e];
    reading.highPrefix =
        e + 1 < block.prefixes.length
            ? block.prefixes[e + 1]
            : b + 1 < all.prefixes.length ? all.prefixes[b + 1] : -1;
    return block.leaves[e];
  }

  /// Tells of a new leaf right of a known one.
  void add(byte[] key, long keyPrefix, long left, long prefix, long low, long leaf)
      throws CorruptFileException {
    var known = table;
    int b = block(known, key, keyPrefix);
    var all = known.blocks;
    var block = all[b];
    int e = entry(block, key, keyPrefix);
    if (block.leaves[e] != left) {
      return; // a hint that is missing costs a step along the list
    }
    var grown = block.with(e + 1, prefix, low, leaf);
    int size = grown.leaves.length;
    if (size <= BLOCK) {
      var replaced = all.clone();
      replaced[b] = grown;
      table = new Table(known.prefixes, replaced); // the first entry of a block never changes
      return;
    }
    // At the right edge the left block stays full: that is where ascending keys go.
    int cut = b == all.length - 1 && e + 1 == size - 1 ? size - 1 : size / 2;
    var replaced = new Block[all.length + 1];
    System.arraycopy(all, 0, replaced, 0, b);
    replaced[b] = grown.slice(0, cut);
    replaced[b + 1] = grown.slice(cut, size);
    System.arraycopy(all, b + 1, replaced, b + 2, all.length - b - 1);
    table = Table.of(replaced);
  }

  private int block(Table all, byte[] key, long prefix) throws CorruptFileException {
    int count = all.prefixes.length;
    int at = Guess.firstAtOrAfter(all.prefixes, count, prefix);
    if (at == count || all.prefixes[at] != prefix) {
      return Math.max(0, at - 1);
    }
    int low = at - 1; // the block before the ties
    int high = count - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (all.prefixes[middle] == prefix && isAtOrAfter(key, all.blocks[middle].lows[0])) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return Math.max(0, low);
  }

  private int entry(Block block, byte[] key, long prefix) throws CorruptFileException {
    int count = block.leaves.length;
    int at = Guess.firstAtOrAfter(block.prefixes, count, prefix);
    if (at == count || block.prefixes[at] != prefix) {
      return Math.max(0, at - 1);
    }
    int low = at - 1;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (block.prefixes[middle] == prefix && isAtOrAfter(key, block.lows[middle])) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return Math.max(0, low);
  }

  private boolean isAtOrAfter(byte[] key, long low) throws CorruptFileException {
    return low == 0 || records.compare(key, low, Math.min(8, key.length)) >= 0;
  }
}
