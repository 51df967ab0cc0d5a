package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.listmap.file.FileStorage;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Two threads that write, compact, seal or close the same map, by a schedule: one is held at each
/// of its steps in turn until the other waits for it or is done. Then both must end, and the file
/// must hold what they say.
class WaitingThreadsTest {

  /// Every deed beside every other under both durabilities; otherwise beside those that differ in
  /// what they wait for, under the durability where it has more steps.
  private static final boolean ALL = Boolean.getBoolean("cistern.allSchedules");

  private static final byte[] MINE = {1, 1};
  private static final byte[] THEIRS = {2, 2};
  private static final byte[] VALUE = {7};

  /// What a thread does.
  private enum Deed {
    INSERT,
    REPLACE,
    REMOVE,
    BATCH,
    SPLIT,
    GROW,
    FLUSH,
    VERIFY,
    COMPACT,
    SEAL,
    CLOSE;

    /// Entries to begin with: as many as fill a leaf, where it shall split.
    int entries() {
      return this == SPLIT ? Format.LEAF_CAPACITY : 4;
    }

    List<Durability> durabilities() {
      var interval = Durability.interval(Duration.ofHours(1));
      return ALL
          ? List.of(Durability.SYNC, interval)
          : List.of(isChange() ? Durability.SYNC : interval);
    }

    static Set<Deed> others() {
      return ALL
          ? EnumSet.allOf(Deed.class)
          : EnumSet.of(INSERT, BATCH, FLUSH, VERIFY, COMPACT, SEAL, CLOSE);
    }

    boolean isChange() {
      return ordinal() <= GROW.ordinal();
    }

    void run(ListMap map, byte[] key, Path target) throws IOException {
      switch (this) {
        case INSERT, SPLIT -> map.put(key, VALUE);
        case REPLACE -> map.put(entry(3), key);
        case REMOVE -> map.remove(entry(2));
        case BATCH -> map.batch().put(key, VALUE).remove(entry(1)).put(entry(0), key).commit();
        case GROW -> map.put(key, new byte[(int) Format.INITIAL_BYTES]);
        case FLUSH -> map.flush();
        case VERIFY -> assertThat(map.verify(VerifyMode.FULL).problems()).isEmpty();
        case COMPACT -> map.compactTo(target);
        case SEAL -> map.seal();
        case CLOSE -> map.close();
      }
    }

    void run(Model model, byte[] key) {
      switch (this) {
        case INSERT, SPLIT -> model.content.put(key, VALUE);
        case REPLACE -> model.content.put(entry(3), key);
        case REMOVE -> model.content.remove(entry(2));
        case BATCH -> {
          model.content.put(key, VALUE);
          model.content.remove(entry(1));
          model.content.put(entry(0), key);
        }
        case GROW -> model.content.put(key, new byte[(int) Format.INITIAL_BYTES]);
        case FLUSH, VERIFY, COMPACT, SEAL, CLOSE -> {}
      }
    }
  }

  /// Files under a thread that waits at one of its steps.
  private static final class Gate extends WatchedStorage {
    private final int at;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile @Nullable Thread writer;
    private int steps;
    private String step = "";

    Gate(int at) {
      super(FileStorage.INSTANCE);
      this.at = at;
    }

    @Override
    void passed(String name) {
      pass(name);
    }

    @Override
    void forcing(long offset) {
      pass("forcing");
    }

