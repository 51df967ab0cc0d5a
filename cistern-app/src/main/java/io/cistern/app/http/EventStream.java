package io.cistern.app.http;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import io.cistern.app.view.CollectorView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/// Server-sent events: once a second what has changed of the topics asked for.
final class EventStream implements AutoCloseable {
  /* Each stream is its own virtual thread that takes the frame of this second and writes to its own
   * connection. A reader that is slow waits alone: it misses the states in between and sees the
   * newest next, whole. A reader that is gone is found by the next write, at the latest by the
   * heartbeat; one that does not read by the idle timeout of the write. */

  private static final int MOST = 256;
  private static final int MOST_OF_CLIENT = 64;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int HEARTBEAT_SECONDS = 15;
  private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

  private final EventFrames frames;
  private final Multiset<Object> open = HashMultiset.create(); // by client
  private final CountDownLatch closed = new CountDownLatch(1);

  EventStream(CollectorView view) {
    this.frames = new EventFrames(view);
  }

  /// How many streams are open.
  synchronized int open() {
    return open.size();
  }

  /// Takes a place among the streams; [#leave] gives it back.
  ///
  /// @param client who wants it, see [ClientConnections#client]
  /// @return false if there are too many, of this client or in all
  synchronized boolean admit(Object client) {
    return open.size() < MOST && open.count(client) < MOST_OF_CLIENT && open.add(client);
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
  synchronized void leave(Object client) {
    open.remove(client);
    notifyAll();
  }

  /// Ends every stream, and waits a moment for them: a reader that does not read is cut off by the
  /// server.
  @Override
  public synchronized void close() {
    closed.countDown();
    try {
      long end = System.nanoTime() + PATIENCE_NANOS;
      for (long left = PATIENCE_NANOS; !open.isEmpty() && left > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
    } catch (InterruptedException _) { // then they are cut off too
      Thread.currentThread().interrupt();
    }
  }
}
