package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.crashtest.ChildJvm;
import io.cistern.listmap.file.FileStorage;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A process that writes is killed, again and again; what it acknowledged on a pipe must be there.
class KillTest {

  private static final int KILLS = Integer.getInteger("cistern.kills", 30);

  private static final int LANES = Runtime.getRuntime().availableProcessors();

  private static final String[] STEPS = {
    "create.leaf",
    "file.before-rename",
    "file.renamed",
    "file.published",
    "space.extended",
    "header.written",
    "header.forced",
    "seal.block",
    "seal.forced",
    "seal.headers",
    "leaf.before-split",
    "leaf.half-linked",
    "leaf.after-split",
    "batch.before-commit",
    "log.before-checksum",
    "recovery.scanned",
    "recovery.restarted",
    "recovery.done",
  };

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"OS", "SYNC"})
  void atRandomTimesLosesNothingThatWasAcknowledged(String durability) throws Exception {
    long seed = Model.seed(System.nanoTime());
    sideBySide((lane, own) -> {
      var random = new Random(seed + lane);
      var files = new KilledFiles(own, durability, Script.Plan.large(seed + lane));
      for (int kill = lane; kill < KILLS * 3 / 10; kill += LANES) {
        files.runAndKill("-", 0, random.nextInt(random.nextInt(5) == 0 ? 500 : 100));
      }
      files.report("kills at random times");
    });
  }

  /// The process kills itself in the middle of growing, compacting, sealing, recovering.
  @Test
  void betweenTwoStepsLosesNothingThatWasAcknowledged() throws Exception {
    long seed = Model.seed(System.nanoTime());
    sideBySide((lane, own) -> {
      var random = new Random(seed + lane);
      var files = new KilledFiles(own, "OS", new Script.Plan(seed + lane, 60, Step::wide));
      for (int kill = lane; kill < KILLS * 4 / 10; kill += LANES) {
        files.runAndKill(STEPS[kill % STEPS.length], random.nextInt(4), 500);
      }
      files.report("kills at steps");
    });
  }

  private interface Lane {
    void run(int lane, Path directory) throws Exception;
  }

  /// Runs lanes in directories of their own: most of a kill is the start of the next process.
  private void sideBySide(Lane lane) throws Exception {
    try (var threads = Executors.newFixedThreadPool(LANES)) {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < LANES; i++) {
        int number = i;
        var own = Files.createDirectory(directory.resolve("lane-" + i));
        running.add(
            threads.submit(() -> {
              lane.run(number, own);
              return null;
            }));
      }
      for (var one : running) {
        one.get();
      }
    }
  }

  /// The files of processes that are killed, and what they should hold.
  private static final class KilledFiles {

    private final Path directory;
    private final String durability;
    private final Script script;
    private final Map<Stats.Origin, Integer> origins = new TreeMap<>();
    private int kills;

    KilledFiles(Path directory, String durability, Script.Plan plan) {
      this.directory = directory;
      this.durability = durability;
      this.script = new Script(plan);
    }

    /// Lets a process go on where the last one died.
    ///
    /// @param step where it kills itself, "-" for nowhere
    /// @param countdown how often it passes there before
    /// @param millis from its first acknowledgement until it is killed otherwise
    void runAndKill(String step, int countdown, int millis) throws Exception {
      var process =
          ChildJvm.of(
              Program.class,
              directory,
              durability,
              script.plan().seed(),
              script.plan().changes(),
              script.number(),
              script.generation(),
              step,
              countdown);
      var acknowledged = new AtomicLong(script.number());
      ChildJvm.runAndKill(process, Duration.ofMillis(millis), acknowledged::set);
      kills++;
      recover(acknowledged.get(), "kill " + kills + " at " + step);
    }

    private void recover(long acknowledged, String where) throws IOException {
      int newest = script.newest(FileStorage.INSTANCE, directory);
      if (newest < 0) {
        assertThat(acknowledged).as(where).isZero();
        return;
      }
      var options = ListMapOptions.builder().durability(Durability.OS).build();
      var map = ListMap.open(Script.file(directory, newest), options);
      origins.merge(map.stats().origin(), 1, Integer::sum);
      script.advanceTo(acknowledged);
      assertThat(script.advanceTo(newest, map, acknowledged + 1))
          .as("%s: the state after %d actions, or one more", where, acknowledged)
          .isTrue();
      assertThat(map.verify(VerifyMode.FULL).problems()).as(where).isEmpty();
      if (kills % 2 == 0) {
        map.close();
      } else {
        map.abandon();
      }
      var before = Script.file(directory, newest - 1);
      if (FileStorage.INSTANCE.exists(before)) {
        try (var other = ListMap.open(before, options)) {
          assertThat(Model.of(other)).as(where).isEqualTo(script.before());
        }
      }
    }

    void report(String what) {
      System.out.printf(
          Locale.ROOT,
          "%s: %d %s, %d actions acknowledged, opened %s%n",
          durability,
          kills,
          what,
          script.number(),
          origins);
    }
  }

  /// The process that is killed: directory, durability, seed and length of the plan, action and
  /// generation to go on from, step to die at, how often to pass it before.
  static final class Program {
    public static void main(String[] args) throws IOException {
      var durability = args[1].equals("SYNC") ? Durability.SYNC : Durability.OS;
      var plan = new Script.Plan(Long.parseLong(args[2]), Integer.parseInt(args[3]), Step::wide);
      var storage =
          args[6].equals("-")
              ? FileStorage.INSTANCE
              : new KillingStorage(args[6], Integer.parseInt(args[7]));
      var writer =
          new ScriptedWriter(
              storage,
              Path.of(args[0]),
              durability,
              plan,
              Long.parseLong(args[4]),
              Integer.parseInt(args[5]));
      var pipe = new DataOutputStream(System.out);
      while (true) {
        long number = writer.next();
        writer.act();
        pipe.writeLong(number);
        pipe.flush();
      }
    }
  }
}
