package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Crashes at every step of the write protocol on a simulated disk.
class SimulatedCrashTest {

  private static final int CRASHES = Integer.getInteger("cistern.simulatedCrashes", 2000);
  private static final int CAPACITY = 1 << 20;

  enum Fault {
    KILL,
    POWER_CUT_SYNC,
    POWER_CUT_OS
  }

  /// Changes that take effect together.
  private record Step(List<Batch.Change> changes) {
    static Step random(Random random) {
      int n = random.nextInt(4) == 0 ? 1 + random.nextInt(30) : 1;
      var changes = new ArrayList<Batch.Change>();
      for (int i = 0; i < n; i++) {
        var key = Model.key(random);
        byte[] value = random.nextInt(3) == 0 ? null : Model.value(random);
        changes.add(new Batch.Change(key, value));
      }
      return new Step(changes);
    }

    void applyTo(ListMap map) throws IOException {
      if (changes.size() == 1) {
        var change = changes.getFirst();
        if (change.value() == null) {
          map.remove(change.key());
        } else {
          map.put(change.key(), change.value());
        }
      } else {
        var batch = map.batch();
        for (var change : changes) {
          if (change.value() == null) {
            batch.remove(change.key());
          } else {
            batch.put(change.key(), change.value());
          }
        }
        batch.commit();
      }
    }

    void applyTo(Model model) {
      for (var change : changes) {
        if (change.value() == null) {
          model.content.remove(change.key());
        } else {
          model.content.put(change.key(), change.value());
        }
      }
    }
  }

