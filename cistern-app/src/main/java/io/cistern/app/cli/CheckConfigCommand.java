package io.cistern.app.cli;

import io.cistern.app.config.ConfigException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `cistern check-config`: what the collector would be told, without starting it.
@Command(
    name = "check-config",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description =
        "Prints the configuration that would hold, each value with where it comes from, or what is"
            + " wrong with it and where.")
final class CheckConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    spec.commandLine().getOut().print(ConfigOptions.load(spec).toYaml());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
