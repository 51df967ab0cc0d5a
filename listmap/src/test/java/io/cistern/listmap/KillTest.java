package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A process that writes is killed, again and again; what it acknowledged on a pipe must be there.
class KillTest {

  private static final int KILLS = Integer.getInteger("cistern.kills", 10);

  @TempDir Path directory;

  /// The change with a number, the same in both processes: put, remove, or a batch.
  static void apply(long number, Model model, Batch batch) {
    var random = new Random(number * 0x9e3779b97f4a7c15L);
    int n = random.nextInt(50) == 0 ? 1 + random.nextInt(100) : 1;
    for (int i = 0; i < n; i++) {
      var key = new byte[12];
      key[3] = (byte) random.nextInt(3);
      key[10] = (byte) random.nextInt();
      key[11] = (byte) random.nextInt();
      if (random.nextInt(4) == 0) {
        batch.remove(key);
        model.content.remove(key);
      } else {
        var value = new byte[random.nextInt(random.nextInt(100) == 0 ? 20_000 : 100)];
        random.nextBytes(value);
        batch.put(key, value);
        model.content.put(key, value);
      }
    }
  }

  /// The process that is killed: file, durability, number of the first change.
  public static void main(String[] args) throws IOException {
    var durability = args[1].equals("SYNC") ? Durability.SYNC : Durability.OS;
    var options = ListMapOptions.defaults().withDurability(durability);
    var map = ListMap.open(Path.of(args[0]), options);
    var pipe = new DataOutputStream(System.out);
    var ignored = new Model();
    for (long number = Long.parseLong(args[2]); ; number++) {
      var batch = map.batch();
      apply(number, ignored, batch);
      ignored.content.clear();
      batch.commit();
      pipe.writeLong(number);
      pipe.flush();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OS", "SYNC"})
  void losesNothingThatWasAcknowledged(String durability) throws Exception {
    var random = new Random(Model.seed(System.nanoTime()));
    var file = directory.resolve("map.lm");
    var options = ListMapOptions.defaults().withDurability(Durability.OS);
    var base = Path.of(System.getProperty("basedir", "."));
    var model = new Model();
    long applied = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      var process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  base.resolve("target/classes") + ":" + base.resolve("target/test-classes"),
                  KillTest.class.getName(),
                  file.toString(),
                  durability,
                  Long.toString(applied + 1))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      long acknowledged = applied;
      try (var pipe = new DataInputStream(process.getInputStream())) {
        acknowledged = pipe.readLong(); // it is up
        var delay = random.nextInt(150);
        var killer =
            Thread.startVirtualThread(() -> {
              try {
                TimeUnit.MILLISECONDS.sleep(delay);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              process.toHandle().destroyForcibly(); // that of Process closes the pipe
            });
        try {
          while (true) {
            acknowledged = pipe.readLong();
          }
        } catch (EOFException e) {
          killer.join();
        }
      }
      process.waitFor();
      try (var map = ListMap.open(file, options)) {
        assertThat(map.stats().origin()).isEqualTo(Stats.Origin.REBUILT);
        var scratch = map.batch();
        while (applied < acknowledged) {
          apply(++applied, model, scratch);
          scratch = map.batch();
        }
        if (!isEqual(map, model)) { // the one change that was under way
          apply(++applied, model, scratch);
        }
        assertThat(isEqual(map, model)).as("kill " + kill + ", change " + applied).isTrue();
        assertThat(map.verify(VerifyMode.FULL).problems()).isEmpty();
        if (random.nextBoolean()) {
          map.abandon();
        }
      }
    }
    System.out.println(durability + ": " + KILLS + " kills, " + applied + " changes");
  }

  private static boolean isEqual(ListMap map, Model model) throws IOException {
    if (map.size() != model.content.size()) {
      return false;
    }
    var cursor = map.cursor();
    cursor.first();
    for (var entry : model.content.entrySet()) {
      if (!java.util.Arrays.equals(cursor.keyBytes(), entry.getKey())
          || !java.util.Arrays.equals(cursor.valueBytes(), entry.getValue())) {
        return false;
      }
      cursor.next();
    }
    return true;
  }
}
