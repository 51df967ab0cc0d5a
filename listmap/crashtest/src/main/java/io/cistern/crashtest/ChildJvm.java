package io.cistern.crashtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Assumptions;

/// Runs classes of a module's tests in JVMs of their own, quick to start.
public final class ChildJvm {

  /// Exit code of a program that may not mount.
  public static final int MOUNT_REFUSED = 77;

  private static final int SIGKILL = 9;

  private ChildJvm() {}

  /// A program, with the class path of this JVM.
  ///
  /// @param main the class that has its `main`
  /// @param arguments what that is given, as strings
  /// @return to be started; its errors go where this JVM's go
  public static ProcessBuilder of(Class<?> main, Object... arguments) {
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
  ///
  /// @param main the class that has its `main`; its exit code is 0 if all is well
  /// @param arguments what that is given, as strings
  /// @throws InterruptedException if this thread is interrupted
  public static void runWithMounts(Class<?> main, Object... arguments) throws InterruptedException {
    var process = of(main, arguments).redirectErrorStream(true);
    process.command().addAll(0, List.of("unshare", "--mount"));
    String output;
    int exit;
    try {
      var running = process.start();
      output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      exit = running.waitFor();
    } catch (IOException e) {
      output = "unshare absent: " + e.getMessage();
      exit = MOUNT_REFUSED;
    }
    if (output.startsWith("unshare:")) { // the tool's own complaint
      output = "right to mount absent: " + output;
      exit = MOUNT_REFUSED;
    }
    if (exit == MOUNT_REFUSED) {
      Assumptions.abort(output.strip().replaceAll("\\s*\n\\s*", " "));
    }
    System.out.print(output);
    assertThat(exit).as(main.getName() + ": " + output).isZero();
  }

  /// Runs a program that writes longs to its output, until it kills itself or is killed.
  ///
  /// @param program not started
  /// @param after how long after its first long it is killed
  /// @param told is given every long that it wrote whole
  /// @throws IOException if it cannot be started
  /// @throws InterruptedException if this thread is interrupted
  public static void runAndKill(ProcessBuilder program, Duration after, LongConsumer told)
      throws IOException, InterruptedException {
    var process = program.start();
    var handle = process.toHandle(); // killing by the process itself would close the pipe
    var isUp = new CountDownLatch(1);
    var killer =
        Thread.startVirtualThread(() -> {
          try {
            isUp.await();
            if (!process.waitFor(after.toNanos(), TimeUnit.NANOSECONDS)) {
              handle.destroyForcibly();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    boolean isOver = false;
    try (var pipe = new DataInputStream(process.getInputStream())) {
      while (!isOver) {
        try {
          told.accept(pipe.readLong());
        } catch (EOFException e) {
          isOver = true;
        }
        isUp.countDown();
      }
    }
    killer.join();
    assertThat(process.waitFor()).as("exit code").isEqualTo(128 + SIGKILL);
  }

  /// Kills this process, as `kill -9` does.
  @SuppressWarnings("restricted") // the quickest way to die, and the only one without a last word
  public static void die() {
    try {
      var linker = Linker.nativeLinker();
      int _ =
          (int)
              linker
                  .downcallHandle(
                      linker.defaultLookup().findOrThrow("raise"),
                      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                  .invokeExact(SIGKILL);
    } catch (Throwable e) {
      throw new AssertionError("cannot kill itself", e);
    }
  }
}
