package io.cistern.listmap.leaf;

import static io.cistern.listmap.file.Format.INT;
import static io.cistern.listmap.file.Format.LONG;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Header;
import io.cistern.listmap.file.Space;
import io.cistern.listmap.log.Records;
import io.cistern.listmap.order.Guess;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The low keys of the leaves, sorted, in the heap: a hint where a search starts. A reader that
/// lands left of its key moves right along the list, so an index that has not heard of a split yet
/// is harmless.
///
/// One writer, any number of readers: blocks are never changed, only replaced.
public final class LeafIndex {

  private static final int BLOCK = 256;

  /// Bytes of an entry in the file.
  private static final long ENTRY = 24;

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
  public LeafIndex(Records records, long[] prefixes, long[] lows, long[] leaves) {
    this.records = records;
    var all = new Block(prefixes, lows, leaves);
    int count = Math.max(1, (leaves.length + BLOCK / 2 - 1) / (BLOCK / 2));
    var split = new Block[count];
    for (int i = 0; i < count; i++) {
      split[i] = all.slice(i * (BLOCK / 2), Math.min(leaves.length, (i + 1) * (BLOCK / 2)));
    }
    this.table = Table.of(split);
  }

  /// The last known leaf whose low key is at or before this one; 0 if that leaf says otherwise,
  /// which one in an index from a file may. Where it ends is told in [Place#lowPrefix] and
  /// [Place#highPrefix].
  long floor(Place place, byte[] key, long prefix) throws CorruptFileException {
    var all = table;
    int b = block(all, key, prefix);
    var block = all.blocks[b];
    int e = entry(block, key, prefix);
    place.lowPrefix = block.prefixes[e];
    place.highPrefix =
        e + 1 < block.prefixes.length
            ? block.prefixes[e + 1]
            : b + 1 < all.prefixes.length ? all.prefixes[b + 1] : -1;
    long leaf = block.leaves[e];
    var window = records.space().window(leaf);
    long base = leaf - window.base;
    boolean isRight =
        Leaf.lowPrefix(window.segment, base) == block.prefixes[e]
            && Leaf.low(window.segment, base) == block.lows[e];
    return isRight ? leaf : 0;
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

  // ---- in the file

  /// Writes the index behind the log of a file that is being closed, as one piece.
  ///
  /// @return where it is; 0 if it is of no use, or if there is no room for it
  long write(Checksum checksum, long tail, long nextSequence) {
    var all = table.blocks;
    int count = 0;
    for (var block : all) {
      count += block.leaves.length;
    }
    long length = Format.LEAF_INDEX_ENTRIES + ENTRY * count;
    long at = count < 2 ? 0 : room(tail, length);
    if (at == 0) {
      return 0;
    }
    var window = records.space().window(at);
    var segment = window.segment;
    long base = at - window.base;
    segment.set(INT, base, Format.LEAF_INDEX_MAGIC);
    segment.set(LONG, base + Format.LEAF_INDEX_COUNT, count);
    segment.set(LONG, base + Format.LEAF_INDEX_SEQUENCE, nextSequence);
    long to = base + Format.LEAF_INDEX_ENTRIES;
    for (var block : all) {
      int n = block.leaves.length;
      MemorySegment.copy(block.prefixes, 0, segment, LONG, to, n);
      MemorySegment.copy(block.lows, 0, segment, LONG, to + 8L * count, n);
      MemorySegment.copy(block.leaves, 0, segment, LONG, to + 16L * count, n);
      to += 8L * n;
    }
    segment.set(INT, base + 4, checksum(records, checksum, window, at, length));
    return at;
  }

  /// A place behind the log within one window.
  private long room(long tail, long length) {
    var space = records.space();
    long at = (tail + 7) & -8;
    while (at < space.capacity() && space.window(at).end - at < length) {
      at = space.window(at).end;
    }
    if (at >= space.capacity()) {
      at = space.capacity();
      try {
        space.grow(length);
      } catch (IOException _) {
        return 0; // it is only a hint
      }
    }
    return at;
  }

  /// Where an index that has been written ends.
  public static long end(Space space, long at) {
    var window = space.window(at);
    long count = window.segment.get(LONG, at - window.base + Format.LEAF_INDEX_COUNT);
    return at + Format.LEAF_INDEX_ENTRIES + ENTRY * count;
  }

  /// Reads the index of a file that was closed cleanly.
  ///
  /// @return `null` if there is none, or none that can be right
  public static @Nullable LeafIndex read(Records records, Checksum checksum, Header header) {
    var space = records.space();
    long at = header.index();
    if (at < Math.max(Format.START, header.tail())
        || (at & 7) != 0
        || at > space.capacity() - Format.LEAF_INDEX_ENTRIES) {
      return null;
    }
    var window = space.window(at);
    var segment = window.segment;
    long base = at - window.base;
    long count = segment.get(LONG, base + Format.LEAF_INDEX_COUNT);
    if (segment.get(INT, base) != Format.LEAF_INDEX_MAGIC
        || count < 1
        || count > header.leaves()
        || count > (window.end - at - Format.LEAF_INDEX_ENTRIES) / ENTRY
        || segment.get(LONG, base + Format.LEAF_INDEX_SEQUENCE) != header.nextSequence()
        || segment.get(INT, base + 4)
            != checksum(records, checksum, window, at, end(space, at) - at)) {
      return null;
    }
    int n = (int) count;
    var prefixes = new long[n];
    var lows = new long[n];
    var leaves = new long[n];
    long entries = base + Format.LEAF_INDEX_ENTRIES;
    MemorySegment.copy(segment, LONG, entries, prefixes, 0, n);
    MemorySegment.copy(segment, LONG, entries + 8L * n, lows, 0, n);
    MemorySegment.copy(segment, LONG, entries + 16L * n, leaves, 0, n);
    boolean isPossible =
        leaves[0] == header.firstLeaf()
            && lows[0] == 0
            && Leaf.isPossible(header.lastLeaf(), header.tail())
            && (header.freeLeaf() == 0 || Leaf.isPossible(header.freeLeaf(), header.tail()))
            && isPossible(prefixes, lows, leaves, header.tail());
    if (!isPossible) {
      return null;
    }
    return new LeafIndex(records, prefixes, lows, leaves);
  }

  /// Whether a search in these ends, within the log.
  private static boolean isPossible(long[] prefixes, long[] lows, long[] leaves, long tail) {
    for (int i = 0; i < leaves.length; i++) {
      if (!Leaf.isPossible(leaves[i], tail)) {
        return false;
      }
      if (i > 0
          && (Long.compareUnsigned(prefixes[i - 1], prefixes[i]) > 0
              || lows[i] < Format.START
              || lows[i] > tail - Format.RECORD_HEADER)) {
        return false;
      }
    }
    return true;
  }

  private static int checksum(
      Records records, Checksum checksum, Space.Window window, long at, long length) {
    return checksum.of(window.segment, at - window.base + 8, length - 8) ^ records.mark(at);
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
