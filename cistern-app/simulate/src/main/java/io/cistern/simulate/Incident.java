package io.cistern.simulate;

import java.time.Duration;

/// Something that goes wrong at a site for a while. Immutable; made by [#builder()], whose last
/// call says what it is.
///
/// ```java
/// Incident.builder()
///     .begin(Duration.ofMinutes(2)).length(Duration.ofMinutes(5))
///     .device(2).port(1)
///     .saturatedPort();
/// ```
public sealed interface Incident
    permits IncidentKinds.SaturatedPort,
        IncidentKinds.DeadLink,
        IncidentKinds.SilentDevice,
        IncidentKinds.Restart,
        IncidentKinds.Renumbering,
        IncidentKinds.Scan,
        IncidentKinds.Flood,
        IncidentKinds.Discards {
  /// When it begins, after the start of the simulation.
  Duration begin();

  /// How long it lasts; 0 where it is over at once.
  Duration length();

  /// Begins with an incident from the start of the simulation to its end.
  ///
  /// @return a builder
  static Builder builder() {
    return new Builder();
  }

  /// Makes an incident, part by part. Not thread-safe.
  final class Builder {
    private static final Duration FOR_GOOD = Duration.ofDays(3_650);

    private Duration begin = Duration.ZERO;
    private Duration length = FOR_GOOD;
    private int device;
    private int port;
    private int targets;
    private int sources;
    private double packetsPerSecond;

    private Builder() {}

    /// Sets [Incident#begin()]; the default is the start of the simulation.
    public Builder begin(Duration value) {
      begin = value;
      return this;
    }

    /// Sets [Incident#length()]; the default is to the end of the simulation.
    public Builder length(Duration value) {
      length = value;
      return this;
    }

    /// Sets where it happens.
    ///
    /// @param value number of the device, from 1
    public Builder device(int value) {
      device = value;
      return this;
    }

    /// Sets where it happens.
    ///
    /// @param value number of the device's port, from 1: its first ifIndex
    public Builder port(int value) {
      port = value;
      return this;
    }

    /// Sets how wide a scan is.
    ///
    /// @param value addresses of a horizontal scan, ports of a vertical one; after the last one it
    ///   begins again
    public Builder targets(int value) {
      targets = value;
      return this;
    }

    /// Sets how many sources a flood forges.
    public Builder sources(int value) {
      sources = value;
      return this;
    }

    /// Sets the rate of a scan, a flood or discards.
    public Builder packetsPerSecond(double value) {
      packetsPerSecond = value;
      return this;
    }

    /// One pair of hosts fills a port in both directions: its traffic alone takes 97 % of the line,
    /// and the port discards some of it.
    ///
    /// @throws IllegalArgumentException if the device or the port is not told
    public Incident saturatedPort() {
      return new IncidentKinds.SaturatedPort(told("device", device), port(), begin, length);
    }

    /// The link at a port is down; flows that crossed it stop, or take another way where there is
    /// one.
    ///
    /// @throws IllegalArgumentException if the device or the port is not told
    public Incident deadLink() {
      return new IncidentKinds.DeadLink(told("device", device), port(), begin, length);
    }

    /// A device sends no datagrams, although its traffic goes on.
    ///
    /// @throws IllegalArgumentException if the device is not told
    public Incident silentDevice() {
      return new IncidentKinds.SilentDevice(told("device", device), begin, length);
    }

    /// A device starts again: its uptime, sequence numbers and counters begin anew. It has no
    /// length.
    ///
    /// @throws IllegalArgumentException if the device is not told
    public Incident restart() {
      return new IncidentKinds.Restart(told("device", device), begin);
    }

    /// A device starts again, and its ports have other ifIndexes than before: each takes that of
    /// the next one. It has no length.
    ///
    /// @throws IllegalArgumentException if the device is not told
    public Incident renumbering() {
      return new IncidentKinds.Renumbering(told("device", device), begin);
    }

    /// A host outside sends SYNs to one port of many addresses.
    ///
    /// @throws IllegalArgumentException if the targets or the rate are not told
    public Incident horizontalScan() {
      return scan(false);
    }

    /// A host outside sends SYNs to many ports of one host.
    ///
    /// @throws IllegalArgumentException if the targets or the rate are not told
    public Incident verticalScan() {
      return scan(true);
    }

    private Incident scan(boolean isVertical) {
      int width = told("targets", targets);
      return new IncidentKinds.Scan(isVertical, width, packetsPerSecond(), begin, length);
    }

    /// Forged sources send UDP to one host.
    ///
    /// @throws IllegalArgumentException if the sources or the rate are not told
    public Incident flood() {
      int forged = told("sources", sources);
      return new IncidentKinds.Flood(forged, packetsPerSecond(), begin, length);
    }

    /// A port discards packets by an access list and notifies each of them.
    ///
    /// @throws IllegalArgumentException if the device, the port or the rate is not told
    public Incident discards() {
      return new IncidentKinds.Discards(
          told("device", device), port(), packetsPerSecond(), begin, length);
    }

    private int port() {
      return told("port", port);
    }

    private double packetsPerSecond() {
      if (!(packetsPerSecond > 0)) {
        throw new IllegalArgumentException("packetsPerSecond is not above 0: " + packetsPerSecond);
      }
      return packetsPerSecond;
    }

    private static int told(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " is not above 0: " + value);
      }
      return value;
    }
  }
}
