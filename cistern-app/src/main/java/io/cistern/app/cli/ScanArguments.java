package io.cistern.app.cli;

import io.cistern.flowtrack.IpNetwork;
import io.cistern.flowtrack.ScanOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `run` that say what a scan is.
final class ScanArguments {
  @Option(
      names = "--scan-threshold",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Hosts or ports that a source from outside has to try within the window. Default:"
              + " ${DEFAULT-VALUE}.")
  private int outside = 20;

  @Option(
      names = "--scan-threshold-inside",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "The same for a source inside, and for UDP from anywhere. Default: ${DEFAULT-VALUE}.")
  private int inside = 100;

  @Option(
      names = "--scan-inside",
      paramLabel = "PREFIX",
      split = ",",
      converter = PrefixText.class,
      description = "Your own networks. Default: the private ones of RFC 1918 and fc00::/7.")
  private @Nullable List<IpNetwork> networks;

  @Option(
      names = "--scan-allow",
      paramLabel = "PREFIX",
      split = ",",
      converter = PrefixText.class,
      description = "Your own scanners, pollers and health checkers: never reported.")
  private List<IpNetwork> allowed = List.of();

  @Option(
      names = "--scan-window",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "60s",
      description = "The time within which they have to be tried. Default: ${DEFAULT-VALUE}.")
  private Duration window = Duration.ofSeconds(60);

  @Option(
      names = "--scan-slow-window",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "15m",
      description = "The same for slow scans; 0s: look for none. Default: ${DEFAULT-VALUE}.")
  private Duration slow = Duration.ofMinutes(15);

  /// What the flow trackers are told.
  ///
  /// @throws IllegalArgumentException naming the option that is out of range
  ScanOptions options() {
    atLeast("--scan-threshold", outside);
    atLeast("--scan-threshold-inside", inside);
    if (window.compareTo(Duration.ofSeconds(6)) < 0) {
      throw new IllegalArgumentException("--scan-window below 6s: " + window.toSeconds() + "s");
    }
    if (!slow.isZero() && slow.compareTo(window) < 0) {
      throw new IllegalArgumentException(
          "--scan-slow-window shorter than --scan-window: " + slow.toSeconds() + "s");
    }
    ScanOptions options =
        ScanOptions.defaults()
            .withThresholds(outside, inside)
            .withWindows(window, slow)
            .withAllowed(allowed);
    List<IpNetwork> own = networks;
    return own == null ? options : options.withInside(own);
  }

  private static void atLeast(String option, int value) {
    if (value < 2) {
      throw new IllegalArgumentException(option + " below 2: " + value);
    }
  }
}