  private static ListMapOptions options(Fault fault) {
    return ListMapOptions.defaults()
        .withDurability(fault == Fault.POWER_CUT_SYNC ? Durability.SYNC : Durability.OS);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void leavesAPrefixOfWhatWasCommitted(Fault fault) throws IOException {
    long seed = Model.seed(20261122);
    var hits = new TreeMap<String, Integer>();
    int crashes = 0;
    for (int run = 0; crashes < CRASHES; run++) {
      crashes += run(fault, seed + run, hits);
    }
    System.out.println(fault + ": " + crashes + " crashes at " + hits);
    assertThat(hits.keySet())
        .contains(
            "log.before-checksum",
            "log.appended",
            "batch.before-commit",
            "leaf.before-split",
            "leaf.half-linked",
            "leaf.after-split",
            "write.entered",
            "header.written",
            "header.forced",
            "recovery.scanned",
            "recovery.restarted",
            "recovery.done");
  }

  /// One life of a file with up to ten crashes.
  private static int run(Fault fault, long seed, Map<String, Integer> hits) throws IOException {
    var random = new Random(seed);
    var disk = new SimulatedDisk(random, CAPACITY);
    var map = ListMap.open(disk, SimulatedDisk.FILE, options(fault));
    var base = new Model();
    for (int crash = 0; crash < 10; crash++) {
      var steps = new ArrayList<Step>();
      int durable = 0;
      int acknowledged = 0;
      disk.stepsToCrash = random.nextInt(random.nextInt(10) == 0 ? 3000 : 200);
      try {
        while (true) {
          if (map == null) {
            map = ListMap.open(disk, SimulatedDisk.FILE, options(fault));
          }
          int action = random.nextInt(40);
          if (action == 0) {
            map.close();
            durable = acknowledged;
            map = null;
          } else if (action == 1) {
            map.flush();
            durable = acknowledged;
          } else {
            var step = Step.random(random);
            steps.add(step);
            step.applyTo(map);
            acknowledged = steps.size();
          }
        }
      } catch (SimulatedDisk.Crash e) {
        hits.merge(e.getMessage(), 1, Integer::sum);
      } catch (MapFullException e) {
        disk.killProcess();
        return crash;
      }
      strike(fault, disk);
      while (random.nextInt(3) == 0) { // and again while it recovers
        disk.stepsToCrash = random.nextInt(12);
        try {
          ListMap.open(disk, SimulatedDisk.FILE, options(fault));
        } catch (SimulatedDisk.Crash e) {
          hits.merge(e.getMessage(), 1, Integer::sum);
        }
        strike(fault, disk);
      }
      if (fault != Fault.POWER_CUT_OS) {
        durable = acknowledged;
      }
      String where = fault + " seed=" + seed + " crash=" + crash + " at " + disk.lastStep;
      try {
        map = ListMap.open(disk, SimulatedDisk.FILE, options(fault));
        base = prefix(map, base, steps, durable, where);
        assertThat(map.verify(VerifyMode.FULL).problems()).as(where).isEmpty();
      } catch (IOException | RuntimeException e) {
        throw new AssertionError(where, e);
      }
    }
    return 10;
  }

  private static void strike(Fault fault, SimulatedDisk disk) {
    if (fault == Fault.KILL) {
      disk.killProcess();
    } else {
      disk.cutPower();
    }
  }

  /// The state of the model that the map is in, which must be one of those it may be in.
  private static Model prefix(ListMap map, Model base, List<Step> steps, int durable, String where)
      throws IOException {
    var content = new Model();
    var cursor = map.cursor();
    for (boolean found = cursor.first(); found; found = cursor.next()) {
      content.content.put(cursor.keyBytes(), cursor.valueBytes());
    }
    assertThat(map.size()).as(where).isEqualTo(content.content.size());
    var state = base.copy();
    for (int i = 0; i <= steps.size(); i++) {
      if (i > 0) {
        steps.get(i - 1).applyTo(state);
      }
      if (i >= durable && isSame(state, content)) {
        return state;
      }
    }
    return fail("%s: not a state between commits %d and %d", where, durable, steps.size());
  }

  private static boolean isSame(Model a, Model b) {
    if (a.content.size() != b.content.size()) {
      return false;
    }
    for (var entry : a.content.entrySet()) {
      var value = b.content.get(entry.getKey());
      if (value == null || !Arrays.equals(value, entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  @Test
  void anExtensionThatFailsHasNoEffect() throws IOException {
    long seed = Model.seed(7);
    for (int n = 0; n < 4; n++) {
      var random = new Random(seed + n);
      var disk = new SimulatedDisk(random, 4 * CAPACITY);
      var map = ListMap.open(disk, SimulatedDisk.FILE, options(Fault.POWER_CUT_OS));
      var model = new Model();
      disk.extensionsToFailure = n;
      int failures = 0;
      for (int i = 0; i < 3000; i++) {
        var step = Step.random(random);
        try {
          step.applyTo(map);
          step.applyTo(model);
        } catch (MapFullException e) {
          failures++;
          model.check(map);
        }
      }
      assertThat(failures).as("extension " + n).isEqualTo(1);
      model.check(map);
      map.abandon();
      map = ListMap.open(disk, SimulatedDisk.FILE, options(Fault.KILL));
      model.check(map);
    }
  }

  @Test
  void removalsAndClosingGoOnWhenTheDiskIsFull() throws IOException {
    var random = new Random(Model.seed(8));
    var disk = new SimulatedDisk(random, CAPACITY);
    var map = ListMap.open(disk, SimulatedDisk.FILE, options(Fault.KILL));
    var model = new Model();
    disk.isFull = true;
    assertThatThrownBy(
            () -> {
              while (true) {
                Step.random(random).applyTo(map);
              }
            })
        .isInstanceOf(MapFullException.class);
    var cursor = map.cursor();
    for (boolean found = cursor.first(); found; found = cursor.next()) {
      model.content.put(cursor.keyBytes(), cursor.valueBytes());
    }
    assertThat(model.content).hasSizeGreaterThan(20);
    var keys = new ArrayList<>(model.content.keySet());
    for (var key : keys.subList(0, keys.size() / 2)) {
      assertThat(map.remove(key)).isTrue();
      model.content.remove(key);
    }
    model.check(map);
    map.close();
    var again = ListMap.open(disk, SimulatedDisk.FILE, options(Fault.KILL));
    assertThat(again.stats().origin()).isEqualTo(Stats.Origin.CLEAN);
    model.check(again);
    disk.isFull = false;
    again.put(new byte[] {1}, new byte[100_000]);
    assertThat(again.getBytes(new byte[] {1})).hasSize(100_000);
  }

  @Test
  void aForceThatFailsIsNeverTakenForSuccess() throws IOException {
    long seed = Model.seed(9);
    for (int n = 0; n < 200; n++) {
      var random = new Random(seed + n);
      var fault = n % 2 == 0 ? Fault.POWER_CUT_SYNC : Fault.POWER_CUT_OS;
      var disk = new SimulatedDisk(random, 4 * CAPACITY);
      var map = ListMap.open(disk, SimulatedDisk.FILE, options(fault));
      disk.forcesToFailure = n / 2;
      var steps = new ArrayList<Step>();
      int durable = 0;
      int acknowledged = 0;
      try {
        while (true) {
          var step = Step.random(random);
          steps.add(step);
          step.applyTo(map);
          acknowledged = steps.size();
          if (random.nextInt(4) == 0) {
            map.flush();
            durable = acknowledged;
          }
        }
      } catch (MapFailedException e) {
        durable = fault == Fault.POWER_CUT_SYNC ? acknowledged : durable;
      }
      var refused = map;
      assertThatThrownBy(() -> refused.put(new byte[] {1}, new byte[] {1}))
          .isInstanceOf(MapFailedException.class);
      assertThatThrownBy(refused::flush).isInstanceOf(MapFailedException.class);
      var cursor = map.cursor();
      long readable = 0;
      for (boolean found = cursor.first(); found; found = cursor.next()) {
        readable++;
      }
      assertThat(readable).isEqualTo(map.size());
      map.close();
      disk.cutPower();
      var again = ListMap.open(disk, SimulatedDisk.FILE, options(fault));
      assertThat(again.stats().origin()).isEqualTo(Stats.Origin.REBUILT);
      prefix(again, new Model(), steps, durable, "force " + n);
    }
  }
}
