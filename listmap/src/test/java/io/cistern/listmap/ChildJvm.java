package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// Starts classes of these tests in JVMs of their own, quick to start.
final class ChildJvm {

  /// Exit code of a program that may not mount.
  static final int MOUNT_REFUSED = 77;

  private ChildJvm() {}

  static ProcessBuilder of(Class<?> main, Object... arguments) {
    var base = Path.of(System.getProperty("basedir", "."));
    var classPath =
        List.of(
            base.resolve("target/classes").toString(),
            base.resolve("target/test-classes").toString(),
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path", ""));
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-XX:ErrorFile=/dev/stderr",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(File.pathSeparator, classPath),
                main.getName()));
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /// Runs a program that mounts file systems nobody else sees, and waits for it. Skips the test,
  /// and says so, where that is not allowed.
  static void runWithMounts(Class<?> main, Object... arguments) throws Exception {
    var process = of(main, arguments).redirectErrorStream(true);
    process.command().addAll(0, List.of("unshare", "--mount"));
    String output;
    int exit;
    try {
      var running = process.start();
      output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      exit = running.waitFor();
    } catch (IOException e) {
      output = e.toString();
      exit = MOUNT_REFUSED;
    }
    System.out.print(output);
    if (exit == MOUNT_REFUSED || output.startsWith("unshare:")) {
      String skipped = main.getName() + " SKIPPED, file systems cannot be mounted: " + output;
      System.err.println(skipped);
      Assumptions.abort(skipped);
    }
    assertThat(exit).as(main.getName() + ": " + output).isZero();
  }
}
