package io.cistern.app.intake;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;

/// Sends datagrams in their own time, or faster, counted from the first one.
public final class PacedSender {
  private static final int MAX_DATAGRAM = 65_536;
  private static final long MAX_WAIT_NANOS = 100_000_000;

  private final DatagramChannel channel;
  private final SocketAddress to;
  private final double speed;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
  private long startNanos;
  private long firstNanos;
  private long sent;

  /// @param channel is used, not closed
  /// @param speed how many times faster; 0 as fast as possible
  public PacedSender(DatagramChannel channel, SocketAddress to, double speed) {
    if (!(speed >= 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("speed below 0: " + speed);
    }
    this.channel = channel;
    this.to = to;
    this.speed = speed;
  }

  /// Waits until a datagram is due and sends it.
  ///
  /// @param timeNanos when it is due, counted from anywhere
  /// @return `false`, and it is not sent, where the thread is interrupted
  /// @throws IOException if it cannot be sent
  public boolean send(long timeNanos, byte[] payload) throws IOException {
    if (sent == 0) {
      startNanos = System.nanoTime();
      firstNanos = timeNanos;
    }
    if (!await(timeNanos - firstNanos)) {
      return false;
    }
    buffer.clear().put(payload).flip();
    channel.send(buffer, to);
    sent++;
    return true;
  }

  private boolean await(long sinceFirst) {
    if (speed > 0) {
      long due = startNanos + (long) (sinceFirst / speed);
      for (long left = due - System.nanoTime();
          left > 0 && !Thread.currentThread().isInterrupted();
          left = due - System.nanoTime()) {
        LockSupport.parkNanos(Math.min(left, MAX_WAIT_NANOS));
      }
    }
    return !Thread.currentThread().isInterrupted();
  }

  /// Datagrams sent so far.
  public long sent() {
    return sent;
  }
}
