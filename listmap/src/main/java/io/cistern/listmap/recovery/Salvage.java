package io.cistern.listmap.recovery;

import io.cistern.listmap.SalvageReport;
import io.cistern.listmap.block.BlockWalk;
import io.cistern.listmap.block.Blocks;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Header;
import io.cistern.listmap.file.Region;
import io.cistern.listmap.file.Space;
import io.cistern.listmap.log.LogWalk;
import io.cistern.listmap.log.Records;
import io.cistern.listmap.order.KeyBytes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;

/// Brings what is intact in a damaged file into a new map.
public final class Salvage {

  /// The map that what is intact goes into.
  public interface Target {
    void put(byte[] key, byte[] value) throws IOException;

    void remove(byte[] key) throws IOException;

    /// Entries that are in it.
    long size();
  }

  private final Path file;
  private final Region region;
  private final Target target;
  private long applied;
  private long gaps;
  private long gapBytes;
  private long uncommitted;

  public Salvage(Path file, Region region, Target target) {
    this.file = file;
    this.region = region;
    this.target = target;
  }

  public SalvageReport run() throws IOException {
    var header = LostHeader.orRead(file, region);
    if (header.isSealed()) {
      walkBlocks(header);
    } else {
      walkLog(header);
    }
    return new SalvageReport(target.size(), applied, gaps, gapBytes, uncommitted);
  }

  private void walkLog(Header header) throws IOException {
    var records = new Records(file, new Space(region, region.size() & -4), header.salt());
    long limit =
        header.isClean() ? Math.min(header.tail(), region.size() & -4) : region.size() & -4;
    var walk = new LogWalk(records, limit, header.restart());
    var batch = new long[16];
    int pending = 0;
    while (walk.next()) {
      addGap(walk.gap());
      long record = walk.record();
      int type = records.type(record);
      if (type == Format.BATCH_PUT || type == Format.BATCH_REMOVE) {
        batch = pending == batch.length ? Arrays.copyOf(batch, 2 * pending) : batch;
        batch[pending++] = record;
        continue;
      }
      if (type == Format.COMMIT) {
        long first = walk.sequence() - records.value(record).get(Format.LONG, 0);
        for (int i = 0; i < pending; i++) {
          if (records.sequence(batch[i]) >= first) {
            apply(records, batch[i]);
          } else {
            uncommitted++;
          }
        }
      } else {
        uncommitted += pending;
        if (type == Format.PUT || type == Format.REMOVE) {
          apply(records, record);
        }
      }
      pending = 0;
    }
    uncommitted += pending;
    addGap(walk.gap());
  }

  private void apply(Records records, long record) throws IOException {
    if (Format.isPut(records.type(record))) {
      target.put(records.keyBytes(record), records.valueBytes(record));
    } else {
      target.remove(records.keyBytes(record));
    }
    applied++;
  }

  private void walkBlocks(Header header) throws IOException {
    var segment = region.map(0, region.size());
    var walk = new BlockWalk(segment, Math.min(header.index(), region.size()), header.salt());
    while (walk.next()) {
      addGap(walk.gap());
      for (int i = 0; i < walk.count(); i++) {
        apply(segment, walk.entry(i));
      }
    }
    addGap(walk.gap());
  }

  private void apply(MemorySegment segment, long entry) throws IOException {
    long keyAt = Blocks.keyAt(segment, entry);
    int keyLength = Blocks.keyLength(segment, entry);
    int valueLength = Blocks.valueLength(segment, entry);
    target.put(
        KeyBytes.copy(segment, keyAt, keyLength),
        KeyBytes.copy(segment, keyAt + keyLength, valueLength));
    applied++;
  }

  private void addGap(long bytes) {
    if (bytes > 0) {
      gaps++;
      gapBytes += bytes;
    }
  }
}
