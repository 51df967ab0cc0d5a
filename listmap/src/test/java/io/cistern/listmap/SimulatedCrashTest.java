package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Crashes at every step of every protocol on a simulated disk.
class SimulatedCrashTest {

  private static final int CRASHES = Integer.getInteger("cistern.simulatedCrashes", 6000);

  /// Lives with ten crashes each, at random steps, some of them while the map recovers.
  @ParameterizedTest
  @EnumSource(SimulatedLife.Fault.class)
  void atRandomStepsLeaveAPrefixOfWhatWasCommitted(SimulatedLife.Fault fault) throws IOException {
    long seed = Model.seed(20261122);
    var hits = new TreeMap<String, Integer>();
    int crashes = 0;
    for (int run = 0; crashes < CRASHES / 6; run++) {
      var life = new SimulatedLife(fault, seed + run, hits);
      for (int crash = 0; crash < 10 && life.goesOn(); crash++) {
        life.actUntilCrash(life.random.nextInt(life.random.nextInt(4) == 0 ? 3000 : 200));
        life.crashWhileRecovering();
        life.recover();
      }
      crashes += life.crashes;
      life.disk.discard();
    }
    report(fault, crashes, seed, hits);
  }

  /// The same life again and again, each time with the crash one step later.
  @ParameterizedTest
  @EnumSource(SimulatedLife.Fault.class)
  void atEachStepOfALifeLeaveAPrefixOfWhatWasCommitted(SimulatedLife.Fault fault)
      throws IOException {
    long seed = Model.seed(20261122);
    var hits = new TreeMap<String, Integer>();
    int crashes = 0;
    for (int run = 0; crashes < CRASHES / 6; run++) {
      for (int step = 0; ; step++) {
        var life = new SimulatedLife(fault, seed + run, hits);
        life.actUntilCrash(step);
        if (life.crashes == 0) {
          break; // it was over before
        }
        life.recover();
        life.disk.discard();
        crashes++;
      }
    }
    report(fault, crashes, seed, hits);
    if (Long.getLong("cistern.seed") == null) { // lives of other seeds may seal nothing, say
      assertThat(hits).containsKeys(WatchedStorage.STEPS);
    }
  }

  /// Opening after a crash, again and again, each time with another crash one step later.
  @ParameterizedTest
  @EnumSource(SimulatedLife.Fault.class)
  void atEachStepOfARecoveryLeaveAPrefixOfWhatWasCommitted(SimulatedLife.Fault fault)
      throws IOException {
    long seed = Model.seed(20261122);
    var hits = new TreeMap<String, Integer>();
    int crashes = 0;
    for (int run = 0; run < Math.max(10, CRASHES / 100); run++) {
      boolean isCrashed = true;
      for (int step = 0; isCrashed; step++) {
        var life = new SimulatedLife(fault, seed + run, new TreeMap<>());
        life.actUntilCrash(new Random(seed + run).nextInt(500));
        isCrashed = life.crashWhileRecovering(step);
        if (isCrashed) {
          hits.merge(life.disk.lastStep, 1, Integer::sum);
          crashes++;
        }
        life.recover();
        life.disk.discard();
      }
    }
    report(fault, crashes, seed, hits);
    assertThat(hits).containsKeys("recovery.scanned", "recovery.restarted", "recovery.done");
  }

  private static void report(
      SimulatedLife.Fault fault, int crashes, long seed, Map<String, Integer> hits) {
    System.out.println(fault + ": " + crashes + " crashes, seed " + seed + ", at " + hits);
  }

  /// The n-th force fails, for every n there is in a life.
  @ParameterizedTest
  @EnumSource(SimulatedLife.Fault.class)
  void aForceThatFailsIsNeverTakenForSuccess(SimulatedLife.Fault fault) throws IOException {
    long seed = Model.seed(9);
    int failures = 0;
    for (int run = 0; run < Math.max(1, CRASHES / 6000); run++) {
      for (int n = 0; ; n++) {
        var life = new SimulatedLife(fault, seed + run, new TreeMap<>());
        life.disk.forcesToFailure = n;
        var failure = life.actUntilFailure();
        if (failure == null) {
          break;
        }
        failures++;
        var map = life.map();
        if (map != null
            && failure instanceof MapFailedException e
            && e.file().equals(life.file())) {
          assertThatThrownBy(() -> map.put(new byte[] {1}, new byte[] {1}))
              .isInstanceOf(MapFailedException.class);
          assertThatThrownBy(map::flush).isInstanceOf(MapFailedException.class);
          Model.of(map);
        }
        life.checkNothingIsBegun();
        life.strike();
        life.recover();
      }
    }
    System.out.println(fault + ": " + failures + " failing forces, seed " + seed);
    assertThat(failures).isGreaterThan(20);
  }

