package io.cistern.app.intake;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;

/// Sends the datagrams of a capture in their time, faster, or as fast as possible.
public final class CaptureReplay {
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
    var sender = new PacedSender(channel, to, speed);
    long bytes = 0;
    for (var next = capture.next();
        next != null && sender.send(next.timeNanos(), next.payload());
        next = capture.next()) {
      bytes += next.payload().length;
    }
    return new Sent(sender.sent(), bytes, System.nanoTime() - start);
  }
}
