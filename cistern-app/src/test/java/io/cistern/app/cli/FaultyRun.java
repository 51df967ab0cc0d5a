package io.cistern.app.cli;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;

/// `cistern run` in which a thread meets an error: the one that a line of standard input names. The
/// other arguments are those of `run`.
public final class FaultyRun {
  private FaultyRun() {}

  public static void main(String[] arguments) {
    var faulty = new AtomicReference<>("");
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (var in = new Scanner(System.in, StandardCharsets.UTF_8)) {
            faulty.set(in.nextLine());
          }
        });
    var run =
        new RunCommand(() -> {
          if (Thread.currentThread().getName().equals(faulty.get())) {
            throw new InternalError("a fault in a mapped file");
          }
          return Instant.now();
        });
    var line = new CommandLine(run);
    ConfigOptions.addTo(line.getCommandSpec());
    System.exit(line.execute(arguments));
  }
}
