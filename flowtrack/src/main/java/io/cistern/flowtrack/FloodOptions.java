package io.cistern.flowtrack;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When traffic to a target is reported as a flood. Immutable; made by a [#builder()].
public final class FloodOptions {
  private final double packetsPerSecond;
  private final double bitsPerSecond;
  private final double networkFactor;
  private final double surgeFactor;
  private final Duration window;
  private final Duration clear;
  private final List<IpNetwork> allowed;
  private final int capacity;
  private final int endedAlerts;

  private FloodOptions(Builder builder) {
    packetsPerSecond = builder.packetsPerSecond;
    bitsPerSecond = builder.bitsPerSecond;
    networkFactor = builder.networkFactor;
    surgeFactor = builder.surgeFactor;
    window = builder.window;
    clear = builder.clear;
    allowed = List.copyOf(builder.allowed);
    capacity = builder.capacity;
    endedAlerts = builder.endedAlerts;
    check();
  }

  private void check() {
    Checks.atLeast("packetsPerSecond", (long) Math.ceil(packetsPerSecond), 1);
    Checks.atLeast("bitsPerSecond", (long) Math.ceil(bitsPerSecond), 1);
    Checks.atLeast("networkFactor", (long) networkFactor, 1);
    Checks.atLeast("surgeFactor", (long) surgeFactor, 2);
    Checks.atLeast("window in ms", window.toMillis(), 1000);
    Checks.atLeast("clear in ms", clear.toMillis(), 0);
    Checks.powerOfTwo("capacity", capacity);
    Checks.atLeast("endedAlerts", endedAlerts, 0);
  }

  /// The defaults: 20,000 packets/s or 1 Gbit/s to a host, ten times that to a network, 8 times the
  /// average of the last hour, smoothed over 10 s, over after 60 s below half, 8,192 targets, 256
  /// ended alerts.
  ///
  /// @return the defaults
  public static FloodOptions defaults() {
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

  /// The packet rate to a host above which it is a flood, by the lower 95 % bound.
  ///
  /// @return packets a second, above 0
  public double packetsPerSecond() {
    return packetsPerSecond;
  }

  /// The bit rate to a host above which it is a flood, by the lower 95 % bound.
  ///
  /// @return bits a second, above 0
  public double bitsPerSecond() {
    return bitsPerSecond;
  }

  /// How many times the rates of a host a network (/24, or /48 for IPv6) may get.
  ///
  /// @return at least 1
  public double networkFactor() {
    return networkFactor;
  }

  /// How many times its average of the last hour a target may get. More is a flood too, if it rests
  /// on at least 100 samples and is a tenth of the rates above.
  ///
  /// @return at least 2
  public double surgeFactor() {
    return surgeFactor;
  }

  /// The time constant of the smoothed rates.
  ///
  /// @return at least 1 s
  public Duration window() {
    return window;
  }

  /// How long the upper 95 % bound must stay below half the rate before the flood ends.
  ///
  /// @return at least 0
  public Duration clear() {
    return clear;
  }

  /// Targets that are never reported.
  ///
  /// @return an unmodifiable list
  public List<IpNetwork> allowed() {
    return allowed;
  }

  /// How many targets are watched.
  ///
  /// @return a power of two
  public int capacity() {
    return capacity;
  }

  /// How many ended alerts are remembered.
  ///
  /// @return at least 0
  public int endedAlerts() {
    return endedAlerts;
  }

  private List<Object> parts() {
    return List.of(
        packetsPerSecond,
        bitsPerSecond,
        networkFactor,
        surgeFactor,
        window,
        clear,
        allowed,
        capacity,
        endedAlerts);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FloodOptions that && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return "FloodOptions" + parts();
  }

  /// Makes [FloodOptions]. Not thread-safe.
  public static final class Builder {
    private double packetsPerSecond = 20_000;
    private double bitsPerSecond = 1e9;
    private double networkFactor = 10;
    private double surgeFactor = 8;
    private Duration window = Duration.ofSeconds(10);
    private Duration clear = Duration.ofSeconds(60);
    private List<IpNetwork> allowed = List.of();
    private int capacity = 1 << 13;
    private int endedAlerts = 256;

    private Builder() {}

    private Builder(FloodOptions options) {
      packetsPerSecond = options.packetsPerSecond;
      bitsPerSecond = options.bitsPerSecond;
      networkFactor = options.networkFactor;
      surgeFactor = options.surgeFactor;
      window = options.window;
      clear = options.clear;
      allowed = options.allowed;
      capacity = options.capacity;
      endedAlerts = options.endedAlerts;
    }

    /// Sets [FloodOptions#packetsPerSecond()].
    ///
    /// @param value packets a second, above 0
    /// @return this
    public Builder packetsPerSecond(double value) {
      packetsPerSecond = value;
      return this;
    }

    /// Sets [FloodOptions#bitsPerSecond()].
    ///
    /// @param value bits a second, above 0
    /// @return this
    public Builder bitsPerSecond(double value) {
      bitsPerSecond = value;
      return this;
    }

    /// Sets [FloodOptions#networkFactor()].
    ///
    /// @param value at least 1
    /// @return this
    public Builder networkFactor(double value) {
      networkFactor = value;
      return this;
    }

    /// Sets [FloodOptions#surgeFactor()].
    ///
    /// @param value at least 2
    /// @return this
    public Builder surgeFactor(double value) {
      surgeFactor = value;
      return this;
    }

    /// Sets [FloodOptions#window()].
    ///
    /// @param value at least 1 s
    /// @return this
    public Builder window(Duration value) {
      window = value;
      return this;
    }

    /// Sets [FloodOptions#clear()].
    ///
    /// @param value at least 0
    /// @return this
    public Builder clear(Duration value) {
      clear = value;
      return this;
    }

    /// Sets [FloodOptions#allowed()].
    ///
    /// @param value copied
    /// @return this
    public Builder allowed(List<IpNetwork> value) {
      allowed = value;
      return this;
    }

    /// Sets [FloodOptions#capacity()].
    ///
    /// @param value a power of two, at least 8
    /// @return this
    public Builder capacity(int value) {
      capacity = value;
      return this;
    }

    /// Sets [FloodOptions#endedAlerts()].
    ///
    /// @param value at least 0
    /// @return this
    public Builder endedAlerts(int value) {
      endedAlerts = value;
      return this;
    }

    /// Makes the options.
    ///
    /// @return the options
    /// @throws IllegalArgumentException naming the value that makes no sense
    public FloodOptions build() {
      return new FloodOptions(this);
    }
  }
}
