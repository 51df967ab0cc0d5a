package io.cistern.flowtrack;

import java.security.SecureRandom;
import java.time.Duration;

/// Sizes, times and thresholds of a [FlowTracker]. Everything is allocated at the start; nothing
/// grows later.
///
/// @param flowCapacity flows in the table, a power of two; 200 bytes each
/// @param idleTimeout a flow without a sample for so long has ended
/// @param activeTimeout a flow that lasts longer ends, and begins anew with its next sample
/// @param finishTimeout a TCP flow ends so long after a FIN or RST
/// @param topCapacity Space-Saving counters m of a dimension in a sub-window: the error of a sum is
///   at most W/m, W being the bytes of the window
/// @param window the time that totals and top lists cover
/// @param subWindows how many steps the window slides in
/// @param maxObservers observers with totals of their own
/// @param seed of the keyed hashes: random for a collector, so that nobody can choose collisions;
///   given in tests
/// @param scan when fan-out is a scan
/// @param flood when traffic to a target is a flood
public record FlowTrackerOptions(
    int flowCapacity,
    Duration idleTimeout,
    Duration activeTimeout,
    Duration finishTimeout,
    int topCapacity,
    Duration window,
    int subWindows,
    int maxObservers,
    long seed,
    ScanOptions scan,
    FloodOptions flood) {
  /// Checks every value.
  ///
  /// @throws IllegalArgumentException naming the value that makes no sense
  public FlowTrackerOptions {
    Checks.powerOfTwo("flowCapacity", flowCapacity);
    Checks.atLeast("idleTimeout in ms", idleTimeout.toMillis(), 1);
    Checks.atLeast("activeTimeout in ms", activeTimeout.toMillis(), 1);
    Checks.atLeast("finishTimeout in ms", finishTimeout.toMillis(), 1);
    Checks.atLeast("topCapacity", topCapacity, 1);
    Checks.atLeast("subWindows", subWindows, 2);
    Checks.atMost("subWindows", subWindows, 64);
    Checks.atLeast("window in ms", window.toMillis(), subWindows);
    Checks.atLeast("maxObservers", maxObservers, 1);
  }

  /// The defaults: 262,144 flows, timeouts 60 s, 300 s and 5 s, 2,048 counters a dimension, a
  /// window of 60 s in 10 steps, 1,024 observers, a random seed.
  ///
  /// @return the defaults
  public static FlowTrackerOptions defaults() {
    return new FlowTrackerOptions(
        1 << 18,
        Duration.ofSeconds(60),
        Duration.ofSeconds(300),
        Duration.ofSeconds(5),
        2048,
        Duration.ofSeconds(60),
        10,
        1024,
        new SecureRandom().nextLong(),
        ScanOptions.defaults(),
        FloodOptions.defaults());
  }

  /// These options with a table of another size.
  ///
  /// @param flows a power of two
  /// @return a copy
  public FlowTrackerOptions withFlowCapacity(int flows) {
    return new FlowTrackerOptions(
        flows,
        idleTimeout,
        activeTimeout,
        finishTimeout,
        topCapacity,
        window,
        subWindows,
        maxObservers,
        seed,
        scan,
        flood);
  }

  /// These options with other timeouts.
  ///
  /// @param idle without a sample
  /// @param active since the first sample
  /// @param finish after FIN or RST
  /// @return a copy
  public FlowTrackerOptions withTimeouts(Duration idle, Duration active, Duration finish) {
    return new FlowTrackerOptions(
        flowCapacity,
        idle,
        active,
        finish,
        topCapacity,
        window,
        subWindows,
        maxObservers,
        seed,
        scan,
        flood);
  }

  /// These options with another number of counters.
  ///
  /// @param counters of a dimension in a sub-window
  /// @return a copy
  public FlowTrackerOptions withTopCapacity(int counters) {
    return new FlowTrackerOptions(
        flowCapacity,
        idleTimeout,
        activeTimeout,
        finishTimeout,
        counters,
        window,
        subWindows,
        maxObservers,
        seed,
        scan,
        flood);
  }

  /// These options with another window.
  ///
  /// @param length of the window
  /// @param steps it slides in
  /// @return a copy
  public FlowTrackerOptions withWindow(Duration length, int steps) {
    return new FlowTrackerOptions(
        flowCapacity,
        idleTimeout,
        activeTimeout,
        finishTimeout,
        topCapacity,
        length,
        steps,
        maxObservers,
        seed,
        scan,
        flood);
  }

  /// These options with a given seed, for results that repeat.
  ///
  /// @param value any number
  /// @return a copy
  public FlowTrackerOptions withSeed(long value) {
    return new FlowTrackerOptions(
        flowCapacity,
        idleTimeout,
        activeTimeout,
        finishTimeout,
        topCapacity,
        window,
        subWindows,
        maxObservers,
        value,
        scan,
        flood);
  }

  /// These options with other scan options.
  ///
  /// @param options when fan-out is a scan
  /// @return a copy
  public FlowTrackerOptions withScan(ScanOptions options) {
    return new FlowTrackerOptions(
        flowCapacity,
        idleTimeout,
        activeTimeout,
        finishTimeout,
        topCapacity,
        window,
        subWindows,
        maxObservers,
        seed,
        options,
        flood);
  }

  /// These options with other flood options.
  ///
  /// @param options when traffic to a target is a flood
  /// @return a copy
  public FlowTrackerOptions withFlood(FloodOptions options) {
    return new FlowTrackerOptions(
        flowCapacity,
        idleTimeout,
        activeTimeout,
        finishTimeout,
        topCapacity,
        window,
        subWindows,
        maxObservers,
        seed,
        scan,
        options);
  }
}
