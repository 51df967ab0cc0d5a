package io.cistern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.metricstore.Retention;
import java.nio.file.Path;
import java.time.Duration;
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
                "--keep", "30d", "--keep-5m=26h", "--keep-1h", "90m", "--keep-bytes=5000000000"))
        .isEqualTo(
            new Retention(
                Duration.ofDays(30), Duration.ofHours(26), Duration.ofMinutes(90), 5_000_000_000L));
    assertThat(retention("--keep-5m", "3d"))
        .isEqualTo(new Retention(Duration.ZERO, Duration.ofDays(3), Duration.ZERO, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1k, 1024",
    "3M, 3145728",
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
}
