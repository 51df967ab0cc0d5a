package io.cistern.app.cli;

import io.cistern.metricstore.OfflineStore;
import io.cistern.metricstore.StoreReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cistern store verify`: reads every file to the last value.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    header = "Reads every file of a store to the last value and says what is wrong.",
    description =
        "Every checksum, the order of keys and times, and whether every row and chunk decodes; also"
            + " of what the collector set aside as damaged. Nothing is changed.",
    footer = {
      "",
      "One line for each finding, with its file. Exit code 1 if there is any: what is damaged is"
          + " left out of answers, the rest answers; `store salvage` makes a store of the rest."
          + " Exit code 3 if nothing is damaged and something is of a later format: the version"
          + " that wrote it reads it."
    })
final class StoreVerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The data directory.")
  private Path directory = Path.of("");

  @Override
  public Integer call() throws IOException {
    StoreReport report = OfflineStore.inspect(directory);
    PrintWriter out = spec.commandLine().getOut();
    long rows = 0;
    for (StoreReport.FileReport file : report.files()) {
      rows += file.rows();
      for (String finding : file.findings()) {
        out.println(Printable.text(directory.relativize(file.file()) + ": " + finding));
      }
    }
    out.printf(
        Locale.ROOT,
        "%s: %d files, %d entities, %d rows%n",
        report.isSound() ? "sound" : report.isDamaged() ? "damaged" : "of a later format",
        report.files().size(),
        report.entities(),
        rows);
    out.flush();
    return report.isSound() ? 0 : report.isDamaged() ? 1 : Failure.LATER_FORMAT;
  }
}
