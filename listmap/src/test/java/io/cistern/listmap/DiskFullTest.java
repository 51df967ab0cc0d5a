package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.crashtest.ChildJvm;
import io.cistern.crashtest.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file system of 16 MiB that is full: writes fail with a type of their own and without effect,
/// everything else goes on, and so do writes once there is room. The process must never be killed
/// by a store to a page that the disk cannot back.
class DiskFullTest {

  private static final int RUNS = Integer.getInteger("cistern.diskFullRuns", 5);

  @TempDir Path directory;

  @Test
  void writesFailWithoutEffectAndEverythingElseGoesOn() throws Exception {
    ChildJvm.runWithMounts(Program.class, directory, RUNS, Model.seed(System.nanoTime()));
  }

  /// Fills the disk again and again: directory, number of runs, seed of the first.
  static final class Program {

    private static final int MEBIBYTES = 16;

    private final Random random;
    private final Path disk;
    private final Path file;
    private final Path ballast;
    private final Model model = new Model();
    private ListMap map;
    private int refused;

    private Program(Random random, Path disk) throws IOException {
      this.random = random;
      this.disk = disk;
      this.file = disk.resolve("map.lm");
      this.ballast = disk.resolve("ballast");
      Files.write(ballast, new byte[(2 + random.nextInt(MEBIBYTES - 6)) << 20]);
      this.map = open();
    }

    public static void main(String[] args) throws Exception {
      Path disk;
      try {
        disk = Mounts.mountMemory(Path.of(args[0]).resolve("disk"), MEBIBYTES);
      } catch (Mounts.Refused e) {
        System.out.println(e.getMessage());
        System.exit(ChildJvm.MOUNT_REFUSED);
        return;
      }
      int runs = Integer.parseInt(args[1]);
      long seed = Long.parseLong(args[2]);
      long refused = 0;
      for (int run = 0; run < runs; run++) {
        var program = new Program(new Random(seed + run), disk);
        try {
          program.run();
        } catch (IOException | RuntimeException e) {
          throw new AssertionError("run " + run, e);
        }
        refused += program.refused;
      }
      System.out.println(runs + " full disks, " + refused + " writes refused");
    }

    private ListMap open() throws IOException {
      var durability =
          switch (random.nextInt(3)) {
            case 0 -> Durability.OS;
            case 1 -> Durability.SYNC;
            default -> Durability.interval(Duration.ofMillis(5));
          };
      return ListMap.open(file, ListMapOptions.builder().durability(durability).build());
    }

    private void run() throws IOException {
      fill();
      model.check(map);
      othersAreRefused();
      map.flush();
      if (random.nextBoolean()) {
        removeSome();
      }
      switch (random.nextInt(3)) {
        case 0 -> {
          map.close();
          map = open();
          assertThat(map.stats().origin()).isEqualTo(Stats.Origin.CLEAN);
        }
        case 1 -> {
          map.abandon();
          map = open();
          assertThat(map.stats().origin()).isEqualTo(Stats.Origin.REBUILT);
        }
        default -> {}
      }
      model.check(map);
      removeSome();
      fill();
      model.check(map);

      Files.delete(ballast);
      var value = new byte[100_000];
      map.put(new byte[] {1}, value);
      model.content.put(new byte[] {1}, value);
      model.check(map);
      map.close();
      map = open();
      model.check(map);
      map.close();
      assertThat(disk.toFile().list()).containsExactly("map.lm");
      Files.delete(file);
    }

    /// Puts until there was no room for the smallest.
    private void fill() throws IOException {
      for (int size = 200_000; size > 0; size /= 4) {
        try {
          while (true) {
            if (random.nextInt(20) == 0) {
              batch(size);
            } else {
              var key = Model.key(random);
              var value = new byte[random.nextInt(size)];
              map.put(key, value);
              model.content.put(key, value);
            }
          }
        } catch (MapFullException e) {
          assertThat(e.file()).isEqualTo(file);
          refused++;
        }
      }
      if (Files.exists(ballast)) {
        fillTheRest();
      }
    }

    /// Nothing at all is left for others.
    private void fillTheRest() throws IOException {
      try (var out = Files.newOutputStream(ballast, java.nio.file.StandardOpenOption.APPEND)) {
        while (true) {
          out.write(new byte[4096]);
        }
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("No space left");
      }
    }

    private void batch(int size) throws IOException {
      var batch = map.batch();
      var after = model.copy();
      for (int i = 0; i < 20; i++) {
        var key = Model.key(random);
        if (random.nextInt(4) == 0) {
          batch.remove(key);
          after.content.remove(key);
        } else {
          var value = new byte[random.nextInt(size)];
          batch.put(key, value);
          after.content.put(key, value);
        }
      }
      batch.commit();
      model.content.clear();
      model.content.putAll(after.content);
    }

    private void othersAreRefused() {
      var other = disk.resolve("other.lm");
      assertThatThrownBy(() -> ListMap.open(other, ListMapOptions.defaults()))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> map.compactTo(other)).isInstanceOf(IOException.class);
      assertThat(disk.toFile().list()).containsExactlyInAnyOrder("map.lm", "ballast");
    }

    private void removeSome() throws IOException {
      var keys = new ArrayList<>(model.content.keySet());
      for (var key : keys.subList(0, keys.size() / 3)) {
        assertThat(map.remove(key)).isTrue();
        model.content.remove(key);
      }
    }
  }
}
