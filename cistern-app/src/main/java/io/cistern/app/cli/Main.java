package io.cistern.app.cli;

import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The program's entry point, and the command above all commands.
@Command(
    name = "cistern",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Collects sFlow: counters, flows and scans, live and stored.",
    footer = {
      "",
      "Without a command the collector runs. Exit codes: 0 done, 1 failed, 2 wrong use, 3 written"
          + " by"
          + " a later version."
    },
    subcommands = {
      RunCommand.class,
      DecodeCommand.class,
      ReplayCommand.class,
      SimulateCommand.class,
      CheckConfigCommand.class,
      StoreCommand.class
    })
public final class Main implements Runnable {
  /// The commands that take a configuration.
  private static final Set<String> CONFIGURED = Set.of("run", "check-config");

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /// Runs one command line.
  ///
  /// @return the exit code
  static int execute(String... arguments) {
    return commandLine().execute(withDefaultCommand(arguments));
  }

  static CommandLine commandLine() {
    var main = new CommandLine(new Main());
    main.getSubcommands()
        .forEach((name, command) -> {
          if (CONFIGURED.contains(name)) {
            ConfigOptions.addTo(command.getCommandSpec());
          }
        });
    return main.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, line, _) -> {
          line.getErr().println("cistern: " + Printable.text(Failure.message(e)));
          return Failure.exitCode(e);
        });
  }

  private static String[] withDefaultCommand(String[] arguments) {
    boolean isRun =
        arguments.length == 0
            || (arguments[0].startsWith("-") && !arguments[0].matches("-h|--help|-V|--version"));
    if (!isRun) {
      return arguments;
    }
    String[] all = new String[arguments.length + 1];
    all[0] = "run";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return all;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
