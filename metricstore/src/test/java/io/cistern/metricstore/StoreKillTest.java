package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.crashtest.ChildJvm;
import io.cistern.metricstore.map.Steps;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process that lives the whole life of a store is killed, again and again: what it acknowledged
/// on a pipe must be there, and every query must answer as if nothing had happened.
class StoreKillTest {
  private static final int KILLS = Integer.getInteger("cistern.kills", 16);
  private static final int MILLIS = 1_000;

  private static final String[] STEPS = {
    "delete.file-deleted",
    "drop.left",
    "drop.renamed",
    "entities.sealed",
    "entities.thaw-renamed",
    "entities.thaw-written",
    "entities.written",
    "map.closed",
    "open.recovered",
    "pack.sealed",
    "pack.written",
    "partition.directory-made",
    "replace.renamed",
    "roll.chunks-forced",
    "roll.chunks-put",
    "roll.mark-made",
    "seal.chunks-forced",
    "seal.chunks-put",
    "seal.entities-forced",
    "seal.head-deleted",
    "seal.head-left",
    "seal.mark-removed",
    "sweep.swept-one",
    "unpack.written",
  };

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Life.Kind.class)
  void atRandomTimesLosesNothingThatWasAcknowledged(Life.Kind kind) throws Exception {
    SplittableRandom random = Seeds.random("storeKills " + kind, System.nanoTime());
    var lives = new Killed(directory, new Life(random.nextInt(1_000), kind), random);
    for (int kill = 0; kill < KILLS / 8; kill++) {
      lives.runAndKill("-", 0, random.nextInt(20, MILLIS));
    }
    lives.report("at random times");
  }

  /// The process kills itself between two steps of sealing, packing, rolling up, dropping, closing,
  /// opening.
  @ParameterizedTest
  @EnumSource(Life.Kind.class)
  void betweenTwoStepsLosesNothingThatWasAcknowledged(Life.Kind kind) throws Exception {
    SplittableRandom random = Seeds.random("storeKillSteps " + kind, System.nanoTime());
    var lives = new Killed(directory, new Life(random.nextInt(1_000), kind), random);
    int first = random.nextInt(STEPS.length);
    for (int kill = 0; kill < KILLS / 8; kill++) {
      lives.runAndKill(STEPS[(first + kill) % STEPS.length], random.nextInt(4), 10 * MILLIS);
    }
    lives.report("at steps");
  }

  /// A store whose processes are killed, and what it should hold.
  private static final class Killed {
    private final Path directory;
    private final Life life;
    private final SplittableRandom random;
    private final Set<Long> refused = new HashSet<>();
    private final Map<String, Integer> diedAt = new TreeMap<>();
    private long last = -1;
    private long first = Life.START;
    private int kills;

    Killed(Path directory, Life life, SplittableRandom random) {
      this.directory = directory;
      this.life = life;
      this.random = random;
    }

    /// Lets a process go on where the last one died.
    ///
    /// @param step where it kills itself, "-" for nowhere
    /// @param countdown how often it passes there before
    /// @param millis from its first word until it is killed otherwise
    void runAndKill(String step, int countdown, int millis) throws Exception {
      var program =
          ChildJvm.of(
              Program.class, directory, life.seed(), life.kind(), last + 1, step, countdown);
      var died = new AtomicInteger();
      ChildJvm.runAndKill(
          program,
          Duration.ofMillis(millis),
          told -> {
            if (told == Program.DIED) {
              died.incrementAndGet();
            } else if (told < 0) {
              refused.add(~told);
              last = ~told;
            } else {
              last = told;
            }
          });
      kills++;
      diedAt.merge(died.get() > 0 ? step : "-", 1, Integer::sum);
      try {
        var known = new LifeCheck.Known(life, last, last + 1, refused, first);
        LifeCheck.Found found = LifeCheck.check(directory, known, random);
        last = found.complete();
        first = found.first();
      } catch (AssertionError | Exception e) {
        throw new AssertionError(
            life + ", kill " + kills + " at " + step + ", told row " + last, e);
      }
      if (kills % 10 == 0) {
        assertThat(OfflineStore.inspect(directory).isSound()).isTrue();
      }
    }

    void report(String what) {
      System.out.printf(
          Locale.ROOT,
          "%s: %d kills %s %s, %d rows, %d refused%n",
          life.kind(),
          kills,
          what,
          diedAt,
          last + 1,
          refused.size());
    }
  }

  /// The process that is killed: directory, seed and kind of the life, row to go on with, step to
  /// die at, how often to pass it before.
  static final class Program {
    /// Its last word before it dies at the step.
    static final long DIED = Long.MIN_VALUE;

    private Program() {}

    public static void main(String[] args) throws Exception {
      var directory = Path.of(args[0]);
      var life = new Life(Long.parseLong(args[1]), Life.Kind.valueOf(args[2]));
      long next = Long.parseLong(args[3]);
      var clock = new ManualClock(life.clock(Math.max(0, next - 1)));
      var pipe = new DataOutputStream(System.out);
      Steps.listener = dieAt(args[4], new AtomicInteger(Integer.parseInt(args[5])), pipe);
      MetricStore store = MetricStore.open(directory, life.options(clock));
      for (long n = next; ; n++) {
        clock.millis = life.clock(n);
        try {
          life.append(store, n);
          pipe.writeLong(n);
        } catch (StoreFullException e) {
          pipe.writeLong(~n);
        }
        Life.tend(store, n);
        if (Life.isReopened(n)) {
          store.close();
          store = MetricStore.open(directory, life.options(clock));
        }
      }
    }

    private static java.util.function.Consumer<String> dieAt(
        String step, AtomicInteger countdown, DataOutputStream pipe) {
      return passed -> {
        if (passed.equals(step) && countdown.getAndDecrement() == 0) {
          try {
            pipe.writeLong(DIED);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          ChildJvm.die();
        }
      };
    }
  }
}
