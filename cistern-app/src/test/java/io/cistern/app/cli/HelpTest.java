package io.cistern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// What `--help` prints is what is written, to the last word.
class HelpTest {
  static Stream<CommandLine> commands() {
    return all(Main.commandLine()).stream();
  }

  private static List<CommandLine> all(CommandLine above) {
    var found = new ArrayList<CommandLine>(List.of(above));
    above.getSubcommands().values().forEach(below -> found.addAll(all(below)));
    return found;
  }

  /// The help has all of it but the values of variables, wherever lines are broken.
  private static void assertHolds(String help, String... texts) {
    for (String text : texts) {
      for (String part : text.split("\\$\\{[^}]*}")) {
        assertThat(squeezed(help)).contains(squeezed(part.replace("%n", "").replace("%%", "%")));
      }
    }
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void textsAreWhole(CommandLine command) {
    String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
    assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    var spec = command.getCommandSpec();
    var usage = spec.usageMessage();
    assertHolds(help, usage.header());
    assertHolds(help, usage.description());
    assertHolds(help, usage.footer());
    spec.options().forEach(option -> assertHolds(help, option.description()));
    spec.positionalParameters().forEach(parameter -> assertHolds(help, parameter.description()));
  }

  /// The list of commands says of each its header or, without one, the whole of its description.
  @ParameterizedTest
  @MethodSource("commands")
  void commandsAreDescribedInWholeSentences(CommandLine command) {
    String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
    command
        .getSubcommands()
        .values()
        .forEach(below -> {
          var usage = below.getCommandSpec().usageMessage();
          String[] said = usage.header().length > 0 ? usage.header() : usage.description();
          assertThat(said).isNotEmpty();
          assertHolds(help, said);
        });
  }
}
