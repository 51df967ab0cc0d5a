package io.cistern.app.self;

import java.util.function.LongSupplier;

/// How much came per second, sampled once a second. One thread samples, any may read.
public final class Pulse {
  /// What came in one second.
  ///
  /// @param socketDrops dropped by the kernel since the start
  /// @param storeBytes of all files of the store
  public record Beat(
      double datagramsPerSecond, double samplesPerSecond, long socketDrops, long storeBytes) {}

  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier datagrams;
  private final LongSupplier samples;
  private final LongSupplier socketDrops;
  private final LongSupplier storeBytes;
  private volatile Beat last = new Beat(0, 0, 0, 0);
  private long lastNanos;
  private long lastDatagrams;
  private long lastSamples;

  /// @param datagrams received since the start
  /// @param samples read since the start
  /// @param socketDrops dropped by the kernel since the start; may read files
  /// @param storeBytes size of the store; may read files
  public Pulse(
      LongSupplier datagrams,
      LongSupplier samples,
      LongSupplier socketDrops,
      LongSupplier storeBytes) {
    this.datagrams = datagrams;
    this.samples = samples;
    this.socketDrops = socketDrops;
    this.storeBytes = storeBytes;
  }

  /// Samples; to be called about once a second.
  public void beat(long nanos) {
    long nowDatagrams = datagrams.getAsLong();
    long nowSamples = samples.getAsLong();
    double seconds = lastNanos == 0 ? 1 : Math.max(0.001, (nanos - lastNanos) / NANOS_PER_SECOND);
    last =
        new Beat(
            (nowDatagrams - lastDatagrams) / seconds,
            (nowSamples - lastSamples) / seconds,
            socketDrops.getAsLong(),
            storeBytes.getAsLong());
    lastNanos = nanos;
    lastDatagrams = nowDatagrams;
    lastSamples = nowSamples;
  }

  /// The last second's figures.
  public Beat last() {
    return last;
  }
}
