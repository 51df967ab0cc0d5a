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
  private static final double NANOS_PER_MILLI = 1e6;

  private final DatagramChannel channel;
  private final SocketAddress to;
  private final double speed;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
  private long startNanos;
  private long firstMillis;
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

  /// Waits until a datagram is due and sends it. Ends the wait early where the thread is
  /// interrupted.
  ///
  /// @throws IOException if it cannot be sent
  public void send(long timeMillis, byte[] payload) throws IOException {
    if (sent == 0) {
      startNanos = System.nanoTime();
      firstMillis = timeMillis;
    }
    await(timeMillis - firstMillis);
    buffer.clear().put(payload).flip();
    channel.send(buffer, to);
    sent++;
  }

  private void await(long sinceFirstMillis) {
    if (speed == 0) {
      return;
    }
    long due = startNanos + (long) (sinceFirstMillis * NANOS_PER_MILLI / speed);
    for (long left = due - System.nanoTime();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = due - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, MAX_WAIT_NANOS));
    }
  }

  /// Datagrams sent so far.
  public long sent() {
    return sent;
  }
}
