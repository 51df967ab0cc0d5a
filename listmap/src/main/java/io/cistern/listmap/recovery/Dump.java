package io.cistern.listmap.recovery;

import io.cistern.listmap.block.BlockWalk;
import io.cistern.listmap.block.Blocks;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Header;
import io.cistern.listmap.file.Region;
import io.cistern.listmap.file.Space;
import io.cistern.listmap.leaf.Leaf;
import io.cistern.listmap.log.LogWalk;
import io.cistern.listmap.log.Records;
import io.cistern.listmap.order.KeyBytes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;

/// Writes what is in a file as text, one line for each structure, damaged places included.
public final class Dump {

  private static final int SHOWN = 32;

  private final Path file;
  private final Region region;
  private final Appendable out;

  public Dump(Path file, Region region, Appendable out) {
    this.file = file;
    this.region = region;
    this.out = out;
  }

  public void run() throws IOException {
    var header = LostHeader.orRead(file, region);
    line("%d header: %s", header.slotOffset(), header);
    if (header.isSealed()) {
      dumpBlocks(header);
    } else {
      dumpLog(header);
    }
  }

  private void dumpLog(Header header) throws IOException {
    var records = new Records(file, new Space(region, region.size() & -4), header.salt());
    var walk = new LogWalk(records, region.size() & -4, header.restart());
    while (walk.next()) {
      gap(walk.record() - walk.gap(), walk.gap());
      long record = walk.record();
      int type = records.type(record);
      if (type == Format.LEAF) {
        dumpLeaf(records, record, walk.sequence());
      } else if (type == Format.PAD) {
        line("%d PAD %d bytes", record, records.paddedLength(record));
      } else {
        dumpRecord(records, record, walk.sequence());
      }
    }
    line("%d bytes behind the last record", walk.gap());
  }

  private void dumpRecord(Records records, long record, long sequence) throws IOException {
    var value = records.value(record);
    String text =
        switch (records.type(record)) {
          case Format.PUT -> "PUT";
          case Format.REMOVE -> "REMOVE";
          case Format.BATCH_PUT -> "BATCH_PUT";
          case Format.BATCH_REMOVE -> "BATCH_REMOVE";
          case Format.COMMIT -> "COMMIT of " + value.get(Format.LONG, 0);
          default -> "RESTART at " + value.get(Format.LONG, 0);
        };
    String key = hex(records.keyBytes(record));
    line("%d %s sequence %d key %s value %d bytes", record, text, sequence, key, value.byteSize());
  }

  private void dumpLeaf(Records records, long leaf, long sequence) throws IOException {
    var window = records.space().window(leaf);
    long base = leaf - window.base;
    line(
        "%d LEAF sequence %d slots %d prev %d next %d low %d",
        leaf,
        sequence,
        Leaf.count(window.segment, base),
        Leaf.prev(window.segment, base),
        Leaf.next(window.segment, base),
        Leaf.low(window.segment, base));
  }

  private void dumpBlocks(Header header) throws IOException {
    var segment = region.map(0, region.size());
    long limit = Math.min(header.index(), region.size());
    var walk = new BlockWalk(segment, limit, header.salt());
    while (walk.next()) {
      gap(walk.block() - walk.gap(), walk.gap());
      line("%d block %d bytes, entries %d", walk.block(), walk.length(), walk.count());
      for (int i = 0; i < walk.count(); i++) {
        dumpEntry(segment, walk.entry(i));
      }
    }
    gap(limit - walk.gap(), walk.gap());
  }

  private void dumpEntry(MemorySegment segment, long entry) throws IOException {
    long at = Blocks.keyAt(segment, entry);
    String key = hex(KeyBytes.copy(segment, at, Blocks.keyLength(segment, entry)));
    line("%d entry key %s value %d bytes", at, key, Blocks.valueLength(segment, entry));
  }

  private void gap(long from, long bytes) throws IOException {
    if (bytes > 0) {
      line("%d damaged: %d bytes", from, bytes);
    }
  }

  /// A key as it is shown: at most its first 32 bytes.
  public static String hex(byte[] key) {
    var hex = HexFormat.of();
    return key.length <= SHOWN
        ? hex.formatHex(key)
        : hex.formatHex(key, 0, SHOWN) + "... (" + key.length + " bytes)";
  }

  private void line(String format, Object... values) throws IOException {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
