package io.cistern.metricstore;

import io.cistern.listmap.ListMap;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Gathers the samples of some columns of one entity after another, from chunks and heads. Not
/// thread-safe.
final class Gatherer {
  private final List<Scan> partitions;
  private final List<Scan> heads;
  private final long from;
  private final long to;
  private final long sampleLimit;
  private final ChunkDecoder decoder = new ChunkDecoder();
  private final RowCodec rows = new RowCodec();
  private final RowTable row = new RowTable();
  private long sampleCount;
  private @Nullable Samples[] wanted = new Samples[0];
  private int columns;
  long[] resets = new long[8];
  int resetCount;

  /// Makes one for the times `from` to less than `to`.
  Gatherer(Lease lease, long from, long to, long sampleLimit, LongAdder damaged) {
    this.partitions = lease.partitions().stream().map(map -> scan(map, damaged)).toList();
    this.heads = lease.heads().stream().map(map -> scan(map, damaged)).toList();
    this.from = from;
    this.to = to;
    this.sampleLimit = sampleLimit;
  }

  private static Scan scan(ListMap map, LongAdder damaged) {
    return new Scan(map, damaged);
  }

  /// Gathers into the samples given, by index of the column; `null` where none are wanted.
  void gather(Entity entity, @Nullable Samples[] into) throws IOException {
    wanted = into;
    columns = into.length;
    resetCount = 0;
    for (Scan scan : partitions) {
      gatherChunks(entity.id(), scan);
    }
    for (Scan scan : heads) {
      gatherRows(entity.id(), scan);
    }
    for (Samples samples : into) {
      if (samples != null) {
        samples.sort();
      }
    }
    Arrays.sort(resets, 0, resetCount);
  }

  private void gatherChunks(int id, Scan scan) throws IOException {
    scan.fromFloor(id, from);
    while (scan.next() && scan.entity() == id && scan.time() < to) {
      try {
        readChunk(scan.value());
      } catch (DamagedDataException _) { // counted; what was read before the damage is kept
        scan.skip();
      }
    }
  }

  private void readChunk(byte[] chunk) throws IOException {
    decoder.wrapHead(chunk);
    if (decoder.lastTime() < from || decoder.firstTime() >= to) {
      return;
    }
    decoder.wrap(chunk, columns);
    BitSet marks = decoder.resets();
    for (int r = marks.nextSetBit(0); r >= 0; r = marks.nextSetBit(r + 1)) {
      addReset(decoder.times()[r]);
    }
    while (decoder.nextColumn()) {
      Samples samples = wanted[decoder.column()];
      if (samples != null) {
        addColumn(samples);
      }
    }
  }

  private void addColumn(Samples samples) throws IOException {
    long[] values = decoder.readValues();
    long[] times = decoder.times();
    BitSet present = decoder.present();
    int n = 0;
    for (int r = present.nextSetBit(0); r >= 0; r = present.nextSetBit(r + 1)) {
      if (times[r] >= from && times[r] < to) {
        add(samples, times[r], values[n]);
      }
      n++;
    }
  }

  private void gatherRows(int id, Scan scan) throws IOException {
    scan.from(Keys.of(id, from));
    while (scan.next() && scan.entity() == id && scan.time() < to) {
      row.clear();
      try {
        rows.decode(scan.value(), scan.time(), columns, row);
        addRow(scan.time());
      } catch (DamagedDataException _) { // counted; the other rows answer
        scan.skip();
      }
    }
  }

  private void addRow(long time) throws QueryLimitException {
    if (row.resets.get(0)) {
      addReset(time);
    }
    for (int c = 0; c < row.columnCount(); c++) {
      Samples samples = wanted[c];
      if (samples != null && row.column(c).present.get(0)) {
        add(samples, time, row.column(c).values[0]);
      }
    }
  }

  private void add(Samples samples, long time, long bits) throws QueryLimitException {
    samples.add(time, bits);
    if (++sampleCount > sampleLimit) {
      throw new QueryLimitException("querySamples", sampleCount, sampleLimit);
    }
  }

  private void addReset(long time) {
    if (resetCount == resets.length) {
      resets = Arrays.copyOf(resets, resetCount * 2);
    }
    resets[resetCount++] = time;
  }
}
