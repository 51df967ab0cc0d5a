package io.cistern.app.http;

import io.cistern.app.view.CollectorView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/// Server-sent events: once a second what has changed of the topics asked for.
final class EventStream implements AutoCloseable {
  /* Each stream is its own virtual thread that takes the frame of this second and writes to its own
   * connection. A reader that is slow waits alone: it misses the states in between and sees the
   * newest next, whole. A reader that is gone is found by the next write, at the latest by the
   * heartbeat; one that does not read by the idle timeout of the write. */

  private static final int MAX_STREAMS = 64;
  private static final int HEARTBEAT_SECONDS = 15;
  private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

  private final EventFrames frames;
  private final Semaphore room = new Semaphore(MAX_STREAMS);
  private final CountDownLatch closed = new CountDownLatch(1);

  EventStream(CollectorView view) {
    this.frames = new EventFrames(view);
  }

  /// How many streams are open.
  int open() {
    return MAX_STREAMS - room.availablePermits();
  }

  /// Takes a place among the streams; [#leave] gives it back.
  ///
  /// @return false if there are too many
  boolean admit() {
    return room.tryAcquire();
  }

  /// Writes events until the reader is gone or the server closes.
  ///
  /// @throws IOException when the reader is gone
  void serve(Response response, Set<String> topics) throws IOException {
    try {
      EventFrames.Frame last = null;
      int quiet = 0;
      do {
        var events = new ByteArrayOutputStream();
        var frame = frames.current();
        for (var topic : topics) {
          events.writeBytes(frame.event(topic, last));
        }
        last = frame;
        quiet = events.size() == 0 ? quiet + 1 : 0;
        if (quiet == HEARTBEAT_SECONDS) {
          events.writeBytes(HEARTBEAT);
          quiet = 0;
        }
        if (events.size() > 0) {
          Content.Sink.write(response, false, ByteBuffer.wrap(events.toByteArray()));
        }
      } while (!closed.await(1, TimeUnit.SECONDS));
    } catch (InterruptedException _) { // the server is stopping
      Thread.currentThread().interrupt();
    }
  }

  /// Gives the place of a stream back, once its response is complete.
  void leave() {
    room.release();
  }

  /// Ends every stream, and waits a moment for them: a reader that does not read is cut off by the
  /// server.
  @Override
  public void close() {
    closed.countDown();
    try {
      if (room.tryAcquire(MAX_STREAMS, 1, TimeUnit.SECONDS)) {
        room.release(MAX_STREAMS);
      }
    } catch (InterruptedException _) { // then they are cut off too
      Thread.currentThread().interrupt();
    }
  }
}
