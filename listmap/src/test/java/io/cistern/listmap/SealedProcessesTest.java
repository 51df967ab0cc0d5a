package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sealed file is open in several processes at the same time.
class SealedProcessesTest {

  private static final int PROCESSES = 3;
  private static final int KEYS = 1000;

  @TempDir Path directory;

  /// A process that reads everything, says so, and keeps the file open until its input ends.
  public static void main(String[] arguments) throws IOException {
    try (var map = ListMap.open(Path.of(arguments[0]), ListMapOptions.forReading())) {
      int count = 0;
      var cursor = map.cursor();
      for (boolean found = cursor.first(); found; found = cursor.next()) {
        count += cursor.valueBytes().length == 7 ? 1 : 0;
      }
      System.out.println(count);
      while (System.in.read() >= 0) {
        // the parent says nothing, and closes when all have answered
      }
    }
  }

  @Test
  void eachReadsAll() throws Exception {
    var file = directory.resolve("map.lm");
    var processes = new ArrayList<Process>();
    try (var map = ListMap.open(file, ListMapOptions.defaults())) {
      for (int i = 0; i < KEYS; i++) {
        map.put(new byte[] {(byte) (i >> 8), (byte) i}, new byte[7]);
      }
      map.seal(); // and stay open
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start(file));
      }
      for (var process : processes) {
        var reader = process.inputReader(StandardCharsets.UTF_8);
        assertThat(reader.readLine()).isEqualTo(Integer.toString(KEYS));
      }
      assertThat(map.contains(new byte[] {0, 1})).isTrue();
    } finally {
      for (var process : processes) {
        process.getOutputStream().close();
      }
    }
    for (var process : processes) {
      assertThat(process.waitFor()).isZero();
    }
  }

  private static Process start(Path file) throws IOException {
    var base = Path.of(System.getProperty("basedir", "."));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            base.resolve("target/classes") + ":" + base.resolve("target/test-classes"),
            SealedProcessesTest.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
