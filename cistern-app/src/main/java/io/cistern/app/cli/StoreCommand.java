package io.cistern.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cistern store`: looks into a data directory that no collector has open.
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Looks into a data directory while no collector has it open.",
    subcommands = {
      StoreVerifyCommand.class,
      StoreDumpCommand.class,
      StoreStatsCommand.class,
      StoreSalvageCommand.class
    })
final class StoreCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: verify, dump, stats or salvage");
  }
}
