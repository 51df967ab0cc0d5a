package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.crashtest.ChildJvm;
import io.cistern.crashtest.CutDisk;
import io.cistern.crashtest.Mounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Power cuts on real file systems, while a store lives its whole life on them: it opens, what was
/// acknowledged and forced is there, partitions are whole or gone, every query answers as it
/// should.
class StorePowerCutTest {
  private static final int CUTS = Integer.getInteger("cistern.powerCuts", 1);

  /// How long a force may take. A busy machine's may take ten times as long: `campaign.sh power` is
  /// strict.
  private static final long GRACE_MILLIS = Boolean.getBoolean("cistern.times") ? 1_000 : 10_000;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "ext4, 'commit=5,data=ordered', 0, AGE",
    "ext4, 'commit=5,data=ordered', 100, LATE",
    "ext4, 'commit=1,data=ordered', 100, BYTES",
    "xfs, '', 0, LATE",
    "xfs, '', 100, AGE",
  })
  void takesNoMoreThanPromised(
      String fileSystem, String options, int intervalMillis, Life.Kind kind) throws Exception {
    long seed = Seeds.seed("storePowerCuts", System.nanoTime());
    ChildJvm.runWithMounts(
        Program.class,
        directory,
        fileSystem,
        options,
        intervalMillis,
        kind,
        CUTS,
        seed,
        GRACE_MILLIS);
  }

  /// The writer and its judge: directory, file system, mount options, interval of forces or 0 for
  /// each row, kind of life, number of power cuts, seed, milliseconds that a force may take.
  static final class Program {
    private static final int QUICKLY = 2_000;
    private static final int REMEMBERED = 1 << 20;
    private static final int BETWEEN_CUTS = 20_000;
    private static final int BETWEEN_CUTS_SYNC = 1_000;

    private final Life life;
    private final int intervalMillis;
    private final long graceMillis;
    private final SplittableRandom random;
    private final long[] acknowledgedAt = new long[REMEMBERED];
    private volatile long acknowledged = -1;
    private final CountDownLatch isWritten = new CountDownLatch(1);
    private volatile boolean isDone;
    private volatile @Nullable Throwable failure;
    private long mostLost;
    private long longestLoss;

    private Program(Life life, int intervalMillis, long graceMillis, SplittableRandom random) {
      this.life = life;
      this.intervalMillis = intervalMillis;
      this.graceMillis = graceMillis;
      this.random = random;
    }

    public static void main(String[] args) throws Exception {
      CutDisk disk;
      try {
        int mebibytes = args[1].equals("xfs") ? 320 : 128;
        disk = CutDisk.create(Path.of(args[0]), args[1], mebibytes, args[2]);
      } catch (Mounts.Refused e) {
        System.out.println(e.getMessage());
        System.exit(ChildJvm.MOUNT_REFUSED);
        return;
      }
      var random = new SplittableRandom(Long.parseLong(args[6]));
      var life = new Life(random.nextInt(1_000), Life.Kind.valueOf(args[4]));
      var program = new Program(life, Integer.parseInt(args[3]), Long.parseLong(args[7]), random);
      int cuts = Integer.parseInt(args[5]);
      program.run(disk, cuts);
      System.out.printf(
          Locale.ROOT,
          "%s %s, forced every %d ms, %s: %d power cuts (%s), %d rows acknowledged, most lost %d,"
              + " longest loss %d ms%n",
          args[1],
          args[2],
          program.intervalMillis,
          life,
          cuts,
          disk.manner(),
          program.acknowledged + 1,
          program.mostLost,
          program.longestLoss / 1_000_000);
    }

    private void run(CutDisk disk, int cuts) throws Exception {
      var thread = Thread.ofPlatform().daemon().start(() -> write(disk.root().resolve("store")));
      isWritten.await();
      for (int cut = 0; cut < cuts; cut++) {
        awaitRows(random.nextInt(20, intervalMillis == 0 ? BETWEEN_CUTS_SYNC : BETWEEN_CUTS));
        long there = acknowledged;
        long now = System.nanoTime();
        var remains = disk.cut();
        long latest = acknowledged + 1;
        long sure = intervalMillis == 0 ? there : forcedBefore(there, now);
        var known = new LifeCheck.Known(life, sure, latest, Set.of(), Life.START);
        try {
          var found = LifeCheck.check(remains.mount().resolve("store"), known, random);
          lost(found.complete() + 1, there, now);
        } catch (AssertionError | Exception e) {
          throw new AssertionError(
              String.format(
                  Locale.ROOT, "%s, cut %d, acknowledged %d, forced %d", life, cut, there, sure),
              e);
        }
        remains.discard();
      }
      isDone = true;
      thread.join();
      if (failure != null) {
        throw new AssertionError("the writer failed", failure);
      }
    }

    /// Lets so many rows be acknowledged, or the writer fail.
    private void awaitRows(int count) {
      long until = acknowledged + count;
      while (acknowledged < until && failure == null) {
        Thread.onSpinWait();
      }
    }

    /// The last row that was acknowledged an interval and a long force ago.
    private long forcedBefore(long there, long now) {
      long sure = there;
      long grace = TimeUnit.MILLISECONDS.toNanos(intervalMillis + graceMillis);
      while (sure >= QUICKLY && now - acknowledgedAt[(int) sure % REMEMBERED] < grace) {
        sure--;
      }
      return sure;
    }

    private void lost(long first, long there, long now) {
      if (first <= there) {
        assertThat(intervalMillis).isPositive();
        mostLost = Math.max(mostLost, there - first + 1);
        longestLoss = Math.max(longestLoss, now - acknowledgedAt[(int) first % REMEMBERED]);
      }
    }

    /// A while quickly, so that there is something to seal and to drop, and from then on forced as
    /// it shall be.
    private void write(Path directory) {
      try {
        write(directory, Duration.ofHours(1), n -> n < QUICKLY);
        isWritten.countDown();
        write(directory, Duration.ofMillis(intervalMillis), _ -> !isDone);
      } catch (Throwable e) {
        failure = e;
        isWritten.countDown();
      }
    }

    private void write(Path directory, Duration interval, LongPredicate goesOn) throws IOException {
      long n = acknowledged + 1;
      while (goesOn.test(n)) {
        var clock = new ManualClock(life.clock(n));
        var options = life.options(clock).toBuilder().flushInterval(interval).build();
        try (MetricStore store = MetricStore.open(directory, options)) {
          do {
            clock.millis = life.clock(n);
            life.append(store, n);
            acknowledgedAt[(int) n % REMEMBERED] = System.nanoTime();
            acknowledged = n;
            Life.tend(store, n);
            n++;
          } while (goesOn.test(n) && !Life.isReopened(n - 1));
        }
      }
    }
  }
}
