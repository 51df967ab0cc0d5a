package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.crashtest.ChildJvm;
import io.cistern.crashtest.CutDisk;
import io.cistern.crashtest.Mounts;
import io.cistern.listmap.file.FileStorage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Power cuts on real file systems, while a writer works on them.
class PowerCutTest {

  private static final int CUTS = Integer.getInteger("cistern.powerCuts", 2);

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "ext4, 'commit=5,data=ordered', 0",
    "ext4, 'commit=1,data=writeback', 0",
    "ext4, 'commit=1000,data=journal', 0",
    "xfs, '', 0",
    "ext4, 'commit=5,data=ordered', 100",
    "ext4, 'commit=1,data=writeback', 100",
    "xfs, '', 100",
    "ext4, 'commit=5,data=ordered', 1000",
  })
  void takesNoMoreThanPromised(String fileSystem, String options, int intervalMillis)
      throws Exception {
    long seed = Model.seed(System.nanoTime());
    ChildJvm.runWithMounts(
        Program.class, directory, fileSystem, options, intervalMillis, CUTS, seed);
  }

  /// Files, and how long each force of them takes.
  private static class TimedForces extends WatchedStorage {
    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore ended = new Semaphore(0);

    TimedForces() {
      super(FileStorage.INSTANCE);
    }

    @Override
    void forced(long took) {
      nanos.add(took);
      ended.release();
    }

    /// Waits until another force has ended, or [#release()].
    void awaitNext() throws InterruptedException {
      ended.drainPermits();
      ended.acquire();
    }

    void release() {
      ended.release();
    }

    /// Milliseconds that so many of the forces do not exceed.
    long quantile(double share) {
      var sorted = new ArrayList<>(nanos);
      Collections.sort(sorted);
      return sorted.get((int) Math.ceil(share * sorted.size()) - 1) / 1_000_000;
    }
  }

  /// Files whose bytes belong to nobody else before their deletion is durable.
  ///
  /// ext4 with `data=writeback` uses the blocks of a deleted file anew while the deletion is not
  /// yet in its journal: after a power cut the name is back, with bytes of whoever was given the
  /// blocks. A file that is still open keeps them.
  private static final class LastingDeletions extends TimedForces {

    @Override
    public void delete(Path file) throws IOException {
      if (exists(file)) {
        try (var _ = FileChannel.open(file)) {
          super.delete(file);
          forceDirectory(file);
        }
      }
    }
  }

  /// The writer and its judge: directory, file system, mount options, interval of forces or 0 for
  /// `SYNC`, number of power cuts, seed.
  static final class Program {

    private static final int REMEMBERED = 1 << 20;
    private static final int BETWEEN_CUTS = 300;
    private static final int PACE = 1_000;

    private final long[] acknowledgedAt = new long[REMEMBERED];
    private volatile long acknowledged;
    private volatile boolean isDone;
    private volatile @Nullable Throwable failure;

    public static void main(String[] args) throws Exception {
      CutDisk disk;
      try {
        int mebibytes = args[1].equals("xfs") ? 320 : 64;
        disk = CutDisk.create(Path.of(args[0]), args[1], mebibytes, args[2]);
      } catch (Mounts.Refused e) {
        System.out.println(e.getMessage());
        System.exit(ChildJvm.MOUNT_REFUSED);
        return;
      }
      new Program()
          .run(
              disk,
              args[1],
              args[2],
              Integer.parseInt(args[3]),
              Integer.parseInt(args[4]),
              new Random(Long.parseLong(args[5])));
    }

    private void run(
        CutDisk disk,
        String fileSystem,
        String options,
        int intervalMillis,
        int cuts,
        Random random)
        throws Exception {
      var durability =
          intervalMillis == 0
              ? Durability.SYNC
              : Durability.interval(Duration.ofMillis(intervalMillis));
      boolean isPaced = intervalMillis >= 1000; // so that it ends by a force, and not by a flush
      int changes = isPaced ? 20_000 : 60;
      var script = new Script(new Script.Plan(random.nextInt(1000), changes, Step::wide));
      var storage = options.contains("data=writeback") ? new LastingDeletions() : new TimedForces();
      var writer = new ScriptedWriter(storage, disk.root(), durability, script);
      var thread = Thread.ofPlatform().daemon().start(() -> write(writer, storage, isPaced));

      var origins = new TreeMap<Stats.Origin, Integer>();
      long mostLost = 0;
      long longestLoss = 0;
      for (int cut = 0; cut < cuts; cut++) {
        awaitChanges(random.nextInt(isPaced ? PACE : BETWEEN_CUTS));
        long there = acknowledged;
        long now = System.nanoTime();
        var remains = disk.cut();
        long last = acknowledged + 1;
        String where = "cut " + cut + ", acknowledged " + there;
        if (intervalMillis == 0) {
          script.advanceTo(there);
        }
        check(script, remains.mount(), last, intervalMillis == 0, where, origins);
        remains.discard();
        long lost = there - script.number();
        if (lost > 0) {
          long age = now - acknowledgedAt[(int) (script.number() + 1) % REMEMBERED];
          mostLost = Math.max(mostLost, lost);
          longestLoss = Math.max(longestLoss, age);
        }
        if (failure != null) {
          throw new AssertionError("the writer failed", failure);
        }
      }
      isDone = true;
      storage.release();
      thread.join();
      System.out.printf(
          Locale.ROOT,
          "%s %s %s: %d power cuts (%s), %d changes acknowledged, most lost %d, longest loss %d ms,"
              + " p99.9 of %d forces %d ms, opened %s%n",
          fileSystem,
          options,
          durability,
          cuts,
          disk.manner(),
          acknowledged,
          mostLost,
          longestLoss / 1_000_000,
          storage.nanos.size(),
          storage.quantile(0.999),
          origins);
    }

    /// Lets so many changes be acknowledged, or the writer fail.
    private void awaitChanges(int count) {
      long until = acknowledged + count;
      while (acknowledged < until && failure == null) {
        Thread.onSpinWait();
      }
    }

    /// @param isPaced a force is awaited now and then, so that files live for several of them
    private void write(ScriptedWriter writer, TimedForces storage, boolean isPaced) {
      try {
        while (!isDone) {
          long number = writer.next();
          writer.act();
          acknowledgedAt[(int) number % REMEMBERED] = System.nanoTime();
          acknowledged = number;
          if (isPaced && number % PACE == 0 && !isDone) {
            storage.awaitNext();
          }
        }
        writer.close();
      } catch (Throwable e) {
        failure = e;
      }
    }

    /// Moves the script on to what a directory holds.
    private static void check(
        Script script,
        Path directory,
        long last,
        boolean isSync,
        String where,
        Map<Stats.Origin, Integer> origins)
        throws Exception {
      int generation = script.newest(FileStorage.INSTANCE, directory);
      if (generation < 0) {
        assertThat(script.number()).as(where).isZero();
        return;
      }
      var options = ListMapOptions.builder().durability(Durability.OS).build();
      try (var map = ListMap.open(Script.file(directory, generation), options)) {
        origins.merge(map.stats().origin(), 1, Integer::sum);
        assertThat(map.verify(VerifyMode.FULL).problems()).as(where).isEmpty();
        assertThat(script.advanceTo(generation, map, last))
            .as(where + ": a state between the last one and " + last)
            .isTrue();
      }
      var before = Script.file(directory, generation - 1);
      if (Files.exists(before)) {
        try (var map = ListMap.open(before, options)) {
          if (isSync) {
            assertThat(Model.of(map)).as(where).isEqualTo(script.before());
          }
          if (script.isBeforeSealed()) {
            assertThat(map.stats().origin()).as(where).isEqualTo(Stats.Origin.SEALED);
          }
        }
      }
    }
  }
}
