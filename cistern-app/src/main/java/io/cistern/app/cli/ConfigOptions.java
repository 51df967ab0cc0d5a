package io.cistern.app.cli;

import io.cistern.app.config.ConfigException;
import io.cistern.app.config.Configuration;
import io.cistern.app.config.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The options of a command that takes the configuration: `--config`, and one for each setting.
final class ConfigOptions {
  private static final String MIXIN = "configuration";

  private ConfigOptions() {}

  /// Gives a command these options.
  static void addTo(CommandSpec command) {
    CommandSpec options = CommandSpec.create();
    options.addOption(
        OptionSpec.builder("--config")
            .paramLabel("FILE")
            .type(Path.class)
            .description(
                "The configuration (YAML). Default: "
                    + Configuration.DEFAULT_FILE
                    + ", if it exists.")
            .build());
    Configuration.settings().forEach(setting -> options.addOption(option(setting)));
    command.addMixin(MIXIN, options);
  }

  private static OptionSpec option(Setting setting) {
    String known = setting.key().option();
    String[] names =
        known.isEmpty() ? new String[] {setting.option()} : new String[] {known, setting.option()};
    String value = setting.defaultText();
    String text = setting.key().value() + (value.isEmpty() ? "" : " Default: " + value + ".");
    return OptionSpec.builder(names)
        .paramLabel(
            setting.type().form().toUpperCase(Locale.ROOT) + (setting.isList() ? ",..." : ""))
        .type(String.class)
        .description(text.replace("%", "%%"))
        .build();
  }

  /// The configuration by file, environment and what was given to these options.
  ///
  /// @throws ConfigException if it cannot be used
  /// @throws IOException if the file cannot be read
  static Configuration load(CommandSpec command) throws ConfigException, IOException {
    Map<String, String> given = new HashMap<>();
    for (Setting setting : Configuration.settings()) {
      String value = command.findOption(setting.option()).getValue();
      if (value != null) {
        given.put(asWritten(command, setting), value);
      }
    }
    return Configuration.load(command.findOption("--config").getValue(), System.getenv(), given);
  }

  /// The option as the user wrote it, so that messages have his word for it.
  private static String asWritten(CommandSpec command, Setting setting) {
    String known = setting.key().option();
    boolean isKnown =
        !known.isEmpty()
            && command.commandLine().getParseResult().originalArgs().stream()
                .anyMatch(word -> word.equals(known) || word.startsWith(known + "="));
    return isKnown ? known : setting.option();
  }
}
