package io.cistern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.app.CollectorOptions;
import io.cistern.app.config.ConfigException;
import io.cistern.flowtrack.ScanOptions;
import io.cistern.metricstore.Retention;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The options of `run` and `check-config` that stand for settings.
class ConfigOptionsTest {
  private static CollectorOptions options(String... arguments) throws ConfigException, IOException {
    var main = Main.commandLine();
    main.parseArgs(Stream.concat(Stream.of("run"), Stream.of(arguments)).toArray(String[]::new));
    return ConfigOptions.load(main.getSubcommands().get("run").getCommandSpec())
        .config()
        .collectorOptions(InstantSource.system());
  }

  @Nested
  class Kept {
    @Test
    void isEverythingUnlessToldOtherwise() throws Exception {
      assertThat(options().retention()).isEqualTo(Retention.FOREVER);
    }

    @Test
    void isEachTierAsLongAsTold() throws Exception {
      assertThat(
              options(
                      "--keep",
                      "90m",
                      "--keep-5m=26h",
                      "--keep-1h",
                      "30d",
                      "--keep-bytes=5000000000")
                  .retention())
          .isEqualTo(
              Retention.builder()
                  .raw(Duration.ofMinutes(90))
                  .minutes5(Duration.ofHours(26))
                  .hours1(Duration.ofDays(30))
                  .bytes(5_000_000_000L)
                  .build());
      assertThat(options("--retention-rows", "3d").retention())
          .isEqualTo(Retention.builder().raw(Duration.ofDays(3)).build());
    }

    @ParameterizedTest
    @CsvSource({
      "16M, 16777216",
      "16384k, 16777216",
      "50G, 53687091200",
      "8388607T, 9223370937343148032",
      "9223372036854775807, 9223372036854775807"
    })
    void areAsManyBytesAsTold(String text, long bytes) throws Exception {
      assertThat(options("--keep-bytes", text).retention().bytes()).isEqualTo(bytes);
    }
  }

  @Nested
  class Scans {
    @Test
    void areThoseOfTheLibraryUnlessToldOtherwise() throws Exception {
      assertThat(options().scans()).isEqualTo(ScanOptions.defaults());
    }

    @Test
    void takeThresholdsWindowsAndNetworks() throws Exception {
      var scans =
          options(
                  "--scan-threshold=5",
                  "--scan-threshold-inside=50",
                  "--scan-window=30s",
                  "--scan-slow-window=0s",
                  "--scan-inside=192.0.2.0/24,2001:db8::/32",
                  "--scan-allow=198.51.100.7,203.0.113.0/28")
              .scans();
      assertThat(scans.outsideThreshold()).isEqualTo(5);
      assertThat(scans.insideThreshold()).isEqualTo(50);
      assertThat(scans.window()).isEqualTo(Duration.ofSeconds(30));
      assertThat(scans.slowWindow()).isZero();
      assertThat(scans.inside())
          .extracting(Object::toString)
          .containsExactly("192.0.2.0/24", "2001:db8::/32");
      assertThat(scans.allowed())
          .extracting(Object::toString)
          .containsExactly("198.51.100.7/32", "203.0.113.0/28");
    }
  }

  @Nested
  class WrongUse {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "--keep=30 | --keep: retention.rows: not a duration such as 10s, 5m, 1h or 30d: 30",
          "--keep-5m=forever | --keep-5m: retention.rollups5m: not a duration",
          "--keep=0d | --keep: retention.rows: 0s is less than 1h",
          "--keep=59m | 59m is less than 1h",
          "--keep-5m=0s | --keep-5m: retention.rollups5m: 0s is less than 1h",
          "--keep-1h=30m | 30m is less than 1h",
          "--keep=30d --keep-5m=3d | 3d is less than that of rows (30d)",
          "--keep=30d --keep-1h=3d | 3d is less than that of rows (30d)",
          "--keep=1d --keep-5m=9d --keep-1h=5d | 5d is less than that of rollups5m (9d)",
          "--keep=1d --keep-1h=5d | 5d is less than that of rollups5m (for good)",
          "--keep-5m=3d | 3d is less than that of rows (for good)",
          "--keep-bytes=10 | 10 is less than 16M",
          "--keep-bytes=0 | 0 is less than 16M",
          "--keep-bytes=10g | not a number of bytes such as 5000000, 500M or 2T: 10g",
          "--keep-bytes=8388608T | not a number of bytes",
          "--keep-bytes=-1 | not a number of bytes",
          "--interval=0s | --interval: interval: not within 1s to 1h: 0s",
          "--sflow-listen=0.0.0.0:65536 | --sflow-listen: sflow.listen: not HOST:PORT",
          "--sflow-listen=0.0.0.0:-1 | not HOST:PORT",
          "--http-listen=127.0.0.1 | not HOST:PORT",
          "--scan-threshold=1 | --scan-threshold: scan.threshold: not within 2 to 65536: 1",
          "--scan-threshold-inside=0 | not within 2 to 65536: 0",
          "--scan-window=5s | below 6s: 5s",
          "--scan-slow-window=30s | shorter than window: 30s",
          "--scan-allow=10.0.0.0/33 | not a prefix such as 10.0.0.0/8",
          "--scan-allow=10.0.0.0/x | not a prefix such as",
          "--scan-inside=nonsense | nonsense"
        })
    void saysTheOptionTheValueAndTheLimit(String arguments, String message) {
      assertThatThrownBy(() -> options(arguments.split(" ")))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining(message);
    }
  }

  @Nested
  class CheckConfig {
    @TempDir private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
      return Main.commandLine()
          .setOut(new PrintWriter(out))
          .setErr(new PrintWriter(err))
          .execute(arguments);
    }

    @Test
    void printsWhatHoldsAndWhereItComesFrom() throws Exception {
      Path file = Files.writeString(directory.resolve("c.yaml"), "retention:\n  rows: 30d\n");
      assertThat(run("check-config", "--config", file.toString(), "--data", "/srv/x")).isZero();
      assertThat(out.toString())
          .containsPattern("data: /srv/x +# --data")
          .containsPattern("rows: 30d +# .*c.yaml:2:9");
    }

    @Test
    void saysWhatIsWrongWithLineAndColumn() throws Exception {
      Path file = Files.writeString(directory.resolve("c.yaml"), "sflow:\n  lissen: x\n");
      assertThat(run("check-config", "--config", file.toString())).isEqualTo(2);
      assertThat(err.toString())
          .isEqualTo(
              "cistern: "
                  + file
                  + ":2:3: unknown key sflow.lissen; the nearest is sflow.listen"
                  + " (known: listen, receiveBuffer, shards, queue)"
                  + System.lineSeparator());
    }

    @Test
    void saysWhichFileIsMissing() {
      Path file = directory.resolve("none.yaml");
      assertThat(run("check-config", "--config", file.toString())).isEqualTo(1);
      assertThat(err.toString()).contains(file.toString()).contains("no such file");
    }
  }
}
