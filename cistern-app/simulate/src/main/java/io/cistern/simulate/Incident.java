package io.cistern.simulate;

import java.time.Duration;

/// Something that goes wrong at a site for a while. Devices and ports count from 1; a port's number
/// is its first ifIndex.
public sealed interface Incident {
  /// When it begins, after the start of the simulation.
  Duration begin();

  /// How long it lasts; to the end of the simulation where it cannot end.
  Duration length();

  /// One pair of hosts fills a port in both senses of the word: its traffic alone takes 97 % of the
  /// line, and the port discards some of it.
  record SaturatedPort(int device, int port, Duration begin, Duration length) implements Incident {}

  /// The link at a port is down; flows that crossed it stop, or take another way where there is
  /// one.
  record DeadLink(int device, int port, Duration begin, Duration length) implements Incident {}

  /// A device sends no datagrams, although its traffic goes on.
  record SilentDevice(int device, Duration begin, Duration length) implements Incident {}

  /// A device starts again: its uptime, sequence numbers and counters begin anew.
  record Restart(int device, Duration begin) implements Incident {
    @Override
    public Duration length() {
      return Duration.ZERO;
    }
  }

  /// A device starts again, and its ports have other ifIndexes than before: each takes that of the
  /// next one.
  record Renumbering(int device, Duration begin) implements Incident {
    @Override
    public Duration length() {
      return Duration.ZERO;
    }
  }

  /// A host outside sends SYNs: to one port of many addresses, or to many ports of one host.
  ///
  /// @param isVertical whether it scans the ports of one host
  /// @param targets how many addresses or ports
  /// @param packetsPerSecond how fast; after the last target it begins again
  record Scan(
      boolean isVertical, int targets, double packetsPerSecond, Duration begin, Duration length)
      implements Incident {}

  /// Forged sources send UDP to one host.
  record Flood(double packetsPerSecond, int sources, Duration begin, Duration length)
      implements Incident {}

  /// A port discards packets by an access list and notifies each of them.
  record Discards(int device, int port, double packetsPerSecond, Duration begin, Duration length)
      implements Incident {}
}