    private void pass(String name) {
      if (Thread.currentThread() == writer && steps++ == at) {
        step = name;
        held.countDown();
        try {
          released.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  @TempDir Path directory;
  private int schedules;
  private int runs;

  private static byte[] entry(int number) {
    return new byte[] {1, (byte) (2 * number), 3};
  }

  private Path file(String name) {
    return directory.resolve(runs + name);
  }

  private ListMap open(Storage storage, Durability durability, Deed deed, Model model)
      throws IOException {
    var options = ListMapOptions.builder().durability(durability).build();
    var map = ListMap.open(storage, file("map.lm"), options);
    var batch = map.batch();
    for (int i = 0; i < deed.entries(); i++) {
      batch.put(entry(i), VALUE);
      model.content.put(entry(i), VALUE);
    }
    batch.commit();
    return map;
  }

  @ParameterizedTest
  @EnumSource(
      names = {"VERIFY"},
      mode = EnumSource.Mode.EXCLUDE)
  void twoThreadsTakeTurnsWhereverOneIsHeld(Deed deed) throws Exception {
    var steps = new EnumMap<Deed, Integer>(Deed.class);
    for (var durability : deed.durabilities()) {
      for (var other : Deed.others()) {
        int held = 0;
        while (runHeld(durability, deed, held, other)) {
          held++;
        }
        steps.merge(other, held, Integer::sum);
      }
    }
    assertThat(steps.values()).allMatch(n -> n > 1);
    System.out.println(
        deed
            + ": "
            + schedules
            + " schedules, each other deed beside "
            + steps.get(Deed.INSERT)
            + " steps");
  }

  /// @return `false` if the deed has no such step: it was done without being held
  private boolean runHeld(Durability durability, Deed deed, int at, Deed other) throws Exception {
    runs++;
    var gate = new Gate(at);
    var model = new Model();
    var map = open(gate, durability, deed, model);
    var mine =
        task(() -> {
          try {
            deed.run(map, MINE, file("mine.lm"));
          } finally {
            gate.held.countDown();
          }
        });
    var writer = Thread.ofPlatform().unstarted(mine);
    gate.writer = writer;
    writer.start();
    gate.held.await();
    boolean isHeld = !gate.step.isEmpty();
    if (isHeld) {
      schedules++;
      var theirs = task(() -> other.run(map, THEIRS, file("theirs.lm")));
      startAndAwait(theirs);
      gate.released.countDown();
      try {
        check(map, model, deed, failure(mine), other, failure(theirs));
      } catch (AssertionError | Exception e) {
        throw new AssertionError(deed + " held at " + gate.step + ", " + other + " beside", e);
      }
    } else {
      mine.get();
    }
    map.close();
    return isHeld;
  }

  private static @Nullable Throwable failure(FutureTask<Void> task) throws Exception {
    try {
      task.get(1, TimeUnit.MINUTES);
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  private void check(
      ListMap map,
      Model before,
      Deed deed,
      @Nullable Throwable mine,
      Deed other,
      @Nullable Throwable theirs)
      throws IOException {
    if (mine != null) { // a force under way does not keep others from closing
      assertThat(mine).isInstanceOf(IllegalStateException.class);
      assertThat(deed == Deed.FLUSH && other == Deed.CLOSE).isTrue();
    }
    if (deed == Deed.CLOSE && other != Deed.CLOSE) {
      assertThat(theirs).isInstanceOf(IllegalStateException.class);
    } else if (deed == Deed.SEAL && other.isChange()) {
      assertThat(theirs).isInstanceOf(UnsupportedOperationException.class);
    } else {
      assertThat(theirs).isNull();
    }
    map.close();

    var afterMine = before.copy();
    deed.run(afterMine, MINE);
    var afterTheirs = before.copy();
    other.run(afterTheirs, THEIRS);
    var after = afterMine.copy();
    var otherwise = afterTheirs.copy();
    if (theirs == null) {
      other.run(after, THEIRS);
      deed.run(otherwise, MINE);
    } else {
      otherwise = after;
    }
    boolean isSealed = deed == Deed.SEAL || (other == Deed.SEAL && theirs == null);
    var origin = isSealed ? Stats.Origin.SEALED : Stats.Origin.CLEAN;
    check(file("map.lm"), origin, after, otherwise);
    assertThat(file("mine.lm").toFile().exists()).isEqualTo(deed == Deed.COMPACT);
    assertThat(file("theirs.lm").toFile().exists())
        .isEqualTo(other == Deed.COMPACT && theirs == null);
    check(file("mine.lm"), Stats.Origin.CLEAN, before, afterTheirs);
    check(file("theirs.lm"), Stats.Origin.CLEAN, before, afterMine);
  }

  /// A file, if it is there, holds one of two states.
  private static void check(Path file, Stats.Origin origin, Model one, Model another)
      throws IOException {
    if (Files.exists(file)) {
      try (var map = ListMap.open(file, ListMapOptions.defaults())) {
        assertThat(map.stats().origin()).isEqualTo(origin);
        assertThat(Model.of(map)).isIn(one, another);
        assertThat(map.verify(VerifyMode.FULL).problems()).isEmpty();
      }
      Files.delete(file);
    }
  }

  /// Who waits for the writer when the map is closed is done before, or finds it closed.
  @Test
  void whoWaitsWhileOthersCloseIsDoneOrToldSo() throws Exception {
    int told = 0;
    for (int round = 0; round < 50; round++) {
      runs++;
      var gate = new Gate(0);
      var model = new Model();
      var map = open(gate, Durability.OS, Deed.INSERT, model);
      var mine = task(() -> Deed.INSERT.run(map, MINE, file("")));
      var theirs = task(() -> Deed.INSERT.run(map, THEIRS, file("")));
      var closing = task(map::close);
      var writer = Thread.ofPlatform().unstarted(mine);
      gate.writer = writer;
      writer.start();
      gate.held.await();
      boolean isCloserFirst = round % 2 == 0;
      startAndAwait(isCloserFirst ? closing : theirs);
      startAndAwait(isCloserFirst ? theirs : closing);
      gate.released.countDown();
      assertThat(failure(mine)).isNull();
      assertThat(failure(closing)).isNull();
      Deed.INSERT.run(model, MINE);
      var failure = failure(theirs);
      if (failure == null) {
        Deed.INSERT.run(model, THEIRS);
      } else {
        assertThat(failure).isInstanceOf(IllegalStateException.class);
        told++;
      }
      check(file("map.lm"), Stats.Origin.CLEAN, model, model);
    }
    System.out.println("50 puts waiting while the map is closed: " + told + " found it closed");
    assertThat(told).isPositive();
  }

  private interface Task {
    void run() throws IOException;
  }

  private static FutureTask<Void> task(Task task) {
    return new FutureTask<>(() -> {
      task.run();
      return null;
    });
  }

  /// Starts a task, and returns when it waits for its turn or is done.
  private static void startAndAwait(FutureTask<Void> task) {
    var thread = Thread.ofPlatform().start(task);
    while (!task.isDone() && thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }
}
