package io.cistern.app.self;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// How much came per second, sampled once a second. One thread samples, any may read.
public final class Pulse {
  /// What came in one second.
  ///
  /// @param socketDrops dropped by the kernel since the start
  /// @param storeBytes of all files of the store
  /// @param storeEntities known to the store
  /// @param storeWarnings sentences of what is wrong with the store
  public record Beat(
      double datagramsPerSecond,
      double samplesPerSecond,
      long socketDrops,
      long storeBytes,
      long storeEntities,
      List<String> storeWarnings) {}

  /// How large the store is, and what is wrong with it.
  public record StoreSize(long bytes, long entities, List<String> warnings) {}

  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier datagrams;
  private final LongSupplier samples;
  private final LongSupplier socketDrops;
  private final Supplier<StoreSize> storeSize;
  private volatile Beat last = new Beat(0, 0, 0, 0, 0, List.of());
  private long lastNanos;
  private long lastDatagrams;
  private long lastSamples;

  /// @param datagrams received since the start
  /// @param samples read since the start
  /// @param socketDrops dropped by the kernel since the start; may read files
  /// @param storeSize size of the store; may read files
  public Pulse(
      LongSupplier datagrams,
      LongSupplier samples,
      LongSupplier socketDrops,
      Supplier<StoreSize> storeSize) {
    this.datagrams = datagrams;
    this.samples = samples;
    this.socketDrops = socketDrops;
    this.storeSize = storeSize;
  }

  /// Samples; to be called about once a second.
  public void beat(long nanos) {
    long nowDatagrams = datagrams.getAsLong();
    long nowSamples = samples.getAsLong();
    StoreSize size = storeSize.get();
    double seconds = lastNanos == 0 ? 1 : Math.max(0.001, (nanos - lastNanos) / NANOS_PER_SECOND);
    last =
        new Beat(
            (nowDatagrams - lastDatagrams) / seconds,
            (nowSamples - lastSamples) / seconds,
            socketDrops.getAsLong(),
            size.bytes(),
            size.entities(),
            size.warnings());
    lastNanos = nanos;
    lastDatagrams = nowDatagrams;
    lastSamples = nowSamples;
  }

  /// The last second's figures.
  public Beat last() {
    return last;
  }
}
