package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// The life of a map on a simulated disk: a script is carried out, faults strike, and what is there
/// afterwards is compared with what the script says.
final class SimulatedLife {

  enum Fault {
    KILL(Durability.OS),
    POWER_CUT_SYNC(Durability.SYNC),
    POWER_CUT_OS(Durability.OS);

    final Durability durability;

    Fault(Durability durability) {
      this.durability = durability;
    }
  }

  private static final int ACTIONS = 250;
  private static final int CAPACITY = 1 << 20;
  private static final Path DIRECTORY = Path.of("simulated");

  final Random random;
  final SimulatedDisk disk;
  int crashes;
  private final Fault fault;
  private final Map<String, Integer> hits;
  private final String name;

  /// Where the files are, as far as is known; and what no power cut may take.
  private Script script;

  private final Script durableScript;
  private @Nullable ScriptedWriter writer;
  private boolean isCreated;
  private long acknowledged;
  private long durable;

  SimulatedLife(Fault fault, long seed, Map<String, Integer> hits) {
    this.fault = fault;
    this.hits = hits;
    this.random = new Random(seed);
    this.disk = new SimulatedDisk(random, CAPACITY);
    this.disk.recoveryRun = 1 << (seed & 7);
    this.script = new Script(Script.Plan.small(seed));
    this.durableScript = script.copy();
    this.name = fault + " seed=" + seed;
  }

  boolean goesOn() {
    return acknowledged < ACTIONS;
  }

  /// The map that is written; none if it was closed or could not be opened.
  @Nullable ListMap map() {
    return writer == null || !writer.isOpen() ? null : writer.map();
  }

  private void act() throws IOException {
    if (writer == null) {
      writer = new ScriptedWriter(disk, DIRECTORY, fault.durability, script);
      isCreated = true;
    }
    while (goesOn()) {
      long number = writer.next();
      var kind = writer.act();
      acknowledged = number;
      if (kind.isDurable() || fault != Fault.POWER_CUT_OS) {
        durable = number;
      }
    }
  }

  /// Goes on for so many steps, or to the end of the script, and crashes.
  void actUntilCrash(long steps) throws IOException {
    disk.stepsToCrash = steps;
    try {
      act();
    } catch (SimulatedDisk.Crash e) {
      crashed(e);
    }
    strike();
  }

  private void crashed(SimulatedDisk.Crash e) {
    hits.merge(e.getMessage(), 1, Integer::sum);
    crashes++;
  }

  /// Goes on until something fails.
  ///
  /// @return the failure; `null` if the script came to its end
  @Nullable IOException actUntilFailure() {
    try {
      act();
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  void strike() {
    if (fault == Fault.KILL) {
      disk.killProcess();
    } else {
      disk.cutPower();
    }
    writer = null;
  }

  /// Opens the newest file a few times, and crashes each time before it is open.
  void crashWhileRecovering() throws IOException {
    while (random.nextInt(3) == 0) {
      crashWhileRecovering(random.nextInt(6));
    }
  }

  /// Opens the newest file, and crashes at a step of that.
  ///
  /// @return `false` if it was open before
  boolean crashWhileRecovering(long step) throws IOException {
    int before = crashes;
    int newest = script.newest(disk, DIRECTORY);
    disk.stepsToCrash = step;
    try {
      if (newest >= 0) {
        ListMap.open(disk, Script.file(DIRECTORY, newest), ListMapOptions.defaults()).abandon();
      }
    } catch (SimulatedDisk.Crash e) {
      crashed(e);
    }
    strike();
    return crashes > before;
  }

  /// Opens what is there, and checks that it is what may be there.
  void recover() {
    recover(durable);
  }

  private void recover(long atLeast) {
    String where = name + " after " + acknowledged + " actions at " + disk.lastStep;
    try {
      int newest = script.newest(disk, DIRECTORY);
      if (newest < 0) {
        assertThat(isCreated).as(where + ": no file").isFalse();
        return;
      }
      var map = open(newest);
      durableScript.advanceTo(durable);
      script = durableScript.copy();
      script.advanceTo(atLeast);
      assertThat(script.advanceTo(newest, map, acknowledged + 1))
          .as("%s: a state between actions %d and %d", where, atLeast, acknowledged + 1)
          .isTrue();
      assertThat(map.verify(VerifyMode.FULL).problems()).as(where).isEmpty();
      map.abandon();
      acknowledged = script.number();
      if (fault == Fault.KILL) {
        durable = acknowledged;
      }
      checkTheOneBefore(newest - 1, where);
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(where, e);
    }
  }

  private void checkTheOneBefore(int generation, String where) throws IOException {
    if (generation >= 0 && disk.exists(Script.file(DIRECTORY, generation))) {
      var map = open(generation);
      var content = Model.of(map);
      if (script.isBeforeSealed() || fault != Fault.POWER_CUT_OS) {
        assertThat(content).as(where + ": the file before").isEqualTo(script.before());
      }
      map.abandon();
    }
  }

  private ListMap open(int generation) throws IOException {
    var options = ListMapOptions.builder().durability(fault.durability).build();
    return ListMap.open(disk, Script.file(DIRECTORY, generation), options);
  }

  /// After an action that failed: everything acknowledged is there and nothing else.
  void checkUnchanged() throws IOException {
    var map = map();
    if (map == null) {
      writer = null;
      recover(acknowledged);
    } else {
      script.advanceTo(acknowledged);
      script.model().check(map);
      checkNothingIsBegun();
    }
  }

  /// After an action that failed: there is no file that it began to write.
  void checkNothingIsBegun() {
    if (map() != null) {
      int next = Objects.requireNonNull(writer).generation() + 1;
      assertThat(disk.exists(Script.file(DIRECTORY, next))).as(name).isFalse();
    }
  }

  /// The file that is written.
  Path file() {
    return Script.file(DIRECTORY, Objects.requireNonNull(writer).generation());
  }
}
