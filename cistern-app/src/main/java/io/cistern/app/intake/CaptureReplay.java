package io.cistern.app.intake;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;

/// Sends the datagrams of a capture in their time, faster, or as fast as possible.
public final class CaptureReplay {
  private static final long MAX_WAIT_NANOS = 100_000_000;

  /// What was sent.
  public record Sent(long datagrams, long bytes, long nanos) {}

  private final double speed;

  /// @param speed how many times faster than it was captured; 0 as fast as possible
  public CaptureReplay(double speed) {
    if (!(speed >= 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("speed below 0: " + speed);
    }
    this.speed = speed;
  }

  /// Sends the sFlow datagrams of a capture; what else it holds it counts itself. Ends early,
  /// without an error, when the thread is interrupted.
  ///
  /// @throws IOException if the capture cannot be read or a datagram cannot be sent
  public Sent send(CaptureReader capture, DatagramChannel channel, SocketAddress to)
      throws IOException {
    long start = System.nanoTime();
    long first = Long.MIN_VALUE;
    long datagrams = 0;
    long bytes = 0;
    for (var next = capture.next(); next != null; next = capture.next()) {
      first = first == Long.MIN_VALUE ? next.timeNanos() : first;
      if (!await(start, next.timeNanos() - first)) {
        break;
      }
      channel.send(ByteBuffer.wrap(next.payload()), to);
      datagrams++;
      bytes += next.payload().length;
    }
    return new Sent(datagrams, bytes, System.nanoTime() - start);
  }

  /// Waits until a datagram is due; `false` when interrupted.
  private boolean await(long start, long sinceFirst) {
    if (speed == 0) {
      return !Thread.currentThread().isInterrupted();
    }
    long due = start + (long) (sinceFirst / speed);
    while (due - System.nanoTime() > 0) {
      LockSupport.parkNanos(Math.min(due - System.nanoTime(), MAX_WAIT_NANOS));
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
    }
    return true;
  }
}