  /// A map whose sealing has failed either takes no more changes or keeps them.
  @Test
  void sealingThatFailsLosesNothing() throws IOException {
    var options = ListMapOptions.builder().durability(Durability.OS).build();
    int accepted = 0;
    int failures = 0;
    for (int n = 0; ; n++) {
      var disk = new SimulatedDisk(new Random(n), 1 << 20);
      var map = ListMap.open(disk, SimulatedDisk.FILE, options);
      map.put(new byte[] {1}, new byte[] {1});
      disk.forcesToFailure = n;
      try {
        map.seal();
        break;
      } catch (IOException e) {
        failures++;
      }
      boolean isAccepted = true;
      try {
        map.put(new byte[] {2}, new byte[] {2});
        accepted++;
      } catch (IOException | UnsupportedOperationException e) {
        isAccepted = false;
      }
      assertThat(map.getBytes(new byte[] {1})).isEqualTo(new byte[] {1});
      map.abandon();
      var again = ListMap.open(disk, SimulatedDisk.FILE, options);
      assertThat(again.getBytes(new byte[] {1})).isEqualTo(new byte[] {1});
      assertThat(again.contains(new byte[] {2})).as("force " + n).isEqualTo(isAccepted);
    }
    assertThat(failures).isEqualTo(3); // content, headers, name
    assertThat(accepted).isEqualTo(2);
  }

  /// The disk is full from the n-th extension of a file on, for every n there is in a life. When
  /// there is room again, what failed is done again and succeeds.
  @ParameterizedTest
  @EnumSource(SimulatedLife.Fault.class)
  void anExtensionThatFailsHasNoEffect(SimulatedLife.Fault fault) throws IOException {
    long seed = Model.seed(7);
    int failures = 0;
    for (int run = 0; run < Math.max(1, CRASHES / 6000); run++) {
      for (int n = 0; ; n++) {
        var life = new SimulatedLife(fault, seed + run, new TreeMap<>());
        life.disk.extensionsToFull = n;
        var failure = life.actUntilFailure();
        if (failure == null) {
          break;
        }
        failures++;
        life.checkUnchanged();
        life.disk.isFull = false;
        assertThat(life.actUntilFailure()).as("failed again").isNull();
        life.strike();
        life.recover();
      }
    }
    System.out.println(fault + ": " + failures + " failing extensions, seed " + seed);
    assertThat(failures).isPositive();
  }

  /// No extension succeeds any more.
  @ParameterizedTest
  @EnumSource(SimulatedLife.Fault.class)
  void removalsAndClosingGoOnWhenTheDiskIsFull(SimulatedLife.Fault fault) throws IOException {
    var random = new Random(Model.seed(8));
    var disk = new SimulatedDisk(random, 1 << 20);
    var options = ListMapOptions.builder().durability(fault.durability).build();
    var map = ListMap.open(disk, SimulatedDisk.FILE, options);
    disk.isFull = true;
    assertThatThrownBy(
            () -> {
              while (true) {
                Step.random(random).applyTo(map);
              }
            })
        .isInstanceOf(MapFullException.class);
    var model = Model.of(map);
    assertThat(model.content).hasSizeGreaterThan(20);
    var keys = model.content.keySet().stream().limit(model.content.size() / 2).toList();
    for (var key : keys) {
      assertThat(map.remove(key)).isTrue();
      model.content.remove(key);
    }
    model.check(map);
    map.close();
    var again = ListMap.open(disk, SimulatedDisk.FILE, options);
    assertThat(again.stats().origin()).isEqualTo(Stats.Origin.CLEAN);
    model.check(again);
    disk.isFull = false;
    again.put(new byte[] {1}, new byte[100_000]);
    assertThat(again.getBytes(new byte[] {1})).hasSize(100_000);
  }
}
