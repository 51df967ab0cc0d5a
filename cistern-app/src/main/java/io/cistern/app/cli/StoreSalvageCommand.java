package io.cistern.app.cli;

import io.cistern.metricstore.OfflineStore;
import io.cistern.metricstore.SalvageReport;
import java.io.IOException;
import java.io.PrintWriter;
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
    versionProvider = Main.VersionText.class,
    description = {
      "Makes a new store of everything in a damaged one that still checks out. The damaged one is",
      "not changed."
    },
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
}
