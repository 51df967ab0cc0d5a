package io.cistern.listmap;

import static io.cistern.listmap.Format.INT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.UUID;

/// Brings a map from bytes to life: fresh, as it was left, or rebuilt from its log.
///
/// @param log its log, ready for appending
/// @param leaves its list
/// @param header the newest header
/// @param origin which way it went
/// @param discardedBytes what recovery left out
record Opening(Log log, Leaves leaves, Header header, Stats.Origin origin, long discardedBytes) {

  /// Writes an empty map, forced but not clean.
  static Opening create(Path file, Region region) throws IOException {
    region.extend(Format.INITIAL_BYTES);
    var space = new Space(region, Format.INITIAL_BYTES);
    var id = UUID.randomUUID();
    int salt = (int) id.getLeastSignificantBits();
    var log = new Log(file, space, salt, Format.LOG_START, 1);
    var leaves = new Leaves(log);
    leaves.rebuild(new long[0], new long[0], 0);
    region.step("create.leaf");
    var header = firstHeader(leaves, log.tail(), id, 1);
    write(space, firstHeader(leaves, log.tail(), id, 0));
    write(space, header);
    region.force(0, Format.INITIAL_BYTES);
    return new Opening(log, leaves, header, Stats.Origin.CREATED, 0);
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
        0);
  }

  private static void write(Space space, Header header) {
    var bytes = header.encode();
    MemorySegment.copy(
        bytes,
        0,
        space.window(0).segment,
        ValueLayout.JAVA_BYTE,
        header.slotOffset(),
        bytes.length);
  }

  /// Opens what is there.
  static Opening existing(Path file, Region region, boolean readOnly) throws IOException {
    var slots = HeaderSlots.read(file, region);
    var header = slots.newest();
    long size = region.size();
    // Growth that was cut short has never been used. A sealed file ends where its log does.
    long mapped = header.isSealed() ? size & -8 : size & -Format.CHUNK;
    if (slots.durableTail() > mapped) {
      throw new CorruptFileException(file, size, "file shorter than its log");
    }
    var space = new Space(region, mapped);
    var log = new Log(file, space, header.salt(), header.tail(), header.nextSequence());
    if (slots.areLeavesValid()) {
      try {
        return header.isSealed() ? sealed(log, header) : clean(log, header);
      } catch (CorruptFileException e) {
        if (readOnly || header.isSealed()) {
          throw e;
        }
        // the list can be rebuilt, and the log is then checked to its end
      }
    }
    if (readOnly) {
      throw new RecoveryNeededException(file, "not closed cleanly", null);
    }
    return rebuilt(log, slots);
  }

  private static Opening sealed(Log log, Header header) throws CorruptFileException {
    long record = header.indexRecord();
    if (log.checkBytes(new Reading(), record) != Format.INDEX) {
      throw log.corrupt(record, "no index where the header says");
    }
    var body = log.value(record);
    int count = (int) (body.byteSize() / Format.INDEX_ENTRY_BYTES);
    if (count != header.leaves() || count == 0) {
      throw log.corrupt(record, "index of another number of leaves");
    }
    var prefixes = new long[count];
    var lows = new long[count];
    var offsets = new long[count];
    for (int i = 0; i < count; i++) {
      long at = (long) i * Format.INDEX_ENTRY_BYTES;
      prefixes[i] = body.get(Format.LONG, at);
      lows[i] = body.get(Format.LONG, at + 8);
      offsets[i] = body.get(Format.LONG, at + 16);
    }
    var leaves = new Leaves(log);
    var index = new LeafIndex(log, prefixes, lows, offsets);
    leaves.open(index, header.firstLeaf(), header.lastLeaf(), count, header.freeLeaf(), true);
    return new Opening(log, leaves, header, Stats.Origin.SEALED, 0);
  }

  private static Opening clean(Log log, Header header) throws CorruptFileException {
    var space = log.space();
    var leaves = new Leaves(log);
    var reading = new Reading();
    long most = space.capacity() / Format.LEAF_BYTES;
    if (header.leaves() < 1 || header.leaves() > most) {
      throw log.corrupt(header.slotOffset(), "number of leaves");
    }
    int count = (int) header.leaves();
    var prefixes = new long[count];
    var lows = new long[count];
    var offsets = new long[count];
    long entries = 0;
    long prev = 0;
    long leaf = header.firstLeaf();
    for (int i = 0; i < count; i++) {
      leaves.check(reading, leaf);
      var window = space.window(leaf);
      var segment = window.segment;
      long base = leaf - window.base;
      if (Leaves.prev(segment, base) != prev) {
        throw log.corrupt(leaf, "backward link of a leaf");
      }
      prefixes[i] = Leaves.lowPrefix(segment, base);
      lows[i] = Leaves.low(segment, base);
      offsets[i] = leaf;
      entries += segment.get(INT, base + Format.LEAF_COUNT);
      prev = leaf;
      leaf = Leaves.next(segment, base);
    }
    if (leaf != 0 || prev != header.lastLeaf() || entries != header.entries()) {
      throw log.corrupt(prev, "list of leaves ends elsewhere than the header says");
    }
    long unused = header.freeLeaf();
    for (long i = 0; unused != 0; i++) {
      if (i > most) {
        throw log.corrupt(unused, "chain of unused leaves has no end");
      }
      leaves.check(reading, unused);
      var window = space.window(unused);
      unused = Leaves.next(window.segment, unused - window.base);
    }
    var index = new LeafIndex(log, prefixes, lows, offsets);
    leaves.open(index, header.firstLeaf(), header.lastLeaf(), count, header.freeLeaf(), false);
    return new Opening(log, leaves, header, Stats.Origin.CLEAN, 0);
  }

  private static Opening rebuilt(Log log, HeaderSlots slots) throws IOException {
    var space = log.space();
    var region = space.region();
    var recovery = new Recovery(log);
    var live = recovery.scan(space.capacity());
    if (recovery.tail() < slots.durableTail()) {
      throw log.corrupt(recovery.tail(), "log damaged before its durable end");
    }
    long capacity = space.capacity();
    long written = lastByte(space, recovery.tail());
    log.rewind(recovery.tail(), recovery.nextSequence());
    region.step("recovery.scanned");
    // Records a crash has left behind the end have sequences below this one: they can never be
    // taken for later ones.
    long beyond = (capacity - recovery.tail()) / Format.RECORD_HEADER + 2;
    log.ensure(Format.RECORD_HEADER + 8, 0);
    log.appendRestart(log.nextSequence() + beyond);
    region.force(0, log.tail());
    region.step("recovery.restarted");
    long durable = log.tail();
    var leaves = new Leaves(log);
    var blocks = recovery.leaves();
    for (int i = blocks.length - 1; i >= 0; i--) {
      leaves.release(blocks[i]);
    }
    int needed = live.count() / Format.LEAF_CAPACITY + 1;
    if (needed > blocks.length) {
      log.ensure((long) (needed - blocks.length) * Format.LEAF_BYTES, 0);
    }
    leaves.rebuild(live.prefixes(), live.records(), live.count());
    var old = slots.newest();
    var header =
        new Header(
            0,
            old.generation() + 1,
            old.fileIdHigh(),
            old.fileIdLow(),
            durable,
            0,
            leaves.first(),
            leaves.last(),
            live.count(),
            leaves.count(),
            leaves.free(),
            0,
            live.liveBytes());
    write(space, header);
    region.force(header.slotOffset(), Header.BYTES);
    region.step("recovery.done");
    long discarded = Math.max(0, written - recovery.tail());
    return new Opening(log, leaves, header, Stats.Origin.REBUILT, discarded);
  }

  /// The end of what is not zero.
  private static long lastByte(Space space, long from) {
    long end = space.capacity();
    var window = space.window(0);
    while (end > from && window.segment.get(Format.LONG, end - 8 - window.base) == 0) {
      end -= 8;
    }
    return end;
  }
}
