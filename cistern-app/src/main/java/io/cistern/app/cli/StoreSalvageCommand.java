package io.cistern.app.cli;

import io.cistern.metricstore.OfflineStore;
import io.cistern.metricstore.SalvageReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cistern store salvage`: makes a store of what is whole in a damaged one.
@Command(
    name = "salvage",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    header = "Makes a new store of everything in a damaged one that still checks out.",
    description =
        "What the collector set aside as damaged is looked through too. The damaged one is not"
            + " changed.",
    footer = {"", "Exit code 1 if anything had to be left out; it is said what."})
final class StoreSalvageCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "DIR", description = "The damaged data directory.")
  private Path directory = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "NEW",
      description = "Where the new one is made: a directory that is empty or not there.")
  private Path target = Path.of("");

  @Override
  public Integer call() throws IOException {
    requireEmpty();
    SalvageReport report = OfflineStore.salvage(directory, target);
    PrintWriter out = spec.commandLine().getOut();
    report.notes().forEach(note -> out.println(Printable.text(note)));
    out.printf(
        Locale.ROOT,
        "kept %d entities, %d rows of heads, %d chunks; left out %d damaged entries%n",
        report.entities(),
        report.rows(),
        report.chunks(),
        report.lost());
    out.flush();
    return report.lost() == 0 && report.notes().isEmpty() ? 0 : 1;
  }

  private void requireEmpty() throws IOException {
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw new IOException(target + " is a file: name an empty or a new directory for the store");
    }
    if (Files.exists(target)) {
      try (var there = Files.list(target)) {
        if (there.findAny().isPresent()) {
          throw new IOException(
              target
                  + " is not empty, and a salvage makes its store in a directory of its own: name"
                  + " an empty or a new one");
        }
      }
    }
  }
}
