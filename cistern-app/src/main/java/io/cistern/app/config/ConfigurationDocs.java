package io.cistern.app.config;

import java.util.Locale;

/// Writes `docs/configuration.md` from the declarations.
final class ConfigurationDocs {
  private static final String HEAD =
      """
      # Configuration

      Made from the declarations of the keys: do not edit it by hand.

      Cistern runs without any configuration. What is to differ stands in a YAML file, which is
      named by `--config FILE` and otherwise read from `/etc/cistern/cistern.yaml`, if that exists.
      A variable of the environment counts more than the file, an option of the command line more
      than both. A key that is unknown, or a value that cannot be used, stops the start with file,
      line and column, and what was expected. `cistern check-config` prints what holds, and where it
      comes from, without starting anything.

      An example with every key at its default:

      ```yaml
      """;

  private ConfigurationDocs() {}

  static String text() {
    var text = new StringBuilder(HEAD);
    text.append(EffectiveYaml.text(Config.DEFAULTS, null)).append("```\n");
    for (Setting setting : Configuration.settings()) {
      text.append('\n').append(section(setting));
    }
    text.append(
        """

        ## How values are written

        | kind | form |
        |---|---|
        | duration | a whole number and `s`, `m`, `h` or `d`: `10s`, `30d` |
        | bytes | a whole number, and `k`, `M`, `G` or `T` for powers of 1024: `500M` |
        | host:port | an IPv6 address in brackets: `[::1]:8080` |
        | list | in YAML's way; in a variable or an option with commas between |
        """);
    return text.toString();
  }

  private static String section(Setting setting) {
    String kind = setting.isList() ? "list of " + setting.type().form() : setting.type().form();
    String known = setting.key().option();
    String options = "`" + setting.option() + "`" + (known.isEmpty() ? "" : " or `" + known + "`");
    String value = setting.defaultText();
    return String.format(
        Locale.ROOT,
        """
        ## %s

        %s

        Kind: %s. Default: %s. Variable: `%s`. Option: %s.
        """,
        setting.name(),
        setting.key().value(),
        kind,
        value.isEmpty() ? "none" : value,
        setting.variable(),
        options);
  }
}
