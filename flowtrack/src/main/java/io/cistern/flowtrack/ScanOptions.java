package io.cistern.flowtrack;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// When a source is reported for scanning. Immutable; made by a [#builder()].
///
/// The threshold T is compared with the estimated number of distinct targets; which T applies
/// depends on where the source is.
public final class ScanOptions {
  private static final List<IpNetwork> PRIVATE =
      Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
          .map(IpNetwork::parse)
          .toList();

  private final int outsideThreshold;
  private final int insideThreshold;
  private final int floor;
  private final List<IpNetwork> inside;
  private final List<IpNetwork> allowed;
  private final Duration window;
  private final Duration slowWindow;
  private final double minSynOnlyShare;
  private final double maxSuccessShare;
  private final int udpProbeBytes;
  private final int blockSize;
  private final int capacity;
  private final int endedAlerts;

  private ScanOptions(Builder builder) {
    outsideThreshold = builder.outsideThreshold;
    insideThreshold = builder.insideThreshold;
    floor = builder.floor;
    inside = List.copyOf(builder.inside);
    allowed = List.copyOf(builder.allowed);
    window = builder.window;
    slowWindow = builder.slowWindow;
    minSynOnlyShare = builder.minSynOnlyShare;
    maxSuccessShare = builder.maxSuccessShare;
    udpProbeBytes = builder.udpProbeBytes;
    blockSize = builder.blockSize;
    capacity = builder.capacity;
    endedAlerts = builder.endedAlerts;
    check();
  }

  private void check() {
    Checks.atLeast("outsideThreshold", outsideThreshold, 2);
    Checks.atLeast("insideThreshold", insideThreshold, 2);
    Checks.atLeast("floor", floor, 2);
    Checks.atLeast("window in ms", window.toMillis(), 6_000);
    if (!slowWindow.isZero()) {
      Checks.atLeast("slowWindow in ms", slowWindow.toMillis(), window.toMillis());
    }
    Checks.share("minSynOnlyShare", minSynOnlyShare);
    Checks.share("maxSuccessShare", maxSuccessShare);
    Checks.atLeast("udpProbeBytes", udpProbeBytes, 0);
    Checks.atLeast("blockSize", blockSize, 2);
    Checks.powerOfTwo("capacity", capacity);
    Checks.atLeast("endedAlerts", endedAlerts, 0);
  }

