package io.cistern.app.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a configuration as YAML that can be read again.
final class EffectiveYaml {
  private static final int COMMENT_COLUMN = 44;

  private EffectiveYaml() {}

  /// @param written tells where each value was written; null leaves that out
  static String text(Config config, ConfigNode.@Nullable Entries written) {
    var text = new StringBuilder();
    List<String> above = List.of();
    for (Setting setting : Setting.of(config)) {
      List<String> path = setting.path();
      List<String> group = path.subList(0, path.size() - 1);
      if (!group.isEmpty() && !group.equals(above)) {
        text.append(String.join(".", group)).append(":\n");
      }
      above = group;
      String line = line(setting, group.size());
      text.append(line);
      if (written != null) {
        text.append(" ".repeat(Math.max(1, COMMENT_COLUMN - line.length())))
            .append("# ")
            .append(origin(written, path));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String line(Setting setting, int depth) {
    Object value = setting.defaultValue();
    String key = "  ".repeat(depth) + (value == null ? "# " : "") + setting.path().getLast();
    return key + ": " + (value == null ? setting.defaultText() : quoted(setting.text(value)));
  }

  /// What YAML could take for something else stands in quotes.
  private static String quoted(String value) {
    boolean isPlain = value.matches("[A-Za-z0-9./_~-][A-Za-z0-9./:_~-]*") || value.startsWith("[");
    return isPlain ? value : "'" + value.replace("'", "''") + "'";
  }

  private static Origin origin(ConfigNode.Entries written, List<String> path) {
    return written.at(path).map(ConfigNode::origin).orElse(Origin.DEFAULT);
  }
}
