package io.cistern.app.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /api/status`.
///
/// @param uptimeSeconds seconds since the start, whatever the clock was set to meanwhile
/// @param time the collector's clock now
/// @param listen what is listened on
/// @param datagramsPerSecond received in the last full second
/// @param samplesPerSecond decoded in the last full second
/// @param warnings sentences for the operator, such as a receive buffer that the kernel cut short
public record StatusView(
    String version,
    Instant start,
    long uptimeSeconds,
    Instant time,
    Listen listen,
    double datagramsPerSecond,
    double samplesPerSecond,
    long datagrams,
    long samples,
    LossSummary loss,
    StoreView store,
    List<String> warnings) {

  /// The addresses listened on, as `host:port`, and the socket's receive buffer.
  ///
  /// @param sflow the names of the files where captures are played; the buffer is then 0
  public record Listen(
      String sflow, String http, long receiveBufferBytes, long receiveBufferRequestedBytes) {}

  /// Totals since the start.
  public record LossSummary(
      long datagramsLost,
      long samplesLost,
      long agentDrops,
      long socketDrops,
      long queueDrops,
      long decodeErrors) {}

  /// The metric store.
  ///
  /// @param retentionSeconds age at which raw data is dropped, or null if it is kept
  public record StoreView(
      String directory,
      long bytes,
      long entities,
      long rows,
      long intervalSeconds,
      @Nullable Long retentionSeconds) {}
}
