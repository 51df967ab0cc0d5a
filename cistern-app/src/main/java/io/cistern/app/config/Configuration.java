package io.cistern.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The effective configuration, and where each of its values was written: the command line above
/// the environment above the file above the defaults.
public final class Configuration {
  /// The file that is read where none is named, if it exists.
  public static final Path DEFAULT_FILE = Path.of("/etc/cistern/cistern.yaml");

  private static final List<Setting> SETTINGS = Setting.of(Config.DEFAULTS);

  private final Config config;
  private final ConfigNode.Entries written;

  private Configuration(Config config, ConfigNode.Entries written) {
    this.config = config;
    this.written = written;
  }

  /// Every setting there is, in the order of their declaration.
  public static List<Setting> settings() {
    return SETTINGS;
  }

  /// Reads the file and lays environment and command line over it.
  ///
  /// @param file null: the default one, if it exists
  /// @param environment all its variables
  /// @param options values by the option that the user wrote, as `--http-listen`
  /// @throws ConfigException if a key is unknown or a value cannot be used
  /// @throws IOException if the file cannot be read
  public static Configuration load(
      @Nullable Path file, Map<String, String> environment, Map<String, String> options)
      throws ConfigException, IOException {
    ConfigNode.Entries all = ConfigNode.Entries.NONE;
    if (file != null || Files.exists(DEFAULT_FILE)) {
      Path read = file == null ? DEFAULT_FILE : file;
      all = YamlReader.read(read.toString(), Files.readString(read));
      RecordBinder.bind(Config.DEFAULTS, all, List.of()); // mistakes of the file are the file's
    }
    for (Setting setting : SETTINGS) {
      String variable = environment.get(setting.variable());
      if (variable != null) {
        all = with(all, setting, variable, setting.variable());
      }
      for (String option : List.of(setting.option(), setting.key().option())) {
        String value = options.get(option);
        if (value != null) {
          all = with(all, setting, value, option);
        }
      }
    }
    return new Configuration(RecordBinder.bind(Config.DEFAULTS, all, List.of()), all);
  }

  private static ConfigNode.Entries with(
      ConfigNode.Entries all, Setting setting, String text, String origin) {
    return all.with(setting.path(), new ConfigNode.Scalar(text, new Origin(origin)));
  }

  /// The values.
  public Config config() {
    return config;
  }

  /// Whether a setting was written anywhere.
  ///
  /// @param name as `http.listen`
  public boolean isWritten(String name) {
    return written.at(List.of(name.split("\\."))).isPresent();
  }

  /// The effective configuration as YAML that can be read again, each value with its origin.
  /// Secrets are masked.
  public String toYaml() {
    return EffectiveYaml.text(config, written);
  }
}
