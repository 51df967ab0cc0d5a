package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A JVM that works on a store, tells on its output what it has done, and is killed.
final class KilledChild {
  private KilledChild() {}

  /// Runs a program and kills it some nanoseconds after its n-th line.
  ///
  /// @param main its class; its argument is the directory
  /// @return all lines, n at least; the kill may have cut the last
  static List<String> run(Class<?> main, Path directory, int lines, int nanos)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                main.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> said = new ArrayList<>();
    try (var in = child.inputReader()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        said.add(line);
        if (said.size() == lines) {
          long until = System.nanoTime() + nanos;
          while (System.nanoTime() < until) {
            Thread.onSpinWait();
          }
          // unlike that of the process: what it has said is read to the end
          child.toHandle().destroyForcibly();
        }
      }
    }
    child.waitFor();
    assertThat(said).hasSizeGreaterThanOrEqualTo(lines);
    return said;
  }

  private static String classPath() {
    return String.join(
        File.pathSeparator,
        location(KilledChild.class),
        location(MetricStore.class),
        Path.of("target", "test-classes").toAbsolutePath().toString(),
        System.getProperty("jdk.module.path", ""),
        System.getProperty("java.class.path", ""));
  }

  private static String location(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}
