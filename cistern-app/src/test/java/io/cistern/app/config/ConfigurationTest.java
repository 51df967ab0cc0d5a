package io.cistern.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
  private static final Path DOCS = Path.of("..", "docs", "configuration.md");

  @TempDir private Path directory;

  private Path file(String yaml) throws IOException {
    return Files.writeString(directory.resolve("cistern.yaml"), yaml);
  }

  private Configuration load(String yaml) throws Exception {
    return Configuration.load(file(yaml), Map.of(), Map.of());
  }

  @Nested
  class File {
    @Test
    void fillsTheRecords() throws Exception {
      var config =
          load("""
          # a comment
          sflow:
            listen: 127.0.0.1:7000
            shards: 3
          http:
            allowHosts: [cistern.example, other.example]
          data: /var/lib/cistern
          interval: 1m
          retention: {rows: 30d, size: 50G}
          """)
              .config();
      assertThat(config.sflow().listen().getPort()).isEqualTo(7000);
      assertThat(config.sflow().shards()).isEqualTo(3);
      assertThat(config.http().allowHosts()).containsExactly("cistern.example", "other.example");
      assertThat(config.data()).isEqualTo(Path.of("/var/lib/cistern"));
      assertThat(config.interval()).isEqualTo(Duration.ofMinutes(1));
      assertThat(config.retention().rows()).isEqualTo(Duration.ofDays(30));
      assertThat(config.retention().size()).isEqualTo(new ByteSize(50L << 30));
      assertThat(config.http().listen()).isEqualTo(Config.DEFAULTS.http().listen());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            ''                       | ''
            # only a comment         | ''
            sflow: {lisen: a}        | 1:9: unknown key sflow.lisen; the nearest is sflow.listen
            dta: x                   | 1:1: unknown key dta; the nearest is data
            interval: 10             | 1:11: interval: not a duration such as 10s
            interval: 2h             | 1:11: interval: not within 1s to 1h: 2h
            sflow: {shards: 99}      | 1:17: sflow.shards: not within 0 to 64: 99
            sflow: {queue: 3M}       | 1:16: sflow.queue: not a power of two such as 16M: 3M
            sflow: 7                 | 1:8: sflow: expected keys: listen, receiveBuffer
            http: {listen: 8080}     | 1:16: http.listen: not HOST:PORT
            http: {listen: [a, b]}   | 1:16: http.listen: expected one value (host:port)
            http: {allowHosts: {}}   | 1:20: http.allowHosts: expected a list of values
            data:                    | 1:6: data: expected one value (path)
            - a                      | 1:1: expected keys with values
            'data: [a'               | not YAML
            """)
    void isRefusedWithItsPlace(String yaml, String message) throws Exception {
      if (message.isEmpty()) {
        assertThat(load(yaml).config()).isNotNull();
      } else {
        assertThatThrownBy(() -> load(yaml))
            .isInstanceOf(ConfigException.class)
            .hasMessageStartingWith(directory.resolve("cistern.yaml") + ":")
            .hasMessageContaining(message);
      }
    }

    @Test
    void hasNoKeyTwice() {
      assertThatThrownBy(() -> load("data: a\ninterval: 5s\ndata: b\n"))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining(":3:1: ");
    }

    @Test
    void inTheDocumentationIsTheDefault() throws Exception {
      String text = ConfigurationDocs.text();
      String yaml = text.substring(text.indexOf("```yaml\n") + 8, text.indexOf("```\n\n##"));
      assertThat(load(yaml).config()).isEqualTo(Config.DEFAULTS);
    }
  }

  @Nested
  class Rank {
    @Test
    void isCommandLineThenEnvironmentThenFile() throws Exception {
      Path file = file("interval: 1m\ndata: a\nhttp: {listen: '127.0.0.1:1'}\n");
      var environment =
          Map.of("CISTERN_DATA", "b", "CISTERN_HTTP_LISTEN", "127.0.0.1:2", "CISTERN_OTHER", "x");
      var options = Map.of("--http-listen", "127.0.0.1:3", "--keep", "5d");
      Config config = Configuration.load(file, environment, options).config();
      assertThat(config.interval()).isEqualTo(Duration.ofMinutes(1));
      assertThat(config.data()).isEqualTo(Path.of("b"));
      assertThat(config.http().listen().getPort()).isEqualTo(3);
      assertThat(config.retention().rows()).isEqualTo(Duration.ofDays(5));
    }

    @Test
    void ofAMistakeIsItsOwnOrigin() {
      var environment = Map.of("CISTERN_INTERVAL", "soon");
      assertThatThrownBy(() -> Configuration.load(file(""), environment, Map.of()))
          .hasMessageStartingWith("CISTERN_INTERVAL: interval: not a duration");
      assertThatThrownBy(
              () -> Configuration.load(file(""), Map.of(), Map.of("--sflow-shards", "-1")))
          .hasMessageStartingWith("--sflow-shards: sflow.shards: not within 0 to 64: -1");
    }

    @Test
    void ofAListTakesCommas() throws Exception {
      var environment = Map.of("CISTERN_HTTP_ALLOW_HOSTS", "a.example, b.example");
      Config config = Configuration.load(file(""), environment, Map.of()).config();
      assertThat(config.http().allowHosts()).containsExactly("a.example", "b.example");
    }
  }

  @Nested
  class Printed {
    @Test
    void isReadAgainAndSaysWhereFrom() throws Exception {
      Path file = file("sflow: {shards: 2}\n");
      var options = Map.of("--http-allow-hosts", "a.example,b.example", "--data", "my data: x");
      Configuration first = Configuration.load(file, Map.of("CISTERN_INTERVAL", "90s"), options);
      String yaml = first.toYaml();
      assertThat(yaml)
          .containsPattern("shards: 2 +# .*cistern.yaml:1:17")
          .containsPattern("interval: 90s +# CISTERN_INTERVAL")
          .containsPattern("data: 'my data: x' +# --data")
          .containsPattern("listen: 127.0.0.1:8080 +# default");
      assertThat(load(yaml).config()).isEqualTo(first.config());
    }
  }

  @Nested
  class Settings {
    @Test
    void haveNamesOfTheirOwn() {
      var names = new HashSet<String>();
      for (Setting setting : Configuration.settings()) {
        assertThat(names.add(setting.option())).as(setting.option()).isTrue();
        assertThat(names.add(setting.variable())).as(setting.variable()).isTrue();
        assertThat(setting.key().option().isEmpty() || names.add(setting.key().option())).isTrue();
      }
    }

    /// With `-Dcistern.write-docs=true` it writes the file.
    @Test
    void areDocumented() throws IOException {
      if (Boolean.getBoolean("cistern.write-docs")) {
        Files.writeString(DOCS, ConfigurationDocs.text());
      }
      assertThat(Files.readString(DOCS)).isEqualTo(ConfigurationDocs.text());
    }
  }
}
