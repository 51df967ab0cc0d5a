package io.cistern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.flowtrack.ScanOptions;
import io.cistern.metricstore.Retention;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class RunCommandTest {
  private static Retention retention(String... arguments) {
    var command = new RunCommand();
    new CommandLine(command).parseArgs(arguments);
    return command.options(Path.of("data")).retention();
  }

  @Test
  void keepsEverythingUnlessToldOtherwise() {
    assertThat(retention()).isEqualTo(Retention.FOREVER);
  }

  @Test
  void keepsEachTierAsLongAsTold() {
    assertThat(
            retention(
                "--keep", "90m", "--keep-5m=26h", "--keep-1h", "30d", "--keep-bytes=5000000000"))
        .isEqualTo(
            new Retention(
                Duration.ofMinutes(90), Duration.ofHours(26), Duration.ofDays(30), 5_000_000_000L));
    assertThat(retention("--keep", "3d"))
        .isEqualTo(new Retention(Duration.ofDays(3), Duration.ZERO, Duration.ZERO, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--keep=0d | --keep: 0d is less than 1h",
        "--keep=59m | --keep: 3540s is less than 1h",
        "--keep-5m=0s | --keep-5m: 0d is less than 1h",
        "--keep-1h=30m | --keep-1h: 1800s is less than 1h",
        "--keep=30d --keep-5m=3d | --keep-5m=3d is less than --keep (30d)",
        "--keep=30d --keep-1h=3d | --keep-1h=3d is less than --keep (30d)",
        "--keep=1d --keep-5m=9d --keep-1h=5d | --keep-1h=5d is less than --keep-5m (9d)",
        "--keep=1d --keep-1h=5d | --keep-1h=5d is less than --keep-5m (for good)",
        "--keep-5m=3d | --keep-5m=3d is less than --keep (for good)",
        "--keep-bytes=10 | --keep-bytes: 10 is less than 16M",
        "--keep-bytes=0 | --keep-bytes: 0 is less than 16M",
        "--interval=0s | interval",
        "--sflow-listen=0.0.0.0:65536 | not HOST:PORT",
        "--sflow-listen=0.0.0.0:-1 | not HOST:PORT",
        "--http-listen=127.0.0.1 | not HOST:PORT"
      })
  void whatCannotBeMeantIsWrongUseAndSaysTheOptionAndTheLimit(String options, String message) {
    assertThatThrownBy(() -> retention(options.split(" ")))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "16M, 16777216",
    "16384k, 16777216",
    "50G, 53687091200",
    "8388607T, 9223370937343148032",
    "9223372036854775807, 9223372036854775807"
  })
  void keepsAsManyBytesAsTold(String text, long bytes) {
    assertThat(retention("--keep-bytes", text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "--keep, 30, not a duration such as 10s",
    "--keep-5m, forever, not a duration such as 10s",
    "--keep-1h, -1h, not a duration such as 10s",
    "--keep-bytes, 10g, not a number of bytes such as",
    "--keep-bytes, 1.5G, not a number of bytes such as",
    "--keep-bytes, 8388608T, not a number of bytes such as",
    "--keep-bytes, -1, not a number of bytes such as"
  })
  void saysWhichValueIsWrong(String option, String value, String message) {
    assertThatThrownBy(() -> retention(option + "=" + value))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(value);
  }

  @Nested
  class Scans {
    private static ScanOptions scans(String... arguments) {
      var command = new RunCommand();
      new CommandLine(command).parseArgs(arguments);
      return command.options(Path.of("data")).scans();
    }

    @Test
    void areThoseOfTheLibraryUnlessToldOtherwise() {
      assertThat(scans()).isEqualTo(ScanOptions.defaults());
    }

    @Test
    void takeThresholdsWindowsAndNetworks() {
      var options =
          scans(
              "--scan-threshold=5",
              "--scan-threshold-inside=50",
              "--scan-window=30s",
              "--scan-slow-window=0s",
              "--scan-inside=192.0.2.0/24,2001:db8::/32",
              "--scan-allow=198.51.100.7",
              "--scan-allow=203.0.113.0/28");
      assertThat(options.outsideThreshold()).isEqualTo(5);
      assertThat(options.insideThreshold()).isEqualTo(50);
      assertThat(options.window()).isEqualTo(Duration.ofSeconds(30));
      assertThat(options.slowWindow()).isZero();
      assertThat(options.inside())
          .extracting(Object::toString)
          .containsExactly("192.0.2.0/24", "2001:db8::/32");
      assertThat(options.allowed())
          .extracting(Object::toString)
          .containsExactly("198.51.100.7/32", "203.0.113.0/28");
    }

    @ParameterizedTest
    @CsvSource({
      "--scan-threshold=1, --scan-threshold below 2: 1",
      "--scan-threshold-inside=0, --scan-threshold-inside below 2: 0",
      "--scan-window=5s, --scan-window below 6s: 5s",
      "--scan-slow-window=30s, --scan-slow-window shorter than --scan-window: 30s",
      "--scan-allow=10.0.0.0/33, 10.0.0.0/33",
      "--scan-allow=10.0.0.0/x, not a prefix such as",
      "--scan-inside=nonsense, nonsense"
    })
    void sayWhichValueIsWrong(String argument, String message) {
      assertThatThrownBy(() -> scans(argument))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining(message);
    }
  }
}
