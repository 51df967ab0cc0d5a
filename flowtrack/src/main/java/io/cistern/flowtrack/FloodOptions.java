package io.cistern.flowtrack;

import java.time.Duration;
import java.util.List;

/// When traffic towards a target is a flood.
///
/// @param packetsPerSecond the rate whose being exceeded, by the lower 95 % bound, is a flood
/// @param bitsPerSecond the same in bits
/// @param networkFactor how many times as much it takes towards a network (/24, or /48 for IPv6)
/// @param surgeFactor how many times its average of the last hour is a flood as well, with at least
///   100 samples and a tenth of the rates above
/// @param window the time constant of the smoothed rates
/// @param clear how long the upper 95 % bound has to stay below half the rate for the flood to end
/// @param allowed targets that are never reported
/// @param capacity targets that are watched, a power of two
/// @param endedAlerts how many alerts that ended are remembered
public record FloodOptions(
    double packetsPerSecond,
    double bitsPerSecond,
    double networkFactor,
    double surgeFactor,
    Duration window,
    Duration clear,
    List<IpNetwork> allowed,
    int capacity,
    int endedAlerts) {
  /// Checks every value.
  ///
  /// @throws IllegalArgumentException naming the value that makes no sense
  public FloodOptions {
    Checks.atLeast("packetsPerSecond", (long) Math.ceil(packetsPerSecond), 1);
    Checks.atLeast("bitsPerSecond", (long) Math.ceil(bitsPerSecond), 1);
    Checks.atLeast("networkFactor", (long) networkFactor, 1);
    Checks.atLeast("surgeFactor", (long) surgeFactor, 2);
    Checks.atLeast("window in ms", window.toMillis(), 1000);
    Checks.atLeast("clear in ms", clear.toMillis(), 0);
    allowed = List.copyOf(allowed);
    Checks.powerOfTwo("capacity", capacity);
    Checks.atLeast("endedAlerts", endedAlerts, 0);
  }

  /// The defaults: 20,000 packets/s or 1 Gbit/s to a host, ten times that to a network, 8 times the
  /// average of the hour, smoothed over 10 s, cleared after 60 s.
  ///
  /// @return the defaults
  public static FloodOptions defaults() {
    return new FloodOptions(
        20_000,
        1e9,
        10,
        8,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        List.of(),
        1 << 13,
        256);
  }

  /// These options with other rates.
  ///
  /// @param packets a second
  /// @param bits a second
  /// @return a copy
  public FloodOptions withRates(double packets, double bits) {
    return new FloodOptions(
        packets, bits, networkFactor, surgeFactor, window, clear, allowed, capacity, endedAlerts);
  }

  /// These options with other times.
  ///
  /// @param smoothing the time constant of the rates
  /// @param quiet how long it has to be quiet for the flood to end
  /// @return a copy
  public FloodOptions withTimes(Duration smoothing, Duration quiet) {
    return new FloodOptions(
        packetsPerSecond,
        bitsPerSecond,
        networkFactor,
        surgeFactor,
        smoothing,
        quiet,
        allowed,
        capacity,
        endedAlerts);
  }

  /// These options with other targets that are never reported.
  ///
  /// @param targets an allow-list
  /// @return a copy
  public FloodOptions withAllowed(List<IpNetwork> targets) {
    return new FloodOptions(
        packetsPerSecond,
        bitsPerSecond,
        networkFactor,
        surgeFactor,
        window,
        clear,
        targets,
        capacity,
        endedAlerts);
  }

  /// These options with a table of another size.
  ///
  /// @param targets a power of two
  /// @return a copy
  public FloodOptions withCapacity(int targets) {
    return new FloodOptions(
        packetsPerSecond,
        bitsPerSecond,
        networkFactor,
        surgeFactor,
        window,
        clear,
        allowed,
        targets,
        endedAlerts);
  }
}
