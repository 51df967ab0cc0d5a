package io.cistern.app.config;

import io.cistern.flowtrack.IpNetwork;
import io.cistern.flowtrack.ScanOptions;
import java.time.Duration;
import java.util.List;

/// When fan-out is a scan, and whose never is.
public record ScanConfig(
    @Key("Hosts or ports that a source from outside has to try within the window.") int threshold,
    @Key("The same for a source inside, and for UDP from anywhere.") int thresholdInside,
    @Key("Your own networks.") List<IpNetwork> inside,
    @Key("Your own scanners, pollers and health checkers: never reported.") List<IpNetwork> allow,
    @Key("The time within which they have to be tried, at least 6s.") Duration window,
    @Key("The same for slow scans; 0s: look for none.") Duration slowWindow) {

  private static final int MOST = 65_536;
  private static final Duration LEAST_WINDOW = Duration.ofSeconds(6);

  /// What the library takes for a scan.
  static final ScanConfig DEFAULTS = of(ScanOptions.defaults());

  /// Checks the bounds.
  public ScanConfig {
    Range.check("threshold", threshold, 2, MOST, n -> n);
    Range.check("thresholdInside", thresholdInside, 2, MOST, n -> n);
    inside = List.copyOf(inside);
    allow = List.copyOf(allow);
    if (window.compareTo(LEAST_WINDOW) < 0) {
      throw new RefusedValueException("window", "below 6s: " + ValueType.text(window));
    }
    if (!slowWindow.isZero() && slowWindow.compareTo(window) < 0) {
      throw new RefusedValueException(
          "slowWindow", "shorter than window: " + ValueType.text(slowWindow));
    }
  }

  private static ScanConfig of(ScanOptions options) {
    return new ScanConfig(
        options.outsideThreshold(),
        options.insideThreshold(),
        options.inside(),
        options.allowed(),
        options.window(),
        options.slowWindow());
  }

  ScanOptions toOptions() {
    return ScanOptions.builder()
        .outsideThreshold(threshold)
        .insideThreshold(thresholdInside)
        .window(window)
        .slowWindow(slowWindow)
        .inside(inside)
        .allowed(allow)
        .build();
  }
}
