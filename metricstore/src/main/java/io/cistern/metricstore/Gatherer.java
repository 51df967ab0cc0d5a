package io.cistern.metricstore;

import io.cistern.listmap.ListMap;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Gathers the samples of some columns of one entity after another, from chunks and heads. Not
/// thread-safe.
final class Gatherer {

  /// A map of a partition and what is read of it.
  private record Part(Scan scan, Lease.Source source) {
    Scan scanOf(int entity) {
      return scan.from(Keys.of(entity, source.key()));
    }
  }

  private final List<Part> parts;
  private final List<Scan> heads;
  private final long from;
  private final long to;
  private final long sampleLimit;
  private final BooleanSupplier cancelled;
  private final ChunkDecoder decoder = new ChunkDecoder();
  private final RollupDecoder rollups = new RollupDecoder();
  private final RowCodec rows = new RowCodec();
  private final RowTable row = new RowTable();
  private long sampleCount;
  private @Nullable Samples[] wanted = new Samples[0];
  private int columns;
  long[] resets = new long[8];
  int resetCount;

  /// Makes one for the times `from` to less than `to`.
  Gatherer(
      Lease lease,
      long from,
      long to,
      long sampleLimit,
      BooleanSupplier cancelled,
      LongAdder damaged) {
    this.parts =
        lease.sources().stream()
            .map(source -> new Part(scan(source.map(), damaged), source))
            .toList();
    this.heads = lease.heads().stream().map(map -> scan(map, damaged)).toList();
    this.from = from;
    this.to = to;
    this.sampleLimit = sampleLimit;
    this.cancelled = cancelled;
  }

  private static Scan scan(ListMap map, LongAdder damaged) {
    return new Scan(map, damaged);
  }

  /// Gathers into the samples given, by index of the column; `null` where none are wanted.
  void gather(Entity entity, @Nullable Samples[] into) throws IOException {
    wanted = into;
    columns = into.length;
    resetCount = 0;
    checkCancelled();
    for (Part part : parts) {
      if (part.source().tier() == Tier.RAW) {
        gatherChunks(entity.id(), part);
      } else {
        gatherRollups(entity.id(), part);
      }
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

  private void gatherChunks(int id, Part part) throws IOException {
    Scan scan = part.scan().fromFloor(id, part.source().from());
    while (scan.next() && scan.entity() == id && scan.time() < to) {
      checkCancelled();
      try {
        readChunk(scan.value());
      } catch (DamagedDataException _) { // counted; what was read before the damage is kept
        scan.skip();
      }
    }
  }

  private void gatherRollups(int id, Part part) throws IOException {
    Scan scan = part.scanOf(id);
    Lease.Source source = part.source();
    long step = source.tier().stepMillis();
    long first = source.from() / step * step;
    while (scan.next() && scan.entity() == id && scan.time() < source.to()) {
      checkCancelled();
      try {
        count(rollups.read(scan.value(), step, first, source.to(), wanted));
      } catch (DamagedDataException _) { // counted; what was read before the damage is kept
        scan.skip();
      }
    }
  }

  private void checkCancelled() throws QueryCancelledException {
    if (cancelled.getAsBoolean()) {
      throw new QueryCancelledException();
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
    boolean whole = decoder.firstTime() >= from && decoder.lastTime() < to;
    if (whole && present.cardinality() == decoder.rows()) {
      samples.addAll(times, values, decoder.rows());
      count(decoder.rows());
      return;
    }
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
      checkCancelled();
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
    count(1);
  }

  private void count(int samples) throws QueryLimitException {
    sampleCount += samples;
    if (sampleCount > sampleLimit) {
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
