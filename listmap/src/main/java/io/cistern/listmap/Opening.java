package io.cistern.listmap;

import io.cistern.listmap.block.SealedEntries;
import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Header;
import io.cistern.listmap.file.HeaderSlots;
import io.cistern.listmap.file.Region;
import io.cistern.listmap.file.Space;
import io.cistern.listmap.leaf.FirstUse;
import io.cistern.listmap.leaf.Leaf;
import io.cistern.listmap.leaf.LeafIndex;
import io.cistern.listmap.leaf.Leaves;
import io.cistern.listmap.leaf.LiveEntries;
import io.cistern.listmap.log.Log;
import io.cistern.listmap.log.Records;
import io.cistern.listmap.order.Entries;
import io.cistern.listmap.recovery.Recovery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Brings a map from bytes to life: fresh, as it was left, or rebuilt from its log.
///
/// @param entries how to read it
/// @param live what is needed to write it; `null` if it is sealed
/// @param header the newest header
/// @param origin which way it went
/// @param discardedBytes what recovery left out
record Opening(
    Entries entries, @Nullable Live live, Header header, Stats.Origin origin, long discardedBytes) {

  /// A log, ready for appending, and the list of its leaves.
  record Live(Log log, Leaves leaves) {}

  private static Opening live(
      Log log, Leaves leaves, Header header, Stats.Origin origin, long discardedBytes) {
    var live = new Live(log, leaves);
    return new Opening(new LiveEntries(leaves), live, header, origin, discardedBytes);
  }

  /// Writes an empty map, forced but not clean.
  ///
  /// @throws MapFullException if the disk is full
  static Opening create(Path file, Region region) throws IOException {
    try {
      region.extend(Format.INITIAL_BYTES);
    } catch (IOException e) {
      throw new MapFullException(file, "no room for a new file", e);
    }
    var space = new Space(region, Format.INITIAL_BYTES);
    var id = UUID.randomUUID();
    int salt = (int) id.getLeastSignificantBits();
    var log = new Log(new Records(file, space, salt), Format.START, 1);
    var leaves = new Leaves(log);
    leaves.create();
    region.step("create.leaf");
    var header = firstHeader(leaves, log.tail(), id, 1);
    firstHeader(leaves, log.tail(), id, 0).write(space);
    header.write(space);
    region.force(0, Format.INITIAL_BYTES);
    region.step("create.forced");
    return live(log, leaves, header, Stats.Origin.CREATED, 0);
  }

  private static Header firstHeader(Leaves leaves, long tail, UUID id, long generation) {
    return new Header(
        0,
        generation,
        id.getMostSignificantBits(),
        id.getLeastSignificantBits(),
        tail,
        0,
        leaves.first(),
        leaves.last(),
        0,
        leaves.count(),
        leaves.free(),
        0,
        0,
        0);
  }

  /// Opens what is there.
  static Opening existing(Path file, Region region, boolean readOnly) throws IOException {
    var slots = HeaderSlots.read(file, region);
    var header = slots.newest();
    long size = region.size();
    if (slots.durableTail() > size) {
      throw new CorruptFileException(file, size, "file shorter than its content");
    }
    if (header.isSealed()) {
      if (header.index() < Format.START || header.index() > header.tail()) {
        throw new CorruptFileException(file, header.slotOffset(), "offset of the index");
      }
      var entries = new SealedEntries(file, region.map(0, header.tail()), header);
      return new Opening(entries, null, header, Stats.Origin.SEALED, 0);
    }
    long mapped = size & -Format.CHUNK; // growth that was cut short has never been used
    if (slots.durableTail() > mapped) {
      throw new CorruptFileException(file, size, "file shorter than its content");
    }
    var records = new Records(file, new Space(region, mapped), header.salt());
    if (slots.areLeavesValid()) {
      try {
        return clean(records, header);
      } catch (CorruptFileException e) {
        if (readOnly) {
          throw e;
        }
        // the list can be rebuilt, and the log is then checked to its end
      }
    }
    if (readOnly) {
      throw new RecoveryNeededException(file, "not closed cleanly", null);
    }
    return rebuilt(records, slots);
  }

  private static Opening clean(Records records, Header header) throws CorruptFileException {
    var checksum = new Checksum();
    var log = new Log(records, header.tail(), header.nextSequence());
    var leaves = new Leaves(log);
    var known = LeafIndex.read(records, checksum, header);
    if (known == null) {
      leaves.open(walkedIndex(records, checksum, header), header, null);
    } else {
      leaves.open(known, header, new FirstUse(header.tail()));
    }
    return live(log, leaves, header, Stats.Origin.CLEAN, 0);
  }

  /// Checks every leaf, and what of it the index shall know.
  private static LeafIndex walkedIndex(Records records, Checksum checksum, Header header)
      throws CorruptFileException {
    var space = records.space();
    long most = space.capacity() / Format.LEAF_BYTES;
    if (header.leaves() < 1 || header.leaves() > most) {
      throw records.corrupt(header.slotOffset(), "number of leaves");
    }
    int count = (int) header.leaves();
    var prefixes = new long[count];
    var lows = new long[count];
    var offsets = new long[count];
    long entries = 0;
    long prev = 0;
    long leaf = header.firstLeaf();
    for (int i = 0; i < count; i++) {
      Leaf.check(records, checksum, leaf);
      var window = space.window(leaf);
      var segment = window.segment;
      long base = leaf - window.base;
      if (Leaf.prev(segment, base) != prev) {
        throw records.corrupt(leaf, "backward link of a leaf");
      }
      prefixes[i] = Leaf.lowPrefix(segment, base);
      lows[i] = Leaf.low(segment, base);
      offsets[i] = leaf;
      entries += Leaf.count(segment, base);
      prev = leaf;
      leaf = Leaf.next(segment, base);
    }
    if (leaf != 0 || prev != header.lastLeaf() || entries != header.entries()) {
      throw records.corrupt(prev, "list of leaves ends elsewhere than the header says");
    }
    checkUnused(records, checksum, header.freeLeaf(), most);
    return new LeafIndex(records, prefixes, lows, offsets);
  }

  private static void checkUnused(Records records, Checksum checksum, long first, long most)
      throws CorruptFileException {
    long unused = first;
    for (long i = 0; unused != 0; i++) {
      if (i > most) {
        throw records.corrupt(unused, "chain of unused leaves has no end");
      }
      Leaf.check(records, checksum, unused);
      var window = records.space().window(unused);
      unused = Leaf.next(window.segment, unused - window.base);
    }
  }

  private static Opening rebuilt(Records records, HeaderSlots slots) throws IOException {
    var space = records.space();
    var region = space.region();
    var old = slots.newest();
    var recovery = new Recovery(records, !old.isClean());
    recovery.scan(space.capacity());
    if (recovery.tail() < slots.durableTail()) {
      throw records.corrupt(recovery.tail(), "log damaged before its durable end");
    }
    long discarded = Math.max(0, lastByte(space, recovery.tail()) - recovery.tail());
    region.step("recovery.scanned");
    var log = new Log(records, recovery.tail(), recovery.nextSequence());
    log.ensure(Format.RECORD_HEADER + 8, 0);
    // Whatever a crash has left behind the end, after earlier recoveries too, has sequences below
    // this one: it can never be taken for a continuation.
    long restart =
        Math.max(slots.restart(), log.nextSequence()) + space.capacity() / Format.RECORD_HEADER + 2;
    var header = old.recovered(slots.durableTail(), restart);
    header.write(space);
    region.step("header.written");
    region.force(header.slotOffset(), Header.BYTES);
    region.step("header.forced");
    log.appendRestart(restart);
    region.step("recovery.restarted");
    var leaves = new Leaves(log);
    var content = recovery.rebuild(leaves, log);
    region.step("recovery.done");
    var known = header.withContent(content.entries(), content.bytes());
    return live(log, leaves, known, Stats.Origin.REBUILT, discarded);
  }

  /// The end of what is not zero.
  private static long lastByte(Space space, long from) {
    long end = space.capacity();
    var window = space.window(0);
    while (end > from && window.segment.get(Format.LONG, end - 8 - window.base) == 0) {
      end -= 8;
    }
    boolean isHalf = end - 4 >= from && window.segment.get(Format.INT, end - 4 - window.base) == 0;
    return isHalf ? end - 4 : end;
  }
}