  /// The defaults: T = 20 for sources outside and 100 for those inside (RFC 1918 and unique local
  /// addresses), at least 10 targets sampled, over 60 s and over 15 minutes, probes at least 0.5 of
  /// the samples, success below 0.2, UDP payloads up to 128 bytes, 4 scans for a block scan, 16,384
  /// records, 256 ended alerts.
  ///
  /// @return the defaults
  public static ScanOptions defaults() {
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

  /// T for sources outside [#inside()]: this many distinct targets, estimated, make a scan.
  ///
  /// @return at least 2
  public int outsideThreshold() {
    return outsideThreshold;
  }

  /// T for sources inside: higher, because proxies, resolvers and peers talk to many hosts. For UDP
  /// the higher of the two thresholds applies to every source.
  ///
  /// @return at least 2
  public int insideThreshold() {
    return insideThreshold;
  }

  /// How many distinct targets must have been sampled, however large the estimate. If T is lower, T
  /// counts.
  ///
  /// @return at least 2
  public int floor() {
    return floor;
  }

  /// The operator's own networks.
  ///
  /// @return an unmodifiable list
  public List<IpNetwork> inside() {
    return inside;
  }

  /// Scanners that are never reported.
  ///
  /// @return an unmodifiable list
  public List<IpNetwork> allowed() {
    return allowed;
  }

  /// The time over which targets are counted.
  ///
  /// @return at least 6 s
  public Duration window() {
    return window;
  }

  /// The time over which the targets of slow scans are counted.
  ///
  /// @return at least [#window()], or [Duration#ZERO] if slow scans are not looked for
  public Duration slowWindow() {
    return slowWindow;
  }

  /// The least share of probes among a source's samples there.
  ///
  /// @return 0 to 1
  public double minSynOnlyShare() {
    return minSynOnlyShare;
  }

  /// The share of samples that show success (acknowledged data, an answer) from which on it is no
  /// scan.
  ///
  /// @return 0 to 1
  public double maxSuccessShare() {
    return maxSuccessShare;
  }

  /// The longest payload with which a UDP packet still counts as a probe.
  ///
  /// @return bytes, at least 0
  public int udpProbeBytes() {
    return udpProbeBytes;
  }

  /// How many scans of one source at once are one block scan.
  ///
  /// @return at least 2
  public int blockSize() {
    return blockSize;
  }

  /// How many records of evidence each of the two tables of [#window()] holds. Those of
  /// [#slowWindow()] hold half as many.
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

  /// Whether slow scans are looked for.
  boolean hasSlowWindow() {
    return !slowWindow.isZero();
  }

  private List<Object> parts() {
    return List.of(
        outsideThreshold,
        insideThreshold,
        floor,
        inside,
        allowed,
        window,
        slowWindow,
        minSynOnlyShare,
        maxSuccessShare,
        udpProbeBytes,
        blockSize,
        capacity,
        endedAlerts);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ScanOptions that && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return "ScanOptions" + parts();
  }

  /// Makes [ScanOptions]. Not thread-safe.
  public static final class Builder {
    private int outsideThreshold = 20;
    private int insideThreshold = 100;
    private int floor = 10;
    private List<IpNetwork> inside = PRIVATE;
    private List<IpNetwork> allowed = List.of();
    private Duration window = Duration.ofSeconds(60);
    private Duration slowWindow = Duration.ofMinutes(15);
    private double minSynOnlyShare = 0.5;
    private double maxSuccessShare = 0.2;
    private int udpProbeBytes = 128;
    private int blockSize = 4;
    private int capacity = 1 << 14;
    private int endedAlerts = 256;

    private Builder() {}

    private Builder(ScanOptions options) {
      outsideThreshold = options.outsideThreshold;
      insideThreshold = options.insideThreshold;
      floor = options.floor;
      inside = options.inside;
      allowed = options.allowed;
      window = options.window;
      slowWindow = options.slowWindow;
      minSynOnlyShare = options.minSynOnlyShare;
      maxSuccessShare = options.maxSuccessShare;
      udpProbeBytes = options.udpProbeBytes;
      blockSize = options.blockSize;
      capacity = options.capacity;
      endedAlerts = options.endedAlerts;
    }

    /// Sets [ScanOptions#outsideThreshold()].
    ///
    /// @param value at least 2
    /// @return this
    public Builder outsideThreshold(int value) {
      outsideThreshold = value;
      return this;
    }

    /// Sets [ScanOptions#insideThreshold()].
    ///
    /// @param value at least 2
    /// @return this
    public Builder insideThreshold(int value) {
      insideThreshold = value;
      return this;
    }

    /// Sets [ScanOptions#floor()].
    ///
    /// @param value at least 2
    /// @return this
    public Builder floor(int value) {
      floor = value;
      return this;
    }

    /// Sets [ScanOptions#inside()].
    ///
    /// @param value copied
    /// @return this
    public Builder inside(List<IpNetwork> value) {
      inside = value;
      return this;
    }

    /// Sets [ScanOptions#allowed()].
    ///
    /// @param value copied
    /// @return this
    public Builder allowed(List<IpNetwork> value) {
      allowed = value;
      return this;
    }

    /// Sets [ScanOptions#window()].
    ///
    /// @param value at least 6 s
    /// @return this
    public Builder window(Duration value) {
      window = value;
      return this;
    }

    /// Sets [ScanOptions#slowWindow()].
    ///
    /// @param value at least [#window(Duration)], or [Duration#ZERO] to look for no slow scans
    /// @return this
    public Builder slowWindow(Duration value) {
      slowWindow = value;
      return this;
    }

    /// Sets [ScanOptions#minSynOnlyShare()].
    ///
    /// @param value 0 to 1
    /// @return this
    public Builder minSynOnlyShare(double value) {
      minSynOnlyShare = value;
      return this;
    }

    /// Sets [ScanOptions#maxSuccessShare()].
    ///
    /// @param value 0 to 1
    /// @return this
    public Builder maxSuccessShare(double value) {
      maxSuccessShare = value;
      return this;
    }

    /// Sets [ScanOptions#udpProbeBytes()].
    ///
    /// @param value bytes, at least 0
    /// @return this
    public Builder udpProbeBytes(int value) {
      udpProbeBytes = value;
      return this;
    }

    /// Sets [ScanOptions#blockSize()].
    ///
    /// @param value at least 2
    /// @return this
    public Builder blockSize(int value) {
      blockSize = value;
      return this;
    }

    /// Sets [ScanOptions#capacity()].
    ///
    /// @param value a power of two, at least 8
    /// @return this
    public Builder capacity(int value) {
      capacity = value;
      return this;
    }

    /// Sets [ScanOptions#endedAlerts()].
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
    public ScanOptions build() {
      return new ScanOptions(this);
    }
  }
}
