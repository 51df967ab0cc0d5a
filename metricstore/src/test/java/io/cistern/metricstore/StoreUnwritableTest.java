package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.crashtest.ChildJvm;
import io.cistern.crashtest.Mounts;
import io.cistern.listmap.MapFailedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Directories that cannot be written, from the beginning or from some time on: what needs to write
/// says so by its type, and everything else goes on.
class StoreUnwritableTest {
  @TempDir Path directory;

  @Test
  void onAFileSystemThatIsReadOnlyTheStoreIsLookedIntoAndNotOpened() throws Exception {
    ChildJvm.runWithMounts(Program.class, directory, "closed");
  }

  @Test
  void whileItsDirectoryCannotBeWrittenAStoreAnswersAndTakesRowsOfTheHoursItHas() throws Exception {
    ChildJvm.runWithMounts(Program.class, directory, "open");
  }

  @Test
  void aFileSystemThatAbortsUnderAnOpenStoreLosesNothingThatWasFlushed() throws Exception {
    ChildJvm.runWithMounts(Program.class, directory, "abort");
  }

  @Test
  void whereAFileIsNoStoreIsMade() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> MetricStore.open(file, MetricStoreOptions.defaults()))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> MetricStore.open(file.resolve("s"), MetricStoreOptions.defaults()))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(file.toString());
  }

  /// One test, with mounts that nobody else sees: directory, which.
  static final class Program {
    private static final String READ_ONLY = "Read-only file system";

    private final Path disk;
    private final Path directory;
    private final Life life = new Life(7, Life.Kind.AGE);
    private final ManualClock clock = new ManualClock(Life.START);
    private final Set<Long> refused = new HashSet<>();
    private int maintenanceFailed;
    private MetricStore store;
    private long next;

    private Program(Path disk) throws IOException {
      this.disk = disk;
      this.directory = disk.resolve("store");
      this.store = open();
    }

    public static void main(String[] args) throws Exception {
      Path work = Path.of(args[0]);
      Path image = work.resolve("disk.img");
      Path disk;
      try {
        disk = Mounts.mount(Mounts.image(image, "ext4", 64), work.resolve("disk"));
      } catch (Mounts.Refused e) {
        System.out.println(e.getMessage());
        System.exit(ChildJvm.MOUNT_REFUSED);
        return;
      }
      var program = new Program(disk);
      switch (args[1]) {
        case "closed" -> program.closed(work.resolve("salvaged"));
        case "open" -> program.unwritable();
        default -> program.abort(image);
      }
    }

    private MetricStore open() throws IOException {
      return MetricStore.open(directory, life.options(clock));
    }

    private void closed(Path target) throws Exception {
      live(2_000);
      store.close();
      Mounts.run("mount", "-o", "remount,ro", disk.toString());
      assertThatThrownBy(this::open)
          .isInstanceOf(FileSystemException.class)
          .hasMessageContainingAll(directory.toString(), READ_ONLY);
      StoreReport report = OfflineStore.inspect(directory);
      assertThat(report.isSound()).as("%s", report).isTrue();
      assertThat(OfflineStore.salvage(directory, target).lost()).isZero();
      LifeCheck.check(target, known(next - 1), random());
      Mounts.run("mount", "-o", "remount,rw", disk.toString());
      store = open();
      live(500);
      check();
      store.close();
    }

    private void unwritable() throws Exception {
      live(2_000);
      store.close();
      store = open(); // nothing but the heads is open
      Mounts.run("mount", "--bind", directory.toString(), directory.toString());
      Mounts.run("mount", "-o", "remount,bind,ro", directory.toString());
      int taken = liveUnwritable();
      assertThat(taken).isPositive();
      assertThat(maintenanceFailed).isPositive();
      Mounts.run("umount", "--lazy", directory.toString());
      live(1_000);
      check();
      store.close();
      LifeCheck.check(directory, known(next - 1), random());
    }

    private void abort(Path image) throws Exception {
      live(2_000);
      store.flush();
      long flushed = next - 1;
      Mounts.run("mount", "-o", "remount,abort", disk.toString());
      liveUnwritable();
      assertThat(maintenanceFailed).isPositive();
      assertThatThrownBy(store::close).isInstanceOf(IOException.class);
      Mounts.run("umount", disk.toString());
      Mounts.mountFresh(image, disk);
      LifeCheck.check(directory, known(flushed), random());
    }

    /// Some hours in which nothing can be created; returns how many rows were taken.
    private int liveUnwritable() throws IOException {
      int taken = 0;
      for (int row = 0; row < 400; row++) {
        clock.millis = life.clock(next);
        try {
          life.append(store, next);
          taken++;
        } catch (FileSystemException | MapFailedException e) { // created, or forced
          assertThat(e).hasMessageContainingAll(directory.toString(), READ_ONLY);
          refused.add(next);
        }
        next++;
        try {
          Life.tend(store, next - 1);
        } catch (IOException e) {
          assertThat(e).hasMessageContaining(directory.toString());
          maintenanceFailed++;
        }
        if (row % 50 == 0) {
          check();
        }
      }
      assertThat(refused).isNotEmpty();
      return taken;
    }

    private void live(int rows) throws IOException {
      for (long end = next + rows; next < end; next++) {
        clock.millis = life.clock(next);
        life.append(store, next);
        Life.tend(store, next);
      }
    }

    private void check() throws IOException {
      LifeCheck.check(store, known(next - 1), random());
      assertThat(store.stats().problems()).isEmpty();
    }

    private LifeCheck.Known known(long sure) {
      return new LifeCheck.Known(life, sure, next, refused, Life.START);
    }

    private SplittableRandom random() {
      return new SplittableRandom(next);
    }
  }
}
