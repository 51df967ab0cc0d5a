package io.cistern.app;

import io.cistern.app.intake.Intake;
import io.cistern.app.intake.Shard;
import io.cistern.app.intake.ShardSnapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Keeps the collector's last snapshot: merged once a second at most, by the first who asks, and
/// the same for everybody. Nobody asks, nothing is merged. Any thread may ask.
final class Snapshots {
  private static final long AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(950); // who looks each second

  /// @param publications how often all had been published at once
  private record Kept(CollectorSnapshot snapshot, long nanos, long publications) {}

  private final List<Shard> shards;
  private final Intake intake;
  private final InstantSource clock;
  private volatile Kept kept;
  private volatile long merges;

  Snapshots(List<Shard> shards, Intake intake, InstantSource clock) {
    this.shards = List.copyOf(shards);
    this.intake = intake;
    this.clock = clock;
    this.kept = merged();
  }

  /// What was last published, or less than a second before.
  CollectorSnapshot current() {
    Kept known = kept;
    return isCurrent(known) ? known.snapshot : renewed();
  }

  private boolean isCurrent(Kept known) {
    if (known.publications != intake.publications()) {
      return false; // somebody waited for these to be seen
    }
    boolean isYoung = System.nanoTime() - known.nanos < AGE_NANOS;
    return (isYoung && shards.stream().allMatch(Shard::isAlive)) || known.snapshot.isOf(parts());
  }

  private List<ShardSnapshot> parts() {
    return shards.stream().map(Shard::snapshot).toList();
  }

  private synchronized CollectorSnapshot renewed() {
    if (!isCurrent(kept)) { // another one may have been faster
      kept = merged();
    }
    return kept.snapshot;
  }

  /// Merges now, whatever its age.
  synchronized void renew() {
    kept = merged();
  }

  private Kept merged() {
    merges++;
    long publications = intake.publications(); // first: what comes after it is newer
    return new Kept(
        CollectorSnapshot.merge(parts(), shards, clock.millis()), System.nanoTime(), publications);
  }

  /// How often it was merged.
  long merges() {
    return merges;
  }
}
