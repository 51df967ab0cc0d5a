package io.cistern.metricstore;

import io.cistern.listmap.ListMap;
import io.cistern.metricstore.codec.DamagedDataException;
import io.cistern.metricstore.codec.ExactSum;
import io.cistern.metricstore.codec.NumberKind;
import io.cistern.metricstore.map.Keys;
import io.cistern.metricstore.rollup.Increases;
import io.cistern.metricstore.rollup.RollupDecoder;
import io.cistern.metricstore.rollup.RollupEncoder;
import io.cistern.metricstore.rollup.Samples;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Makes the rollups of a finished raw partition: for each entity and tier one chunk, whose key has
/// the beginning of the partition as its time, so that doing it again changes nothing. Not
/// thread-safe.
final class Roller {
  private final EntityTable entities;
  private final LongAdder damaged;
  private final RollupEncoder encoder = new RollupEncoder();
  private final RollupDecoder decoder = new RollupDecoder();
  private final ExactSum sum = new ExactSum();
  private volatile long chunksRolled;
  private volatile boolean stopping;

  Roller(EntityTable entities, LongAdder damaged) {
    this.entities = entities;
    this.damaged = damaged;
  }

  long chunksRolled() {
    return chunksRolled;
  }

  /// Lets what is under way end soon, incomplete.
  void stop() {
    stopping = true;
  }

  /// Rolls one partition up.
  ///
  /// @param lease of its rows and of those that its first samples are compared with
  /// @param from where these begin
  /// @param maps of the tiers, in the order of `tiers`
  /// @return whether it is complete
  boolean roll(Partition raw, Lease lease, long from, List<Tier> tiers, List<ListMap> maps)
      throws IOException {
    var gatherer = new Gatherer(lease, from, raw.endMillis(), Long.MAX_VALUE, () -> false, damaged);
    for (Entity entity : entities.all().toList()) {
      if (stopping) {
        return false;
      }
      if (entity.lastSeen < raw.startMillis() || entity.firstSeen >= raw.endMillis()) {
        continue;
      }
      List<Column> columns = entity.columns();
      @Nullable Samples[] samples = new Samples[columns.size()];
      for (int c = 0; c < samples.length; c++) {
        samples[c] = new Samples(columns.get(c).kind().number());
      }
      gatherer.gather(entity, samples);
      for (int t = 0; t < tiers.size(); t++) {
        write(entity.id(), raw, tiers.get(t), maps.get(t), columns, samples, gatherer);
      }
    }
    return true;
  }

  private void write(
      int id,
      Partition raw,
      Tier tier,
      ListMap map,
      List<Column> columns,
      @Nullable Samples[] samples,
      Gatherer gatherer)
      throws IOException {
    @Nullable Samples[] rolled = new Samples[samples.length];
    boolean any = false;
    for (int c = 0; c < samples.length; c++) {
      Samples of = samples[c];
      if (of != null) {
        of.dropNaN();
        var marks = new Increases(of, gatherer.resets, gatherer.resetCount);
        Samples summary = summarise(of, of.indexOf(raw.startMillis()), tier.stepMillis(), marks);
        rolled[c] = summary;
        any |= summary.size > 0;
      }
    }
    if (!any) {
      return;
    }
    byte[] key = Keys.of(id, raw.startMillis());
    keepOthers(map.getBytes(key), tier.stepMillis(), rolled);
    NumberKind[] kinds =
        columns.stream().map(column -> column.kind().number()).toArray(NumberKind[]::new);
    map.put(
        key, encoder.encode(raw.startMillis(), raw.endMillis(), tier.stepMillis(), kinds, rolled));
    chunksRolled++;
  }

  private Samples summarise(Samples samples, int first, long step, Increases marks) {
    var summary = new Samples(samples.kind);
    long current = -1;
    for (int i = first; i < samples.size; i++) {
      long bucket = samples.times[i] / step;
      boolean mark = marks.isMarked(i);
      if (bucket != current) {
        summary.endSum(sum);
        sum.clear();
        summary.begin(samples.times[i], samples.raw[i], mark);
        current = bucket;
      } else {
        summary.extend(samples.times[i], samples.raw[i], mark);
      }
      sum.add(samples.kind, samples.raw[i]);
    }
    summary.endSum(sum);
    return summary;
  }

  /// Keeps what was rolled up of rows that are no longer there: the disk was low, and late rows
  /// made the partition anew.
  private void keepOthers(byte @Nullable [] before, long step, @Nullable Samples[] rolled) {
    if (before == null) {
      return;
    }
    @Nullable Samples[] known = new Samples[rolled.length];
    for (int c = 0; c < rolled.length; c++) {
      Samples mine = rolled[c];
      known[c] = mine == null ? null : new Samples(mine.kind);
    }
    try {
      decoder.read(before, step, 0, Long.MAX_VALUE, known);
    } catch (DamagedDataException _) { // counted; made anew
      damaged.increment();
      return;
    }
    for (int c = 0; c < rolled.length; c++) {
      Samples mine = rolled[c];
      Samples theirs = known[c];
      if (mine != null && theirs != null) {
        mine.addMissing(theirs, step);
      }
    }
  }
}
