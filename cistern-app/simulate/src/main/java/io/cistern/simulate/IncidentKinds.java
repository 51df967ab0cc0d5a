package io.cistern.simulate;

import java.time.Duration;

/// What can go wrong; [Incident.Builder] says what each is.
final class IncidentKinds {
  private IncidentKinds() {}

  record SaturatedPort(int device, int port, Duration begin, Duration length) implements Incident {}

  record DeadLink(int device, int port, Duration begin, Duration length) implements Incident {}

  record SilentDevice(int device, Duration begin, Duration length) implements Incident {}

  record Restart(int device, Duration begin) implements Incident {
    @Override
    public Duration length() {
      return Duration.ZERO;
    }
  }

  record Renumbering(int device, Duration begin) implements Incident {
    @Override
    public Duration length() {
      return Duration.ZERO;
    }
  }

  record Scan(
      boolean isVertical, int targets, double packetsPerSecond, Duration begin, Duration length)
      implements Incident {}

  record Flood(int sources, double packetsPerSecond, Duration begin, Duration length)
      implements Incident {}

  record Discards(int device, int port, double packetsPerSecond, Duration begin, Duration length)
      implements Incident {}
}
