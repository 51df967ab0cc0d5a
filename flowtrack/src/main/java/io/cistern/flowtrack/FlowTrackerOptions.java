package io.cistern.flowtrack;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sizes, times and thresholds of a [FlowTracker]. Immutable; made by a [#builder()].
///
/// Everything is allocated at the start; nothing grows later.
///
/// ```java
/// var options = FlowTrackerOptions.builder()
/// .flowCapacity(1 << 20)
/// .scan(ScanOptions.builder().outsideThreshold(50).build())
/// .build();
/// ```
public final class FlowTrackerOptions {
  private final int flowCapacity;
  private final Duration idleTimeout;
  private final Duration activeTimeout;
  private final Duration finishTimeout;
  private final int topCapacity;
  private final Duration window;
  private final int subWindows;
  private final int maxObservers;
  private final long seed;
  private final ScanOptions scan;
  private final FloodOptions flood;

  private FlowTrackerOptions(Builder builder) {
    flowCapacity = builder.flowCapacity;
    idleTimeout = builder.idleTimeout;
    activeTimeout = builder.activeTimeout;
    finishTimeout = builder.finishTimeout;
    topCapacity = builder.topCapacity;
    window = builder.window;
    subWindows = builder.subWindows;
    maxObservers = builder.maxObservers;
    seed = builder.seed;
    scan = builder.scan;
    flood = builder.flood;
    check();
  }

  private void check() {
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

  /// The defaults: 262,144 flows, timeouts 60 s, 300 s and 5 s, 2,048 counters for each dimension,
  /// a window of 60 s in 10 steps, 1,024 observers, a random seed.
  ///
  /// @return the defaults
  public static FlowTrackerOptions defaults() {
    return builder().build();
  }

  /// A builder that begins with the defaults.
  ///
  /// @return the builder
  public static Builder builder() {
    return new Builder();
  }

  /// A builder that begins with these options.
  ///
  /// @return the builder
  public Builder toBuilder() {
    return new Builder(this);
  }

  /// How many flows the table holds. Each takes 200 bytes.
  ///
  /// @return a power of two
  public int flowCapacity() {
    return flowCapacity;
  }

  /// How long after its last sample a flow ends.
  ///
  /// @return at least 1 ms
  public Duration idleTimeout() {
    return idleTimeout;
  }

  /// How long after its first sample a flow ends, even if it goes on. The next sample begins
  /// another.
  ///
  /// @return at least 1 ms
  public Duration activeTimeout() {
    return activeTimeout;
  }

  /// How long after a FIN or RST a TCP flow ends.
  ///
  /// @return at least 1 ms
  public Duration finishTimeout() {
    return finishTimeout;
  }

  /// How many Space-Saving counters m each dimension has in one step of the window. A sum is short
  /// by at most W/m, W being the bytes of the window.
  ///
  /// @return at least 1
  public int topCapacity() {
    return topCapacity;
  }

  /// The time that totals and top lists cover.
  ///
  /// @return at least 1 ms for each step
  public Duration window() {
    return window;
  }

  /// How many steps the window slides in.
  ///
  /// @return 2 to 64
  public int subWindows() {
    return subWindows;
  }

  /// How many observers have totals of their own.
  ///
  /// @return at least 1
  public int maxObservers() {
    return maxObservers;
  }

  /// The seed of the keyed hashes: random for a collector, so that nobody can choose keys that
  /// collide.
  ///
  /// @return any number
  public long seed() {
    return seed;
  }

  /// When a source is reported for scanning.
  ///
  /// @return the options
  public ScanOptions scan() {
    return scan;
  }

  /// When traffic to a target is reported as a flood.
  ///
  /// @return the options
  public FloodOptions flood() {
    return flood;
  }

  private List<Object> parts() {
    return List.of(
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
        flood);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FlowTrackerOptions that && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return "FlowTrackerOptions" + parts();
  }

  /// Makes [FlowTrackerOptions]. Not thread-safe.
  public static final class Builder {
    private int flowCapacity = 1 << 18;
    private Duration idleTimeout = Duration.ofSeconds(60);
    private Duration activeTimeout = Duration.ofSeconds(300);
    private Duration finishTimeout = Duration.ofSeconds(5);
    private int topCapacity = 2048;
    private Duration window = Duration.ofSeconds(60);
    private int subWindows = 10;
    private int maxObservers = 1024;
    private long seed = new SecureRandom().nextLong();
    private ScanOptions scan = ScanOptions.defaults();
    private FloodOptions flood = FloodOptions.defaults();

    private Builder() {}

    private Builder(FlowTrackerOptions options) {
      flowCapacity = options.flowCapacity;
      idleTimeout = options.idleTimeout;
      activeTimeout = options.activeTimeout;
      finishTimeout = options.finishTimeout;
      topCapacity = options.topCapacity;
      window = options.window;
      subWindows = options.subWindows;
      maxObservers = options.maxObservers;
      seed = options.seed;
      scan = options.scan;
      flood = options.flood;
    }

    /// Sets [FlowTrackerOptions#flowCapacity()].
    ///
    /// @param value a power of two, at least 8
    /// @return this
    public Builder flowCapacity(int value) {
      flowCapacity = value;
      return this;
    }

    /// Sets [FlowTrackerOptions#idleTimeout()].
    ///
    /// @param value at least 1 ms
    /// @return this
    public Builder idleTimeout(Duration value) {
      idleTimeout = value;
      return this;
    }

    /// Sets [FlowTrackerOptions#activeTimeout()].
    ///
    /// @param value at least 1 ms
    /// @return this
    public Builder activeTimeout(Duration value) {
      activeTimeout = value;
      return this;
    }

    /// Sets [FlowTrackerOptions#finishTimeout()].
    ///
    /// @param value at least 1 ms
    /// @return this
    public Builder finishTimeout(Duration value) {
      finishTimeout = value;
      return this;
    }

    /// Sets [FlowTrackerOptions#topCapacity()].
    ///
    /// @param value at least 1
    /// @return this
    public Builder topCapacity(int value) {
      topCapacity = value;
      return this;
    }

    /// Sets [FlowTrackerOptions#window()].
    ///
    /// @param value at least 1 ms for each of [#subWindows(int)]
    /// @return this
    public Builder window(Duration value) {
      window = value;
      return this;
    }

    /// Sets [FlowTrackerOptions#subWindows()].
    ///
    /// @param value 2 to 64
    /// @return this
    public Builder subWindows(int value) {
      subWindows = value;
      return this;
    }

    /// Sets [FlowTrackerOptions#maxObservers()].
    ///
    /// @param value at least 1
    /// @return this
    public Builder maxObservers(int value) {
      maxObservers = value;
      return this;
    }

    /// Sets [FlowTrackerOptions#seed()].
    ///
    /// @param value any number; a given one makes results repeat
    /// @return this
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /// Sets [FlowTrackerOptions#scan()].
    ///
    /// @param value the options
    /// @return this
    public Builder scan(ScanOptions value) {
      scan = value;
      return this;
    }

    /// Sets [FlowTrackerOptions#flood()].
    ///
    /// @param value the options
    /// @return this
    public Builder flood(FloodOptions value) {
      flood = value;
      return this;
    }

    /// Makes the options.
    ///
    /// @return the options
    /// @throws IllegalArgumentException naming the value that makes no sense
    public FlowTrackerOptions build() {
      return new FlowTrackerOptions(this);
    }
  }
}
