package io.cistern.app;

import io.cistern.flowtrack.ScanOptions;
import io.cistern.metricstore.Retention;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// How a [Collector] runs. [#defaults()] with `with...` methods for what differs.
///
/// @param sflowListen the UDP address that takes datagrams; port 0 picks a free one
/// @param dataDirectory the directory of the metric store, made where it is absent
/// @param interval how often received rows go to the store, 1 s to 1 h
/// @param retention how long what is kept
/// @param shards decoding threads, at least 1
/// @param ringBytes memory of the queue to each shard, a power of two
/// @param receiveBufferBytes what is asked of the kernel for the socket
/// @param clock where every time stamp comes from
/// @param scans when fan-out is a scan, and whose never is
public record CollectorOptions(
    InetSocketAddress sflowListen,
    Path dataDirectory,
    Duration interval,
    Retention retention,
    int shards,
    int ringBytes,
    int receiveBufferBytes,
    InstantSource clock,
    ScanOptions scans) {

  /// The UDP port that IANA registered for sFlow.
  public static final int SFLOW_PORT = 6343;

  private static final int MEBIBYTE = 1 << 20;

  /// Checks the bounds.
  public CollectorOptions {
    if (interval.compareTo(Duration.ofSeconds(1)) < 0
        || interval.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("interval not within 1s to 1h: " + interval);
    }
    if (shards < 1) {
      throw new IllegalArgumentException("shards below 1: " + shards);
    }
    if (ringBytes < 1 << 17 || Integer.bitCount(ringBytes) != 1) {
      throw new IllegalArgumentException(
          "ring bytes not a power of two of at least 128 KiB: " + ringBytes);
    }
  }

  /// The wildcard address and port 6343, `./data`, 10 s, one shard less than there are processors,
  /// all data kept, 16 MiB for each ring and for the socket, the system's clock, scans by the
  /// defaults.
  public static CollectorOptions defaults() {
    return new CollectorOptions(
        new InetSocketAddress(SFLOW_PORT),
        Path.of("data"),
        Duration.ofSeconds(10),
        Retention.FOREVER,
        Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
        16 * MEBIBYTE,
        16 * MEBIBYTE,
        InstantSource.system(),
        ScanOptions.defaults());
  }

  /// The same with another UDP address.
  public CollectorOptions withSflowListen(InetSocketAddress address) {
    return new CollectorOptions(
        address,
        dataDirectory,
        interval,
        retention,
        shards,
        ringBytes,
        receiveBufferBytes,
        clock,
        scans);
  }

  /// The same with another data directory.
  public CollectorOptions withDataDirectory(Path directory) {
    return new CollectorOptions(
        sflowListen,
        directory,
        interval,
        retention,
        shards,
        ringBytes,
        receiveBufferBytes,
        clock,
        scans);
  }

  /// The same with another interval.
  public CollectorOptions withInterval(Duration duration) {
    return new CollectorOptions(
        sflowListen,
        dataDirectory,
        duration,
        retention,
        shards,
        ringBytes,
        receiveBufferBytes,
        clock,
        scans);
  }

  /// The same with another retention.
  public CollectorOptions withRetention(Retention other) {
    return new CollectorOptions(
        sflowListen,
        dataDirectory,
        interval,
        other,
        shards,
        ringBytes,
        receiveBufferBytes,
        clock,
        scans);
  }

  /// The same with another number of shards and another ring size.
  public CollectorOptions withShards(int count, int bytes) {
    return new CollectorOptions(
        sflowListen,
        dataDirectory,
        interval,
        retention,
        count,
        bytes,
        receiveBufferBytes,
        clock,
        scans);
  }

  /// The same with another receive buffer.
  public CollectorOptions withReceiveBuffer(int bytes) {
    return new CollectorOptions(
        sflowListen, dataDirectory, interval, retention, shards, ringBytes, bytes, clock, scans);
  }

  /// The same with another clock.
  public CollectorOptions withClock(InstantSource other) {
    return new CollectorOptions(
        sflowListen,
        dataDirectory,
        interval,
        retention,
        shards,
        ringBytes,
        receiveBufferBytes,
        other,
        scans);
  }

  /// The same with other scan options.
  public CollectorOptions withScans(ScanOptions other) {
    return new CollectorOptions(
        sflowListen,
        dataDirectory,
        interval,
        retention,
        shards,
        ringBytes,
        receiveBufferBytes,
        clock,
        other);
  }
}
