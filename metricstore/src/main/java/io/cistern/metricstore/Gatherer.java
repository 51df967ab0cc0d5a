package io.cistern.metricstore;

import io.cistern.listmap.ListMap;
import io.cistern.metricstore.codec.ChunkDecoder;
import io.cistern.metricstore.codec.DamagedDataException;
import io.cistern.metricstore.codec.RowCodec;
import io.cistern.metricstore.codec.RowTable;
import io.cistern.metricstore.codec.Statistics;
import io.cistern.metricstore.map.Keys;
import io.cistern.metricstore.map.Scan;
import io.cistern.metricstore.rollup.RollupDecoder;
import io.cistern.metricstore.rollup.Samples;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gathers the samples of some columns of one entity after another, from chunks and heads. Not
/// thread-safe.
final class Gatherer {

  /// Which chunks need not be decoded where they have statistics: those that lie between two times
  /// and in one step.
  ///
  /// @param from inclusive
  /// @param to exclusive
  /// @param step 0: none
  record Summing(long from, long to, long step) {
    static final Summing NONE = new Summing(0, 0, 0);

    boolean holds(long first, long last) {
      return step > 0 && first >= from && last < to && first / step == last / step;
    }
  }

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
  private final Summing summing;
  private final long sampleLimit;
  private final BooleanSupplier cancelled;
  private final ChunkDecoder decoder = new ChunkDecoder();
  private final RollupDecoder rollups = new RollupDecoder();
  private final RowCodec rows = new RowCodec();
  private final RowTable row = new RowTable();
  private long sampleCount;
  private @Nullable Samples[] wanted = new Samples[0];
  private int columns;
  private Summing summingNow = Summing.NONE;

  /// The latest time of the chunks read.
  private long readUntil;

  /// The latest time of the chunks of which statistics were taken.
  private long summedUntil;

  /// Whether there was a row among those that statistics stand for: the entity's chunks are to be
  /// decoded.
  private boolean overlapping;

  long[] resets = new long[8];
  int resetCount;

  /// Makes one for the times `from` to less than `to` that decodes every chunk.
  Gatherer(
      Lease lease,
      long from,
      long to,
      long sampleLimit,
      BooleanSupplier cancelled,
      LongAdder damaged) {
    this(lease, from, to, Summing.NONE, sampleLimit, cancelled, damaged);
  }

  /// Makes one for the times `from` to less than `to`.
  Gatherer(
      Lease lease,
      long from,
      long to,
      Summing summing,
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
    this.summing = summing;
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
    long countBefore = sampleCount;
    gather(entity.id(), summing);
    if (overlapping) {
      sampleCount = countBefore;
      forEach(into, Samples::clear);
      gather(entity.id(), Summing.NONE);
    }
    forEach(into, Samples::sort);
    Arrays.sort(resets, 0, resetCount);
  }

  private static void forEach(@Nullable Samples[] all, Consumer<Samples> action) {
    for (Samples samples : all) {
      if (samples != null) {
        action.accept(samples);
      }
    }
  }

  private void gather(int id, Summing by) throws IOException {
    summingNow = by;
    resetCount = 0;
    readUntil = -1;
    summedUntil = -1;
    overlapping = false;
    checkCancelled();
    for (Part part : parts) {
      if (part.source().tier() == Tier.RAW) {
        gatherChunks(id, part);
      } else {
        gatherRollups(id, part);
      }
    }
    for (Scan scan : heads) {
      gatherRows(id, scan);
    }
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
    boolean alone = decoder.firstTime() > readUntil;
    boolean summed = alone && summingNow.holds(decoder.firstTime(), decoder.lastTime());
    overlapping |= decoder.firstTime() <= summedUntil;
    readUntil = Math.max(readUntil, decoder.lastTime());
    decoder.wrap(chunk, columns);
    BitSet marks = decoder.resets();
    for (int r = marks.nextSetBit(0); r >= 0; r = marks.nextSetBit(r + 1)) {
      addReset(decoder.times()[r]);
    }
    while (decoder.nextColumn()) {
      Samples samples = wanted[decoder.column()];
      if (samples == null) {
        continue;
      }
      Statistics statistics = summed ? decoder.readStatistics() : null;
      if (statistics == null) {
        addColumn(samples);
      } else {
        samples.add(statistics);
        count(1);
        summedUntil = readUntil;
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
      overlapping |= scan.time() <= summedUntil;
      row.clear();
      try {
        rows.decode(scan.value(), scan.time(), columns, row);
        addRow(scan.time());
      } catch (DamagedDataException _) { // counted; the other rows answer
        scan.skip();
      }
    }
  }

  private void addRow(long time) throws LimitExceededException {
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

  private void add(Samples samples, long time, long bits) throws LimitExceededException {
    samples.add(time, bits);
    count(1);
  }

  private void count(int samples) throws LimitExceededException {
    sampleCount += samples;
    if (sampleCount > sampleLimit) {
      throw new LimitExceededException("querySamples", sampleCount, sampleLimit);
    }
  }

  private void addReset(long time) {
    if (resetCount == resets.length) {
      resets = Arrays.copyOf(resets, resetCount * 2);
    }
    resets[resetCount++] = time;
  }
}
