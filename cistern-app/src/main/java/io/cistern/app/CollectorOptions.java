package io.cistern.app;

import io.cistern.flowtrack.ScanOptions;
import io.cistern.metricstore.Retention;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// How a [Collector] runs. Immutable; [#builder()] begins with what most want.
public final class CollectorOptions {
  /// The UDP port that IANA registered for sFlow.
  public static final int SFLOW_PORT = 6343;

  private static final int MEBIBYTE = 1 << 20;

  private final InetSocketAddress sflowListen;
  private final Path dataDirectory;
  private final Duration interval;
  private final Retention retention;
  private final int shards;
  private final int ringBytes;
  private final int receiveBufferBytes;
  private final InstantSource clock;
  private final ScanOptions scans;

  private CollectorOptions(Builder builder) {
    sflowListen = builder.sflowListen;
    dataDirectory = builder.dataDirectory;
    interval = builder.interval;
    retention = builder.retention;
    shards = builder.shards;
    ringBytes = builder.ringBytes;
    receiveBufferBytes = builder.receiveBufferBytes;
    clock = builder.clock;
    scans = builder.scans;
  }

  /// Begins with the defaults, which the builder's methods name.
  ///
  /// @return a builder
  public static Builder builder() {
    return new Builder();
  }

  /// Begins with these options.
  ///
  /// @return a builder
  public Builder toBuilder() {
    var builder = new Builder();
    builder.sflowListen = sflowListen;
    builder.dataDirectory = dataDirectory;
    builder.interval = interval;
    builder.retention = retention;
    builder.shards = shards;
    builder.ringBytes = ringBytes;
    builder.receiveBufferBytes = receiveBufferBytes;
    builder.clock = clock;
    builder.scans = scans;
    return builder;
  }

  /// The UDP address that takes datagrams.
  public InetSocketAddress sflowListen() {
    return sflowListen;
  }

  /// The directory of the metric store, made where it is absent.
  public Path dataDirectory() {
    return dataDirectory;
  }

  /// How often received rows go to the store.
  public Duration interval() {
    return interval;
  }

  /// How long and how much the store keeps.
  public Retention retention() {
    return retention;
  }

  /// How many threads decode.
  public int shards() {
    return shards;
  }

  /// How much memory the queue to each shard has.
  public int ringBytes() {
    return ringBytes;
  }

  /// What the kernel is asked for as the socket's buffer.
  public int receiveBufferBytes() {
    return receiveBufferBytes;
  }

  /// Where every time stamp comes from.
  public InstantSource clock() {
    return clock;
  }

  /// When fan-out is a scan, and whose never is.
  public ScanOptions scans() {
    return scans;
  }

  /// Makes options, part by part. Not thread-safe.
  public static final class Builder {
    private InetSocketAddress sflowListen = new InetSocketAddress(SFLOW_PORT);
    private Path dataDirectory = Path.of("data");
    private Duration interval = Duration.ofSeconds(10);
    private Retention retention = Retention.FOREVER;
    private int shards = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    private int ringBytes = 16 * MEBIBYTE;
    private int receiveBufferBytes = 16 * MEBIBYTE;
    private InstantSource clock = InstantSource.system();
    private ScanOptions scans = ScanOptions.defaults();

    private Builder() {}

    /// The UDP address that takes datagrams.
    ///
    /// @param address port 0 picks a free one; the wildcard address and port 6343 at first
    /// @return this
    public Builder sflowListen(InetSocketAddress address) {
      sflowListen = address;
      return this;
    }

    /// The directory of the metric store, made where it is absent.
    ///
    /// @param directory `data` at first
    /// @return this
    public Builder dataDirectory(Path directory) {
      dataDirectory = directory;
      return this;
    }

    /// How often received rows go to the store.
    ///
    /// @param duration 1 s to 1 h; 10 s at first
    /// @return this
    public Builder interval(Duration duration) {
      if (duration.compareTo(Duration.ofSeconds(1)) < 0
          || duration.compareTo(Duration.ofHours(1)) > 0) {
        throw new IllegalArgumentException("interval not within 1s to 1h: " + duration);
      }
      interval = duration;
      return this;
    }

    /// How long and how much the store keeps.
    ///
    /// @param kept everything for ever at first
    /// @return this
    public Builder retention(Retention kept) {
      retention = kept;
      return this;
    }

    /// How many threads decode.
    ///
    /// @param count at least 1; one less than there are processors at first
    /// @return this
    public Builder shards(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("shards below 1: " + count);
      }
      shards = count;
      return this;
    }

    /// How much memory the queue to each shard has.
    ///
    /// @param bytes a power of two of at least 128 KiB; 16 MiB at first
    /// @return this
    public Builder ringBytes(int bytes) {
      if (bytes < 1 << 17 || Integer.bitCount(bytes) != 1) {
        throw new IllegalArgumentException(
            "ring bytes not a power of two of at least 128 KiB: " + bytes);
      }
      ringBytes = bytes;
      return this;
    }

    /// What the kernel is asked for as the socket's buffer.
    ///
    /// @param bytes 16 MiB at first
    /// @return this
    public Builder receiveBufferBytes(int bytes) {
      receiveBufferBytes = bytes;
      return this;
    }

    /// Where every time stamp comes from.
    ///
    /// @param source the system's clock at first
    /// @return this
    public Builder clock(InstantSource source) {
      clock = source;
      return this;
    }

    /// When fan-out is a scan, and whose never is.
    ///
    /// @param options flowtrack's defaults at first
    /// @return this
    public Builder scans(ScanOptions options) {
      scans = options;
      return this;
    }

    /// The options.
    ///
    /// @return as they are now
    public CollectorOptions build() {
      return new CollectorOptions(this);
    }
  }
}
