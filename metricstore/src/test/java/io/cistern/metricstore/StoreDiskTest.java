package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.crashtest.ChildJvm;
import io.cistern.crashtest.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A store on a real file system of 32 MiB that others fill: with a reserve rollups stop first,
/// then the oldest rows go, then rows are refused; without one they are refused when nothing is
/// left at all. Queries go on, and so do rows, without opening anew, once there is room. The
/// process must never be killed by a store to a page that the disk cannot back.
class StoreDiskTest {
  private static final int RUNS = Integer.getInteger("cistern.diskFullRuns", 1);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "tmpfs"})
  void goesOnOnceThereIsRoom(String fileSystem) throws Exception {
    long seed = Seeds.seed("storeDisk", System.nanoTime());
    ChildJvm.runWithMounts(Program.class, directory, fileSystem, RUNS, seed);
  }

  /// Fills the disk again and again: directory, file system, number of runs, seed.
  static final class Program {
    private static final int MEBIBYTES = 32;
    private static final long RESERVE = 6 << 20;
    private static final int PIECE = 1 << 16;
    private static final int SECTOR = 512;

    private final Path disk;
    private final SplittableRandom random;
    private final Life life;
    private final ManualClock clock = new ManualClock(Life.START);
    private final Set<Long> refused = new HashSet<>();
    private final Path ballast;
    private final MetricStore store;
    private long next;
    private int maintenanceFailed;

    private Program(Path disk, SplittableRandom random, long reserve) throws IOException {
      this.disk = disk;
      this.random = random;
      this.life = new Life(random.nextInt(1_000), Life.Kind.LOW_DISK);
      this.ballast = disk.resolve("ballast");
      this.store =
          MetricStore.open(
              disk.resolve("store"),
              life.options(clock).toBuilder()
                  .diskReserveBytes(reserve)
                  .freeSpace(FreeSpace.OF_FILE_STORE)
                  .build());
    }

    public static void main(String[] args) throws Exception {
      var work = Path.of(args[0]);
      Path disk;
      try {
        disk =
            args[1].equals("tmpfs")
                ? Mounts.mountMemory(work.resolve("disk"), MEBIBYTES)
                : Mounts.mount(
                    Mounts.image(work.resolve("disk.img"), args[1], MEBIBYTES),
                    work.resolve("disk"));
      } catch (Mounts.Refused e) {
        System.out.println(e.getMessage());
        System.exit(ChildJvm.MOUNT_REFUSED);
        return;
      }
      int runs = Integer.parseInt(args[2]);
      var random = new SplittableRandom(Long.parseLong(args[3]));
      long refused = 0;
      long failed = 0;
      for (int run = 0; run < runs; run++) {
        var guarded = new Program(disk, random.split(), RESERVE);
        guarded.fillBehindTheReserve();
        refused += guarded.refused.size();
        var unguarded = new Program(disk, random.split(), 0);
        unguarded.fillToTheLastByte();
        refused += unguarded.refused.size();
        failed += unguarded.maintenanceFailed;
      }
      System.out.printf(
          Locale.ROOT,
          "%s: %d times short of room and %d times full, %d rows refused, maintenance failed %d"
              + " times%n",
          args[1],
          runs,
          runs,
          refused,
          failed);
    }

    private void fillBehindTheReserve() throws Exception {
      live(3_000);
      assertThat(refused).isEmpty();
      long rolled = store.stats().chunksRolled();
      assertThat(rolled).isPositive();

      leave(RESERVE * 3 / 2);
      live(600);
      assertThat(store.stats().chunksRolled()).as("rolled up with little room").isEqualTo(rolled);
      assertThat(refused).isEmpty();

      leave(RESERVE / 2);
      for (int partitions = store.stats().partitions(Tier.RAW); partitions > 1; partitions--) {
        assertThat(store.stats().lowDisk()).isFalse();
        store.maintain();
        assertThat(store.stats().partitions(Tier.RAW)).isEqualTo(partitions - 1);
        append();
        assertThat(refused).isEmpty();
      }
      store.maintain();
      assertThat(store.stats().lowDisk()).isTrue();
      live(100);
      assertThat(refused).hasSize(100);
      check();

      Files.delete(ballast);
      store.maintain();
      live(1_000);
      assertThat(refused).hasSize(100);
      assertThat(store.stats().chunksRolled()).isGreaterThan(rolled);
      end();
    }

    private void fillToTheLastByte() throws Exception {
      live(random.nextInt(100, 2_000));
      leave(0);
      while (refused.size() < 500) {
        live(random.nextInt(1, 300));
        if (random.nextInt(10) == 0) {
          leave(0);
        }
      }
      check();
      assertThat(store.stats().rowsLowDisk()).isEqualTo(refused.size());
      Files.delete(ballast);
      store.maintain();
      int before = refused.size();
      live(1_000);
      assertThat(refused).hasSize(before);
      end();
    }

    /// Appends rows and tends the store; a full disk may fail its maintenance, never a query.
    private void live(int rows) throws Exception {
      for (long end = next + rows; next < end; ) {
        append();
        try {
          Life.tend(store, next - 1);
        } catch (IOException e) {
          maintenanceFailed++;
        }
        if (next % 200 == 0) {
          check();
        }
      }
    }

    private void append() throws IOException {
      clock.millis = life.clock(next);
      try {
        life.append(store, next);
      } catch (StoreFullException e) {
        refused.add(next);
      }
      next++;
    }

    private void check() throws IOException {
      LifeCheck.check(
          store, new LifeCheck.Known(life, next - 1, next, refused, Life.START), random);
    }

    /// Fills the disk until so much is left; with 0 others find no byte.
    private void leave(long bytes) throws IOException {
      for (int piece = PIECE; piece >= (bytes == 0 ? SECTOR : PIECE); piece /= 2) {
        try (var out =
            Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
          while (FreeSpace.OF_FILE_STORE.bytes(disk) > bytes || bytes == 0) {
            out.write(new byte[piece]);
          }
        } catch (IOException e) {
          assertThat(e).hasMessageContaining("No space left");
        }
      }
    }

    private void end() throws IOException {
      check();
      store.close();
      var known = new LifeCheck.Known(life, next - 1, next, refused, Life.START);
      LifeCheck.check(disk.resolve("store"), known, random);
      Mounts.run("rm", "-r", disk.resolve("store").toString());
    }
  }
}
